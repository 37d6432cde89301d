"""Puts the demo into an empty database: partners, homes, people, offers, and what went on.

Small numbers go through the modules' own commands, so that audit and clocks are real; the
register goes in bulk, under each corporation's own identity.
"""
