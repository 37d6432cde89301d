"""The ladder in force, and what waits for a second administrator."""

from dataclasses import dataclass

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent

from ..models import Ladder, Rung
from ..models.states import LadderState
from .above import ladder_in_force


@dataclass(frozen=True)
class Drawn:
    """A ladder with its rungs, lowest first, those of one organisation together."""

    ladder: Ladder
    rungs: list[Rung]


def drawn(who: Who) -> tuple[Drawn | None, Drawn | None]:
    """(in force, waiting). Four queries."""
    waiting = Ladder.objects.filter(network_id=who.network_id, state=LadderState.WAITING).select_related("proposed_by").first()
    return _drawn(ladder_in_force(who.network_id)), _drawn(waiting)


def _drawn(ladder: Ladder | None) -> Drawn | None:
    if ladder is None:
        return None
    rungs = Rung.objects.filter(ladder=ladder).select_related("below", "organisation", "person")
    return Drawn(ladder, sorted(rungs, key=lambda r: (r.below is None, r.below.name if r.below else "", r.place)))


def waiting(who: Who) -> Ladder:
    """Raises Absent where none waits."""
    found = Ladder.objects.filter(network_id=who.network_id, state=LadderState.WAITING).first()
    if found is None:
        raise Absent("ladder")
    return found
