"""The day's sheet of whoever visits: which doors, in which order, and what to say there.

This is what a telephone takes along into a stairwell. It never says why a door needs two people (R34).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from babel.dates import format_date
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waakvlam.access import audit, reads
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.words import Role
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import AMSTERDAM, now, today
from waakvlam.people.models import Neighbourhood, Resident

from .. import beside, outcomes, sentences, visiting
from ..beside import Beside
from ..models import Attempt, Round, RoundEntry, Sheet, SheetDoor
from ..policies import OutreachPermission
from . import joint
from .joint import Companion

ACTIVITY = "outreach.visit"
NOBODY = UUID(int=0)
NOTHING = Beside()
FORGET = time(4)  # of the next morning: whoever walks late may finish


@dataclass(frozen=True)
class SheetLine:
    """One sheet on the list of today. `team` are names; `doors` and `done` are counts."""

    id: UUID
    round_id: UUID
    name: str
    day: date
    team: tuple[str, ...]
    doors: int
    done: int


@dataclass(frozen=True)
class Ending:
    """One way a visit can end; `asks_next` asks when to come back."""

    key: str
    label: str
    icon: str
    reached: bool
    asks_next: bool


@dataclass(frozen=True)
class Door:
    """A door on the sheet. `seen` is what the telephone sends back, so that two reports of one door
    are noticed; `outcome` is what was told of it on this sheet, or empty. `task` is door or card. `company`
    says who of other organisations comes along, and when; `joint` that somebody was asked. `beside` is what
    other modules know that whoever rings must reckon with, `beside_url` where to write it down."""

    entry_id: UUID
    order: int
    street: str
    number: str
    postcode: str
    block: str
    entrance: str
    floor: int | None
    addressee: str
    why: str
    last_contact: datetime | None
    attempts: int
    seen: str
    appointment: datetime | None
    suggested_at: datetime
    task: str = "door"
    outcome: str = ""
    joint: bool = False
    company: tuple[Companion, ...] = ()
    beside: tuple[str, ...] = ()
    beside_url: str = ""


@dataclass(frozen=True)
class SheetView:
    """A whole sheet. `ends_at` is when a telephone must have forgotten it."""

    id: UUID
    round_id: UUID
    name: str
    round_name: str
    why: str
    day: date
    ends_at: datetime
    team: tuple[str, ...]
    graph: dict[str, Any] | None
    language: str
    outcomes: tuple[Ending, ...]
    stops: tuple[Door, ...]


def ends_at(day: date) -> datetime:
    """Four in the morning after the day, Dutch time."""
    return datetime.combine(day + timedelta(days=1), FORGET, AMSTERDAM)


def visible(who: Who) -> QuerySet[Sheet]:
    """Sheets of the own organisation that stand: for whoever plans all, else those one walks, until
    they are to be forgotten."""
    rows = Sheet.objects.filter(organisation_id=who.organisation_id, dropped_at=None)
    if who.role in (Role.COORDINATOR, Role.SYSTEM):
        return rows
    first = (now().astimezone(AMSTERDAM) - timedelta(hours=FORGET.hour)).date()
    return rows.filter(members__person_id=who.person_id or NOBODY, day__gte=first)


def found_sheet(who: Who, sheet_id: UUID) -> Sheet:
    """Raises Absent where it is not theirs, or over. One query."""
    found = visible(who).select_related("round__script_version").filter(pk=sheet_id).first()
    if found is None:
        raise Absent("sheet")
    return found


def my_sheets(who: Who, day: date | None = None) -> list[SheetLine]:
    """The sheets that this person walks on a day (today). One query."""
    rows = Sheet.objects.filter(organisation_id=who.organisation_id, dropped_at=None, day=day or today(),
                                members__person_id=who.person_id or NOBODY)
    return lines(Sheet.objects.filter(pk__in=rows.values("pk")))


def sheets_today(who: Who) -> list[SheetLine]:
    """All sheets of today of the own organisation, for whoever plans. One query."""
    return _lines(reads.rows(who, of_today))


def of_today(who: Who) -> QuerySet[Sheet] | None:
    """Those of `sheets_today`, counted."""
    return None if who.role not in (Role.COORDINATOR, Role.SYSTEM) else _counted(Sheet.objects.filter(organisation_id=who.organisation_id, dropped_at=None, day=today()))


def lines(rows: QuerySet[Sheet]) -> list[SheetLine]:
    """Sheets with team and counts, in the order of their names. One query."""
    return _lines(_counted(rows))


def _lines(rows: Iterable[Any]) -> list[SheetLine]:
    return [SheetLine(s.id, s.round_id, s.name, s.day, tuple(sorted(s.team)), s.total, s.made) for s in rows]


def _counted(rows: QuerySet[Sheet]) -> QuerySet[Sheet]:
    doors = SheetDoor.objects.filter(sheet=OuterRef("pk"), dropped_at=None).order_by().values("sheet")
    told = doors.filter(reports__undone_at=None, reports__isnull=False)
    return rows.annotate(
        team=ArrayAgg("members__person__name", filter=Q(members__isnull=False), default=[]),
        total=Coalesce(Subquery(doors.annotate(n=Count("id")).values("n")), 0),
        made=Coalesce(Subquery(told.annotate(n=Count("id", distinct=True)).values("n")), 0)).order_by("day", "name", "id")


def planned(who: Who, round: Round) -> list[SheetLine]:
    """The sheets of a round from today on. One query."""
    return lines(Sheet.objects.filter(round=round, organisation_id=who.organisation_id, dropped_at=None, day__gte=today()))


def dropped(who: Who, sheet_id: UUID) -> Sheet:
    """A sheet that was dropped. Raises Absent. One query."""
    found = Sheet.objects.filter(pk=sheet_id, organisation_id=who.organisation_id, dropped_at__isnull=False).first()
    if found is None:
        raise Absent("sheet")
    return found


def on_and_off(who: Who, sheet: Sheet) -> tuple[list[SheetDoor], list[SheetDoor]]:
    """Doors that stand on a sheet, and those that were taken off it; logged. One query."""
    told = Exists(Attempt.objects.filter(door=OuterRef("pk"), undone_at=None))
    rows = list(sheet.doors.filter(household__secret_address=False).select_related("household__dwelling").annotate(
        is_told=told).order_by("place", "id"))
    audit.touched(who, "outreach.plan_visits", [row.household_id for row in rows])
    return [r for r in rows if r.dropped_at is None], [r for r in rows if r.dropped_at is not None]


def sheet_of(attempt: Attempt) -> UUID:
    """The sheet on which it was told. Raises Absent. One query."""
    found = SheetDoor.objects.filter(reports=attempt).values_list("sheet_id", flat=True).first()
    if found is None:
        raise Absent("sheet")
    return found


def day_words(day: date) -> str:
    """“di 24 november”."""
    tongue = "en" if (get_language() or "nl").startswith("en") else "nl"
    return format_date(day, "EE d MMMM", locale=tongue)


def sheet(who: Who, sheet_id: UUID) -> SheetView:
    """A sheet with all its doors, logged for each household (R28). Six queries, however many doors; one
    more where somebody of another organisation comes along.

    Raises Absent, Refused. Doors that want no visit any more are left out (R7).
    """
    found = found_sheet(who, sheet_id)
    require(who, OutreachPermission.VISIT, found)
    rows = doors_of(found)
    audit.touched(who, ACTIVITY, [row.household_id for row in rows])
    version = found.round.script_version
    return SheetView(
        found.id, found.round_id, found.name, found.round.name, found.round.reason, found.day, ends_at(found.day),
        tuple(found.members.order_by("person__name").values_list("person__name", flat=True)),
        version.graph if version else None, found.round.language,
        tuple(Ending(o.code, o.label, o.icon, o.reached, o.asks_when)
              for o in outcomes.of(found.round, Attempt.Channel.DOOR)),
        _stops(found.round, rows, joint.company(who, rows), beside.of_doors(who, rows)))


def doors_of(sheet: Sheet) -> list[SheetDoor]:
    """The doors that stand, in walking order, with entry and home. One query; the round is the sheet's, since
    reading it once per door cost more than all the rest."""
    rows = sheet.doors.filter(dropped_at=None, household__gone_at=None, household__secret_address=False)
    told = Exists(Attempt.objects.filter(door=OuterRef("pk")))
    found = list(rows.filter(Q(household__do_not_call=False) | told).select_related(
        "entry", "household__dwelling").order_by("place", "id"))
    for row in found:
        row.entry.round = sheet.round
    return found


def _stops(round: Round, rows: list[SheetDoor], company: dict[UUID, tuple[Companion, ...]], known: dict[UUID, Beside]) -> tuple[Door, ...]:
    """Three queries: names, earlier attempts, names of neighbourhoods."""
    names = addressees(row.household_id for row in rows)
    earlier: dict[UUID, list[Attempt]] = {}
    for attempt in Attempt.objects.filter(entry__in=[r.entry_id for r in rows], undone_at=None).only(
            "id", "entry_id", "door_id", "part_of_day", "outcome", "at").order_by("at", "id"):
        earlier.setdefault(attempt.entry_id, []).append(attempt)
    codes = {row.entry.neighbourhood_code for row in rows}
    areas = dict(Neighbourhood.objects.filter(code__in=codes).order_by("year").values_list("code", "name"))
    moment = now()
    # The same for all doors where the same parts of the day were tried.
    suggested = cache(lambda tried: visiting.suggest(round, tried, moment))
    return tuple(replace(_door(n, row, names.get(row.household_id, ""), earlier.get(row.entry_id, []), areas, suggested),
                         company=company.get(row.pk, ()), beside=known.get(row.pk, NOTHING).lines,
                         beside_url=known.get(row.pk, NOTHING).url)
                 for n, row in enumerate(rows, 1))


def _door(order: int, row: SheetDoor, name: str, earlier: list[Attempt], areas: dict[str, str],
          suggested: Callable[[frozenset[str]], datetime]) -> Door:
    entry, home = row.entry, row.household.dwelling
    told = next((a.outcome for a in reversed(earlier) if a.door_id == row.pk), "")
    promised = entry.state == RoundEntry.State.CALL_BACK and entry.channel != Attempt.Channel.PHONE
    return Door(
        entry.pk, order, home.street, visiting.number(home), home.postcode, home.block, home.entrance, home.floor,
        name or _("de bewoners"), why(entry, areas), row.household.last_contact_at, entry.attempts,
        seen(earlier), entry.next_at if promised else None,
        suggested(frozenset(a.part_of_day for a in earlier)),
        entry.channel if entry.channel == Attempt.Channel.CARD and not told else Attempt.Channel.DOOR, told, row.joint)


def seen(earlier: list[Attempt]) -> str:
    """The version of a door: how many attempts count, and the last of them."""
    return f"{len(earlier)}.{earlier[-1].pk}" if earlier else "0."


def addressees(households: Any) -> dict[UUID, str]:
    """Household → the names of the tenants. One query."""
    found: dict[UUID, list[str]] = {}
    for resident in Resident.objects.filter(
            household_id__in=list(households), gone_at=None, moved_at=None, deceased_at=None, merged_into=None,
            part__in=(Resident.Part.TENANT, Resident.Part.CO_TENANT)).order_by("-part", "sort_name", "id"):
        found.setdefault(resident.household_id, []).append(resident.name)
    return {key: " & ".join(names) for key, names in found.items()}


def why(entry: RoundEntry, areas: dict[str, str]) -> str:
    """Why this door is on the list (R6); the same for all where some were drawn by lot."""
    if not entry.round.reference_percent:
        return sentences.why(entry, areas)
    place = areas.get(entry.neighbourhood_code, "")
    return _("Woont in %(place)s, waar deze ronde is.") % {"place": place} if place else _("Hoort bij deze ronde.")
