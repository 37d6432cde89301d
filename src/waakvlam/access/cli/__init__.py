"""Commands of access: the covenant, the log of acts, people at work, networks and organisations.

An operator has the database: what crosses networks (finding an organisation, making one, reading
the whole log) runs as its owner; what happens inside one organisation runs as the system acting
for it, through the same commands as the pages and with the wall up.
"""

import click

from waakvlam.kit.cli import branch

from . import audit, covenant, exporting, networks, users


def register(root: click.Group) -> None:
    for group in (covenant.covenant, audit.audit, users.user, networks.network, networks.organisation):
        root.add_command(group)
    exporting.join(branch(root, "export"))
