"""Reaching people: call rounds, their scripts, lists, announcements, leases and attempts.

Owns rounds, scripts and what happened on them; all rows belong to the organisation that calls.
Personal data held: who is on a list and why, attempts, answers, findings. Residents themselves
stay in `people`. May import kit, access, post and people.
"""
