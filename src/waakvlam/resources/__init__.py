"""The service directory (sociale kaart): who offers what, where, and how full they are.

Owns topics (a list in words.py), services and their capacity. Holds no personal data beyond the
work address of a contact. May import access and kit.
"""
