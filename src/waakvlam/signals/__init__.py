"""Signals: what anybody noticed, on its way to who can act (C3, C4; R10–R12, R19, R22, R26, R27).

Owns reports, signals, their content and who told them. Holds personal data: what was seen of somebody, where, and how
to reach whoever told it. May import access, post, people, resources, outreach, handovers, maintenance and arrears:
what follows from a signal is made there (docs/adr/0016).
"""
