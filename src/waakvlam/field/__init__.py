"""At the door: the app that works a day without network, and what the server does for it.

Owns devices (which phones hold a sheet, and their remote wipe) and what was received from them.
Personal data held: which person uses which phone. What was done at doors belongs to outreach. May
import everything below; nothing imports this.
"""
