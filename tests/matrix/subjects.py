"""Things in every state, each with unique words planted in it, made as people make them.

A module that keeps something new adds a function here: what it planted (`Secret`), at which
addresses it stands and who gets it there (`Address`). Words look like names, so that nothing masks them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from . import model
from .model import Readers
from .reading import Secret
from .town import Somebody


@dataclass(frozen=True)
class Address:
    """One address of one thing. `seen` get it; whoever enters but is not among them gets 404, or
    `else_` where it is in reach but not allowed. `shows` must stand in it for who may read each."""

    name: str
    url: str
    state: str
    seen: Readers
    shows: tuple[Secret, ...] = ()
    else_: tuple[int, ...] = (404,)
    method: str = "GET"
    reach: Readers | None = None  # of an act: who sees the thing itself
    only: Somebody | None = None  # of all who may, this one person


@dataclass
class Planted:
    """All that the matrix knows of."""

    secrets: list[Secret] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    # Lists and other addresses without an id → what must stand there for who may read it.
    shown: dict[str, list[tuple[Secret, Readers]]] = field(default_factory=dict)
    handovers: dict[str, Any] = field(default_factory=dict)  # state → its id

    def plant(self, thing: str, state: str, part: str, readers: Readers) -> Secret:
        made = Secret(f"Zwaluw{thing}{state.replace('_', '')}{part}".lower(), thing, state, readers)
        self.secrets.append(made)
        return made

    def at(self, name: str, state: str, seen: Readers, *args: Any, shows: Iterable[Secret] = (), query: str = "",
           **given: Any) -> None:
        url = args[0] if name.startswith("api ") else reverse(name, args=args)
        self.addresses.append(Address(name, url + query, state, seen, tuple(shows), **given))

    def listed(self, secret: Secret, *names: str, to: Readers | None = None) -> None:
        """It stands in these lists for all who may read it, or for those of them among `to`."""
        for name in names:
            self.shown.setdefault(name, []).append((secret, to or secret.readers))


Maker = Callable[[Planted, dict[tuple[tuple[str, str], str], Somebody]], None]
MAKERS: list[Maker] = []


def maker(make: Maker) -> Maker:
    MAKERS.append(make)
    return make


def planted(people: list[Somebody]) -> Planted:
    """Everything, made once."""
    from . import handed, kept  # noqa: F401  they put their makers in the list

    town = {(p.relation, p.role): p for p in people}
    found = Planted()
    for make in MAKERS:
        make(found, town)
    return found


OURS = model.OURS
