"""The debt track (huurachterstand): from a late payment to help, not to eviction.

Owns: a housing association's track per household with its steps, arrangements and planned evictions; imports of
arrears; offers of a budget coach to new tenants; and what is told to the municipality: the early-debt signal and a
planned eviction, each its own copy of contact data with an amount or a day, and nothing else.
Personal data held: amounts, dates and stages of arrears, notes of the association, and in what was sent name,
address, telephone and e-mail.
Compartments of a notice: `status` (both sides, no person in it) and `content` (what was sent).
May import: kit, access, post, people, resources, outreach (their queries, commands and ids).
"""
