"""What goes to other systems by a standard: one folder per standard, removed by deleting it.

`logboek/`: processing lines to a Logboek Dataverwerkingen over OTLP. Owns what was sent and what
still waits. Personal data held: none (lines hold encrypted ids, and stay in access). May import:
kit, access.
"""
