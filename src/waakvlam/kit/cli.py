"""Joining a command to a group that somebody else made."""

import click


def branch(root: click.Group, name: str) -> click.Group:
    """The group `name` under `root`. Raises KeyError where there is none, TypeError where it is a command."""
    found = root.commands[name]
    if not isinstance(found, click.Group):
        raise TypeError(f"{name} is a command, not a group")
    return found
