"""The API for other systems: NLGov REST under /api/v1, with the same queries, commands and wall.

Owns tokens (a hash each, tied to a membership and a purpose). Holds no personal data of residents.
May import every module's queries and commands.
"""
