"""Figures: main screens and commands beside a hand-written SQL floor on the same data.

Each module has `figures()`, which yields rows `name, scale, value, unit, floor, goal`:
`floor` is the same thing by hand-written SQL (or None), `goal` is a text such as "value <= 30",
"ratio <= 3" or "" where no issue names one. The harness adds `ratio` and `met`.
"""
