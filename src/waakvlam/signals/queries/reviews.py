"""Words of ours that went without permission, on which somebody else looks back (R27)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who
from waakvlam.access.policies import Allowed, decide, require
from waakvlam.kit.errors import Absent

from ..models import Basis, Passing
from ..models.content import NEVER
from ..policies import SignalPermission
from ..waiting import REVIEW
from . import reading

MOST = 100


@dataclass(frozen=True)
class Review:
    """One that waits. `number` is empty where the signal is out of our reach by now; `may`: by whoever asks."""

    passing: Passing
    number: str
    due_at: datetime | None
    may: bool


def reviews(who: Who) -> list[Review]:
    """What nobody looked back on yet, oldest first. Three queries."""
    require(who, SignalPermission.SEE)
    found = list(_waiting(who).select_related("to", "person").order_by("at", "id")[:MOST])
    if not found:
        return []
    numbers = dict(reading.worked_on(who).filter(id__in=[p.signal_id for p in found]).values_list("id", "number"))
    due = dict(clocks.of(who, [p.pk for p in found]).filter(kind=REVIEW).values_list("subject_id", "due_at"))
    audit.touched(who, "signal.read", [p.signal_id for p in found])
    return [Review(p, numbers.get(p.signal_id, ""), due.get(p.pk),
                   isinstance(decide(who, SignalPermission.REVIEW, p), Allowed)) for p in found]


def passing(who: Who, passing_id: UUID) -> Passing:
    """Raises Absent where it is not ours. One query."""
    found = _own(who).filter(pk=passing_id).first()
    if found is None:
        raise Absent("passing", _("Dit is er niet (meer) voor jou."))
    return found


def _waiting(who: Who) -> QuerySet[Passing]:
    return _own(who).filter(basis=Basis.NECESSARY, with_content=True, reviewed_at__isnull=True)


def _own(who: Who) -> QuerySet[Passing]:
    rows = Passing.objects.filter(organisation_id=who.organisation_id)
    return rows.none() if who.is_guest or who.role in NEVER else rows
