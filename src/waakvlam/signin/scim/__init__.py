"""SCIM 2.0 (RFC 7643, 7644): an organisation's directory tells who joins, moves and leaves.

A key per organisation opens `/scim/v2/`. What it says of people is kept apart (`models/scim.py`); a person
and a membership come about with the first role that a group gives. Attributes that we need not know are not kept.
"""
