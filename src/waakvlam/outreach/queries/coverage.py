"""Reads of coverage: the whole, places, one block, and who is out of sight. Own organisation only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, capped_count, keyset
from waakvlam.kit.time import day_of, now, today
from waakvlam.people.blocks import Door, Stairwell, arrange
from waakvlam.people.models import Block, Dwelling, Household, Neighbourhood

from ..covering import LOOKS, State, Terms
from ..models import Attempt, CoverageDay, CoverageTerms, DoorReach

EARLIER = 28  # days between the two figures that are compared, at least
READ = "outreach.coverage"
Kind = CoverageDay.Kind


@dataclass(frozen=True)
class Area:
    """A neighbourhood of the map. `before` is its figure of some weeks ago, if there is one."""

    code: str
    name: str
    now: CoverageDay
    before: CoverageDay | None
    outline: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def level(self) -> int:
        """1–3: fewer than 10, 10 to 30, 30 or more of 100 reached freshly; 0 where nobody may be approached."""
        return 0 if not self.now.homes else 1 + (self.now.share >= 100) + (self.now.share >= 300)


@dataclass(frozen=True)
class Overview:
    """`whole` is None before the first count; `nowhere` are homes without a neighbourhood."""

    terms: Terms
    whole: CoverageDay | None
    before: CoverageDay | None
    areas: list[Area]
    nowhere: CoverageDay | None


@dataclass(frozen=True)
class Unseen:
    """What the list of households out of sight is filtered by; `tries` 0 also shows who was never tried."""

    neighbourhood: str = ""
    block: str = ""
    street: str = ""
    tries: int = 0
    ways: int = 0


def terms(who: Who) -> Terms:
    """What counts today. One query."""
    found = terms_in_force(who)
    return Terms(found.fresh_days, found.stale_days, found.tries, found.ways) if found else Terms()


def terms_in_force(who: Who) -> CoverageTerms | None:
    """None where nobody set any: the defaults count."""
    return (CoverageTerms.objects.filter(organisation_id=who.organisation_id, in_force_from__lte=today())
            .select_related("person").order_by("-in_force_from", "-created_at", "-id").first())


def overview(who: Who) -> Overview:
    """The whole and every neighbourhood with homes of ours, now and some weeks ago. Five queries."""
    rows = CoverageDay.objects.filter(organisation_id=who.organisation_id, kind__in=(Kind.WHOLE, Kind.AREA))
    day = rows.filter(kind=Kind.WHOLE).order_by("-day").values_list("day", flat=True).first()
    if day is None:
        return Overview(terms(who), None, None, [], None)
    earlier = (rows.filter(kind=Kind.WHOLE, day__lte=day - timedelta(days=EARLIER)).order_by("-day")
               .values_list("day", flat=True).first())
    found = {(row.day, row.kind, row.place): row for row in rows.filter(day__in=[day, earlier or day])}
    areas = _areas(who, found, day, earlier)
    before = found.get((earlier, Kind.WHOLE, "")) if earlier else None
    return Overview(terms(who), found[day, Kind.WHOLE, ""], before, areas, found.get((day, Kind.AREA, "")))


def _areas(who: Who, found: dict[tuple[date, str, str], CoverageDay], day: date, earlier: date | None) -> list[Area]:
    codes = [place for at, kind, place in found if at == day and kind == Kind.AREA and place]
    known = {row.code: row for row in Neighbourhood.objects.filter(network_id=who.network_id, code__in=codes).order_by("year")}
    return sorted((Area(code, known[code].name if code in known else code, found[day, Kind.AREA, code],
                        found.get((earlier, Kind.AREA, code)) if earlier else None,
                        known[code].outline if code in known else None) for code in codes), key=lambda area: area.name)


def places(who: Who, kind: str, *, neighbourhood: str = "", after: str = "") -> Page[CoverageDay]:
    """Blocks or streets, the least reached first. One query that walks an index."""
    rows = CoverageDay.objects.filter(organisation_id=who.organisation_id, kind=kind)
    if neighbourhood:
        rows = rows.filter(neighbourhood_code=neighbourhood)
    return keyset(rows, "share", "id", after=after, size=30)


def neighbourhood_names(who: Who, codes: Iterable[str]) -> dict[str, str]:
    rows = Neighbourhood.objects.filter(network_id=who.network_id, code__in=set(codes)).order_by("year")
    return dict(rows.values_list("code", "name"))


def unseen(who: Who, wanted: Unseen, *, after: str = "", size: int = 50) -> Page[DoorReach]:
    """Households never reached, most often tried first; who wants no contact is not on it. Two queries."""
    page = keyset(_unseen(who, wanted).select_related("household__dwelling"), "-tries", "-id", after=after, size=size)
    audit.touched(who, READ, [row.household_id for row in page])
    return page


def unseen_count(who: Who, wanted: Unseen) -> int:
    """Counted up to a thousand; a thousand and one is more."""
    found, more = capped_count(_unseen(who, wanted))
    return found + more


def _unseen(who: Who, wanted: Unseen) -> QuerySet[DoorReach]:
    rows = DoorReach.objects.filter(
        organisation_id=who.organisation_id, last_at=None, household__gone_at=None, household__do_not_call=False,
        household__secret_address=False)
    if wanted.tries:
        rows = rows.filter(tries__gte=wanted.tries)
    if wanted.ways:
        rows = rows.filter(ways__gte=wanted.ways)
    if wanted.neighbourhood:
        rows = rows.filter(household__dwelling__neighbourhood_code=wanted.neighbourhood)
    if wanted.street:
        rows = rows.filter(household__dwelling__street=wanted.street)
    return rows.filter(household__dwelling__in_block=UUID(wanted.block)) if wanted.block else rows


def block(who: Who, block_id: UUID) -> tuple[Block, Stairwell]:
    """One block with contact per door, as of now. Raises Absent. Four queries, and one line per household read."""
    found = Block.objects.filter(organisation_id=who.organisation_id, id=block_id).first()
    if found is None:
        raise Absent("block", _("Dit blok staat niet (meer) in jullie register."))
    homes = list(Dwelling.objects.filter(in_block=found, gone_at=None, merged_into=None)
                 .order_by("street", "house_number", "house_letter", "addition", "id"))
    lived: dict[UUID, list[Household]] = {}
    for household in Household.objects.filter(dwelling__in=homes, gone_at=None):
        lived.setdefault(household.dwelling_id, []).append(household)
    reach = {row.household_id: row for row in DoorReach.objects.filter(
        household__in=[household for there in lived.values() for household in there])}
    audit.touched(who, READ, [household.id for there in lived.values() for household in there])
    limits = terms(who)
    return found, arrange(_door(home, lived.get(home.id, []), reach, limits) for home in homes)


ORDER = (State.APART, State.UNTRIED, State.TRIED, State.STALE, State.FADING, State.FRESH)


def _door(home: Dwelling, households: list[Household], reach: dict[UUID, DoorReach], limits: Terms) -> Door:
    """Where several households live behind a door, the one that was longest out of sight counts; who is left in
    peace keeps that to themselves only where another lives there too."""
    states = [(_state(one, reach.get(one.id), limits), reach.get(one.id)) for one in households]
    label = home.address.removeprefix(home.street).strip() or "–"
    place = (str(home.id), label, home.address, home.entrance, home.floor, home.door)
    if not states:
        return Door(*place, word=_("niemand ingeschreven"), icon="away", tone="quiet")
    open_ = [pair for pair in states if pair[0] is not State.APART] or states
    state, row = min(open_, key=lambda pair: ORDER.index(pair[0]))
    look = LOOKS[state]
    return Door(*place, word=look.word, icon=look.icon, tone=look.tone, note=_note(state, row))


def _state(household: Household, row: DoorReach | None, limits: Terms) -> State:
    apart = household.do_not_call or household.secret_address
    return limits.state(row.last_at if row else None, row.tries if row else 0, apart, now())


def _note(state: State, row: DoorReach | None) -> str:
    """“12 mrt 2025, telefoon” and “3 keer geprobeerd”: facts, no judgement."""
    if row is None or state is State.APART:
        return ""
    parts = []
    if row.last_at:
        by = channel_word(row.last_channel)
        parts.append(f"{day_of(row.last_at):%d-%m-%Y}, {by}")
    if row.tries:
        parts.append(ngettext("%(n)d keer geprobeerd", "%(n)d keer geprobeerd", row.tries) % {"n": row.tries})
    return " · ".join(parts)


def channel_word(code: str) -> str:
    return str(dict(Attempt.Channel.choices).get(code) or _("buiten een ronde"))


def exported(who: Who, wanted: Unseen, most: int) -> list[DoorReach]:
    """The whole list up to `most` rows, in the order of the street, for a file. One line per household read."""
    rows = list(_unseen(who, wanted).select_related("household__dwelling").order_by(
        "household__dwelling__street", "household__dwelling__house_number", "id")[:most])
    audit.touched(who, READ, [row.household_id for row in rows])
    return rows


def block_named(who: Who, block_id: str) -> Block | None:
    try:
        wanted = Q(id=UUID(block_id))
    except ValueError:
        return None
    return Block.objects.filter(wanted, organisation_id=who.organisation_id).first()
