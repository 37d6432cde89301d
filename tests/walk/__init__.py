"""Random people do random things; after each step everybody looks through pages, API and raw SQL.

`beliefs` is a model of what was sent to whom, kept by hand as the walk goes; `eyes` looks;
`machine` draws the steps. `make walk` walks far longer than the suite does.
"""
