"""The shell around every page: frame, components, "Vandaag", sign-in, search, help.

Owns no rows and no personal data. Template tags (``{% load waakvlam %}``) and templates in
``web/`` may be used by every module; its Python is imported by ``config`` only.
May import: every module's queries and commands.
"""
