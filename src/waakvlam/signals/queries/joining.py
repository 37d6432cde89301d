"""What belongs together: found by keyed marks among what we hold and may read; and what somebody joined."""

from django.db.models import Q
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.time import day_of

from ..models import OPEN, Signal, SignalContent, State
from ..models.content import NEVER
from . import reading

MOST = 10
LOOKED_AT = (*OPEN, State.RESTING)


def alike(who: Who, signal: Signal, told: SignalContent | None = None) -> list[Signal]:
    """Others that lie with us, about the same home, telephone or person of our register; newest first. Two queries at most.

    `told` saves the first: what of this signal we may read.
    """
    told = told or reading.words(who).filter(signal_id=signal.pk).order_by("-version").first()
    if told is None or signal.holder_id != who.organisation_id or who.role in NEVER:
        return []
    same = Q(pk__isnull=True)
    for name in ("home_mark", "person_mark"):
        if value := getattr(told, name):
            same |= Q(**{name: value})
    if told.resident_id and told.organisation_id == who.organisation_id:
        same |= Q(resident_id=told.resident_id, organisation_id=who.organisation_id)
    others = reading.words(who).filter(same).exclude(signal_id=signal.pk).values("signal_id")
    rows = reading.worked_on(who).filter(id__in=others, holder_id=who.organisation_id, state__in=LOOKED_AT, into__isnull=True)
    found = list(rows.order_by("-came_at", "-id")[:MOST])
    audit.touched(who, "signal.list", [told.resident_id or told.household_id or told.pk] if found else [])
    return found


def joined(who: Who, signal: Signal) -> list[Signal]:
    """What was joined with it and still lies with us, oldest first. One query."""
    rows = reading.worked_on(who).filter(into_id=signal.pk, state=State.JOINED)
    return list(rows.order_by("came_at", "id"))


def named(signals: list[Signal]) -> list[tuple[str, str]]:
    """(id, words) to choose from: number, what about and since when; nobody in it."""
    return [(str(s.pk), _("%(number)s · %(kind)s · %(day)s") % {
        "number": s.number, "kind": s.get_kind_display(), "day": f"{day_of(s.came_at):%d-%m-%Y}"}) for s in signals]
