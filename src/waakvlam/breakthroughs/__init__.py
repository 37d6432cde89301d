"""Silence, and breaking through it (stilte, doorbraak).

Owns: the one screen of everything that waits too long, of every module's clocks; the share of clocks that each
partner answers in time; the ladder of the mandate (who is above whom), decided by two people; calls for a
decision (breakthroughs) with question, options, decision maker, term and answer; the record of obstacles.
Personal data held: none of residents. What is stuck is named by its number; texts are looked over before they
are kept. Names of people at work who answered without an account.
Compartment of a breakthrough: `status`. May import: kit, access, post, outreach, handovers (queries, ids).
Other modules say what waits in their own `waits.py` (access/waits.py); none of them is imported here.
"""
