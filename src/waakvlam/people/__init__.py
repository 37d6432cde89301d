"""Residents, households, dwellings, neighbourhoods, and the import of a tenant register.

Owns: the register of one organisation (owned rows: nobody else reads them) and the
neighbourhoods of a network with their dated key figures and outlines.
Personal data held: name, birth date, telephone numbers, e-mail, address, tenancy facts.
Never held: bsn, nationality, origin, marital status, income, sex, language, religion.
May import: kit, access, post.
"""
