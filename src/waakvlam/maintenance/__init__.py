"""Major maintenance (groot onderhoud) and its core team (kernteam).

Owns: projects with blocks, phases and doors; who is in the core team; each partner's private list of known
addresses, the rounds in which those lists are compared, and what came of that: addresses that are visited
together, who goes, what was released, the agenda; and works appointments of the corporation.
Personal data held: in private lists and releases what a partner knows of a home (sealed, own compartment);
in appointments what the work asks of a home.
Compartments of a project: `status` (the organisations invited: what the work is, who was asked) and
`content` (the named members: doors, agreed addresses, agenda). How lists are compared: docs/adr/0015.
May import: kit, access, post, people, resources, attachments, outreach (their queries, commands and ids).
"""
