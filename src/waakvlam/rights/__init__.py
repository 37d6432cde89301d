"""Residents' rights: sign-in by a code, the receipt (who knows what of me), and requests with clocks.

Owns codes, visits of residents, requests and what a municipality's DigiD knows somebody by.
Personal data held: ids of residents, what somebody asks and what was answered. May import: kit,
access, post, people, outreach, handovers. A resident is never matched across registers: the receipt
shows what is known through the one organisation that gave the code.
"""
