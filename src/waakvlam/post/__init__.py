"""What leaves the house: e-mail, SMS and letters, each a visible row with tries.

Owns deliveries. Personal data held: an address or number and the text that was sent, owned by
the organisation that sent it. May import: kit, access.
"""
