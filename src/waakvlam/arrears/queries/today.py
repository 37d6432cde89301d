"""For Vandaag: notices that wait for us, what stands still at home, evictions that come near."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access import audit, reads, waiting
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.words import Kind, Purpose
from waakvlam.kit.time import now

from ..models import Track
from ..models.states import Stage
from ..residents import homes
from ..waiting import ACCEPT, CONTACT, FEEDBACK, NEXT, ON_RECEIVER

TODAY_PURPOSE = Purpose.DEBT
AT_HOME = (NEXT,)
TODAY_CLOCKS = (AT_HOME, ON_RECEIVER)
MOST = 8
WORDS = {ACCEPT: gettext_lazy("wacht op jullie antwoord"), CONTACT: gettext_lazy("wacht op contact met de bewoner"), FEEDBACK: gettext_lazy("wacht op een bericht van jullie")}


@dataclass(frozen=True)
class TodayRow:
    title: str
    url: str
    note: str
    icon: str = "euro"
    status: str = ""
    when: datetime | None = None
    tone: str = ""


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    rows: list[TodayRow]
    total: int
    url: str = ""


def today(who: Who) -> list[Section]:
    """None where nothing waits, beside the clocks; four at most. At home only what is due is shown: the list has the rest."""
    at_home, found = who.organisation_kind == Kind.HOUSING, _clocks(who)
    if not found:
        return []
    rows = _at_home(who, found[:MOST]) if at_home else [_row(c) for c in found[:MOST]]
    url = reverse("arrears:tracks" if at_home else "arrears:notices")
    return [Section("arrears", _("Huurachterstand"), rows, len(found), url)] if rows else []


def _clocks(who: Who) -> list[Clock]:
    at_home = who.organisation_kind == Kind.HOUSING
    clocks = [c for c in waiting.on_us(who, AT_HOME if at_home else ON_RECEIVER) if not at_home or c.due_at < now()]
    return sorted(clocks, key=lambda clock: clock.due_at)


def _tracks(who: Who) -> QuerySet[Track] | None:
    ids = [c.subject_id for c in _clocks(who)[:MOST]] if who.organisation_kind == Kind.HOUSING else []
    return Track.objects.filter(organisation_id=who.organisation_id, pk__in=ids) if ids else None


TODAY_READS = {TODAY_PURPOSE: (_tracks,)}


def _row(clock: Clock) -> TodayRow:
    late = clock.due_at < now()
    return TodayRow(_("Vroegsignaal"), reverse("arrears:notice", args=[clock.subject_id]), str(WORDS[clock.kind]), "message",
                    "silent" if late else "waiting", clock.due_at, "silent" if late else "lit")


def _at_home(who: Who, found: list[Clock]) -> list[TodayRow]:
    tracks = {track.pk: track for track in reads.rows(who, _tracks)}
    there = homes(who, [t.household_id for t in tracks.values()])
    audit.touched(who, "arrears.list", there)
    return [TodayRow(there[t.household_id].name if t.household_id in there else t.number, reverse("arrears:track", args=[t.pk]),
                     str(Stage(t.stage).label), status="silent", when=c.due_at, tone="silent")
            for c in found if (t := tracks.get(c.subject_id))]
