"""Take one lock's part away and see a test fail: every predicate of every clause, every condition of every
wall. Filters of lists (the second lock) are not among them yet. A mutant that no test notices is a hole in the tests.

A sample by the day runs in the suite; `make mutants` runs all and writes docs/reference/mutants.md.
"""
