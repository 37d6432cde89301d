"""The demo: a fictional municipality, its people, its partners and what went on between them.

Also writes registers of any size, as a corporation would export them, for tests and benchmarks.
Owns no tables; the loader uses the modules' own commands. Top layer: may import everything below.
Holds no personal data: everybody and every place is made up (see handbook, users, demo).
"""
