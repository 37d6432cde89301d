"""A month of signals in a real city, worked on by partners of different speed: how long until somebody acts.

`python -m bench.rhythm` (or `make rhythm`) runs it, and writes `docs/handbook/developers/rhythm.md` with its plot.
Where a signal goes, when it is due, how silence climbs and how many an organisation may claim is asked of the product
itself; what people do with their day is assumed, and said in `town.py`.
"""
