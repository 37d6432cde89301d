"""The picture of the neighbourhood (buurtbeeld): statistics people can trust, never a person.

Owns one row of figures per neighbourhood, made each night by a function that crosses the
organisations of one network and keeps small numbers to itself (R30). Personal data held: none.
May import: kit, access, people, resources, outreach, handovers (their words and ids).
"""
