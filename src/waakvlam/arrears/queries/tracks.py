"""The own tracks: in a list, one with everything on it, and as a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page as ListPage
from waakvlam.kit.pagination import keyset
from waakvlam.kit.time import now
from waakvlam.people import queries as people

from ..models import Arrangement, Eviction, Instalment, Notice, Stage, Track, TrackStep
from ..residents import Home, homes
from ..waiting import AT_HOME, NEXT

SIZE, MOST = 40, 20_000
LATE = "stil"  # the filter for what stands still


@dataclass(frozen=True)
class Line:
    """A track in the list: who, where, how much, and until when something must be done."""

    track: Track
    home: Home | None
    due_at: datetime | None = None

    @property
    def is_silent(self) -> bool:
        return self.due_at is not None and self.due_at < now()


@dataclass(frozen=True)
class Page:
    """All that the page of a track shows."""

    track: Track
    home: Home | None
    steps: list[TrackStep]
    arrangement: Arrangement | None
    instalments: list[Instalment]
    eviction: Eviction | None
    notices: list[Notice]
    clock: Clock | None

    @property
    def is_silent(self) -> bool:
        return self.clock is not None and self.clock.due_at < now()

    @property
    def title(self) -> str:
        return self.home.name if self.home else _("Huurachterstand %(number)s") % {"number": self.track.number}

    @property
    def next_part(self) -> Instalment | None:
        return next((i for i in self.instalments if i.paid_on is None), None)

    @property
    def open_notice(self) -> Notice | None:
        return next((n for n in self.notices if n.is_open), None)


def tracks(who: Who, *, stage: str = "", after: str = "", size: int = SIZE) -> ListPage[Line]:
    """The own tracks, what changed last first; open ones unless a stage is asked. Four queries.

    With `stage` "stil": those on which nothing was done in time, longest first.
    """
    rows = Track.objects.filter(organisation_id=who.organisation_id)
    if stage == LATE:
        return _silent(who, rows.filter(ended_at=None), size)
    rows = rows.filter(stage=stage) if stage in Stage.values else rows.filter(ended_at=None)
    found = keyset(rows, "-changed_at", "-id", after=after, size=size)
    return ListPage(_lines(who, list(found)), found.after, found.is_first)


def _silent(who: Who, rows: QuerySet[Track], size: int) -> ListPage[Line]:
    due = list(Clock.objects.filter(on_id=who.organisation_id, kind=NEXT, stopped_at=None, due_at__lt=now())
               .order_by("due_at").values_list("subject_id", flat=True)[:size])
    found = rows.in_bulk(due)
    return ListPage(_lines(who, [found[i] for i in due if i in found]))


def _lines(who: Who, found: Iterable[Track]) -> list[Line]:
    """With who rents and what clock runs. Three queries, and one log line per household."""
    rows = list(found)
    there = homes(who, [t.household_id for t in rows])
    clocks = dict(Clock.objects.filter(subject_id__in=[t.pk for t in rows], kind=NEXT, stopped_at=None).values_list(
        "subject_id", "due_at")) if rows else {}
    audit.touched(who, "arrears.list", [t.household_id for t in rows])
    return [Line(t, there.get(t.household_id), clocks.get(t.pk)) for t in rows]


def track(who: Who, track_id: UUID) -> Track:
    """Raises Absent where it is not the own organisation's. One query."""
    found = Track.objects.filter(pk=track_id, organisation_id=who.organisation_id).select_related("keeper").first()
    if found is None:
        raise Absent("track", _("Deze huurachterstand is er niet (meer) voor jou."))
    return found


def track_of(who: Who, notice_id: UUID) -> Track:
    """The own track that a notice came from. Raises Absent. One query."""
    found = Track.objects.filter(bases__content__notice_id=notice_id, organisation_id=who.organisation_id).first()
    if found is None:
        raise Absent("track", _("Deze huurachterstand is er niet (meer) voor jou."))
    return found


def page(who: Who, track_id: UUID) -> Page:
    """At most nine queries."""
    found = track(who, track_id)
    audit.touched(who, "arrears.read", [found.household_id])
    running = Arrangement.objects.filter(track=found).order_by("-created_at", "-id").first()
    return Page(
        track=found, home=homes(who, [found.household_id]).get(found.household_id),
        steps=list(TrackStep.objects.filter(track=found).select_related("person").order_by("-at", "-id")),
        arrangement=running, instalments=list(Instalment.objects.filter(arrangement=running)) if running else [],
        eviction=Eviction.objects.filter(track=found).order_by("-created_at", "-id").first(),
        notices=list(Notice.objects.filter(content__basis__track=found).select_related("receiver").order_by("-sent_at", "-id")),
        clock=Clock.objects.filter(subject_id=found.pk, kind__in=AT_HOME, stopped_at=None).order_by("due_at").first())


def homes_for(who: Who, text: str) -> list[tuple[Home, UUID | None]]:
    """Households of the register that fit these words, each with its open track, where one runs. Five queries."""
    ids = list(dict.fromkeys(r.household_id for r in people.residents(who, text=text)))[:12] if text.strip() else []
    running = dict(Track.objects.filter(organisation_id=who.organisation_id, household_id__in=ids, ended_at=None)
                   .values_list("household_id", "id")) if ids else {}
    there = homes(who, ids)
    return [(there[i], running.get(i)) for i in ids if i in there]


def home(who: Who, household_id: UUID) -> Home:
    """One household of the register. Raises Absent. Two queries."""
    found = homes(who, [household_id]).get(household_id)
    if found is None:
        raise Absent("household", _("Dit huishouden staat niet (meer) in jullie register."))
    audit.touched(who, "arrears.read", [household_id])
    return found


def for_export(who: Who) -> list[Line]:
    """Every open track, at most 20,000: for the own organisation, for this purpose (R26)."""
    return _lines(who, Track.objects.filter(organisation_id=who.organisation_id, ended_at=None).order_by("-changed_at", "-id")[:MOST])
