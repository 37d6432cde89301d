"""The generated page docs/reference/maintenance-states.md: what may follow what."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from .models.states import ITEM, PARTNER, TRANSITIONS, ItemState, PartnerState, State

HEAD = """# States of major maintenance

Generated from `maintenance/models/states.py`; do not edit. `make fix` writes it, `make check` compares.
"""


def render() -> str:
    """The whole page as Markdown with a Mermaid diagram per table."""
    with override("nl"):
        return HEAD + "".join((_one("A project", State, TRANSITIONS), _one("An organisation in the core team", PartnerState, PARTNER),
                               _one("A point on the agenda", ItemState, ITEM)))


def _one(title: str, states: Any, table: Mapping[Any, tuple[Any, ...]]) -> str:
    first = next(iter(states))
    lines = [f"    [*] --> {first.value}", *(f"    {s.value} : {s.label}" for s in states),
             *(f"    {states(a).value} --> {states(b).value}" for a, after in table.items() for b in after),
             *(f"    {s.value} --> [*]" for s in states if not table[s])]
    return f"\n## {title}\n\n```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n"
