"""Small things without domain words: time, ids, errors, pagination, text.

Imports nothing of Waakvlam. Holds no personal data.
"""
