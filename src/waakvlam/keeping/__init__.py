"""How long is kept, and erasing: the nightly run, the erasure of one person, what is remembered of it.

Owns terms of what the system itself leaves, runs, holds, requests for erasure, tombstones with their keyed
marks, and questions to partners. Holds no personal data but the reason of a hold. May import handovers, outreach,
people, post and below: it works through the `kept` of every model and each module's `erasing.py`.
"""
