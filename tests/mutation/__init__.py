"""Take one lock's part away and see a test fail: every predicate of every clause, every filter on who
asks of every query, every condition of every wall. A mutant that no test notices is a hole in the tests.

A sample by the day runs in the suite; `make mutants` runs all and writes docs/reference/mutants.md.
"""
