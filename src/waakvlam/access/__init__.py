"""Who may see and do what, why, and until when: the ground under every module.

Owns networks, organisations, teams, people at work, memberships, the covenant, reach, clocks,
audit events and processing lines. Holds personal data of people at work only (name, work
address); of residents it holds ids, encrypted where they are logged.

May import `kit` only. Every other module builds on it.
"""
