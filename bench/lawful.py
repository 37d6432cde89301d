"""What the wall and the logs cost: the main pages with both, beside the same pages with both off.

Each page is asked in turns of a moment (on, off, off, on …), through the whole stack, and the middle of
each side counts: whatever else the machine does falls on both alike.
"""

import gc
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any
from uuid import UUID

from bench.scale import is_full

TURNS = 24
Ask = Callable[[], Any]


def figures() -> Iterator[dict[str, Any]]:
    from bench.bare import Bare
    from bench.lawful_data import made

    homes, handovers = (80_000, 100_000) if is_full() else (2_000, 2_000)
    switch, spent, bare = Bare(), 0.0, 0.0
    with made(homes, handovers) as ground:
        for name, ask in pages(**ground).items():
            on, off = measured(switch, ask, TURNS)
            spent, bare = spent + on, bare + off
            yield _row(f"lawful: {name}", homes, on, off)
        yield _row("lawful: all main pages together", homes, spent, bare, "ratio <= 1.25")


def measured(switch: Any, ask: Ask, turns: int) -> tuple[float, float]:
    """Milliseconds in the middle, with and without. Each side is warmed up by itself."""
    on: list[float] = []
    off: list[float] = []
    for turn in range(-3, turns):
        for with_both in (True, False) if turn % 2 else (False, True):
            taken = _timed(ask) if with_both else _without(switch, ask)
            if turn >= 0:
                (on if with_both else off).append(taken)
    return median(on), median(off)


def _without(switch: Any, ask: Ask) -> float:
    with switch.off():
        return _timed(ask)


def _timed(ask: Ask) -> float:
    gc.collect(0)
    begun = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - begun)


def pages(*, round_id: UUID, entry_id: UUID, household_id: UUID, handover_id: UUID, resident: Any) -> dict[str, Ask]:
    """The main pages, each as who would open it. Vandaag for every role that works."""
    from waakvlam.access.tests import cast

    found = {f"Vandaag, {cast.PEOPLE[key][2].label}": _page(key, "/") for key in (
        "alice", "bob", "charlie", "eva", "frank", "vera", "roer", "board", "fg", "admin")}
    return found | {
        "the caller's screen": _page("bob", f"/belacties/beurt/{entry_id}/"),
        "rounds": _page("alice", "/belacties/"),
        "a round": _page("alice", f"/belacties/{round_id}/"),
        "people on the list of a round": _page("alice", f"/belacties/{round_id}/lijst/"),
        "inbox of handovers": _page("charlie", "/overdrachten/"),
        "what was sent": _page("alice", "/overdrachten/verstuurd/"),
        "a handover": _page("charlie", f"/overdrachten/{handover_id}/"),
        "register": _page("alice", "/register/"),
        "register, a household": _page("alice", f"/register/huishoudens/{household_id}/"),
        "register, a search": _page("alice", "/register/?text=naam1234"),
        "search everywhere": _page("alice", "/zoeken/?q=naam1234"),
        "receipt of a resident": lambda: _good(resident.get("/mijn/")),
        "insight": _page("board", "/inzicht/"),
        "log of acts": _page("fg", "/beheer/logboek/"),
    }


def _page(key: str, path: str) -> Ask:
    client = _client(key)
    return lambda: _good(client.get(path))


def _good(answer: Any) -> Any:
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.request['PATH_INFO']}: {answer.status_code}")
    return answer


def _client(key: str) -> Any:
    from django.test import Client

    from waakvlam.access.tests import cast

    client = Client()
    session = client.session
    session.update({"person": str(cast.who(key).person_id), "membership": str(cast.membership(key)),
                    "purpose": cast.PEOPLE[key][3]})
    session.save()
    client.cookies["waakvlam"] = session.session_key
    return client


def _row(name: str, scale: int, on: float, off: float, goal: str = "") -> dict[str, Any]:
    return {"name": name, "scale": scale, "value": on, "unit": "ms", "floor": off, "goal": goal}
