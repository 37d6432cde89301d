"""Joining a command to a group that somebody else made, and a day as an option."""

from datetime import date
from typing import Any

import click


class Day(click.ParamType[date]):
    """A day, as 2026-11-24. What is no day is refused with what came in."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; give it as 2026-11-24.", param, ctx)


DAY = Day()


def branch(root: click.Group, name: str) -> click.Group:
    """The group `name` under `root`. Raises KeyError where there is none, TypeError where it is a command."""
    found = root.commands[name]
    if not isinstance(found, click.Group):
        raise TypeError(f"{name} is a command, not a group")
    return found
