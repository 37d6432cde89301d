"""Plan the sheets of a round, and change them: move and remove doors, another team, drop, put back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.policies import require
from waakvlam.access.words import Role
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now, today
from waakvlam.people.models import Household

from .. import planning, walking
from ..models import Round, Sheet, SheetDoor, SheetMember
from ..planning import MOST_DAYS, MOST_DOORS, MOST_TEAMS, Team
from ..policies import OutreachPermission
from ..queries import to_visit
from .company import alone, tell_company
from .rounds import held_round

VISITORS = (Role.CALLER, Role.VOLUNTEER, Role.COORDINATOR)
PLANNED = (Round.State.APPROVED, Round.State.RUNNING)


@dataclass(frozen=True)
class Planned:
    """What came of it: sheets and doors made, `left` that found no place, of which `for_two` for want
    of a team of two."""

    sheets: list[Sheet] = field(default_factory=list)
    doors: int = 0
    left: int = 0
    for_two: int = 0


@transaction.atomic
def plan(*, round: Round, days: Collection[date], teams: Sequence[Team], by: Who) -> Planned:
    """Divide the doors that wait over these days and teams. Sheets of these days on which nothing was
    done yet are made anew. About fifteen queries, however many doors.

    Raises Invalid for days, teams or capacities that cannot be, WrongState where the round is over.
    """
    held = held_round(round.id)
    require(by, OutreachPermission.PLAN_VISITS, held)
    if held.state not in PLANNED:
        raise WrongState("round_state", _("Deze ronde is niet goedgekeurd, of is voorbij."), came_in=held.state)
    _check(held, days, teams, by)
    _clear(held, days)
    waits = to_visit.doors(by, held, max(days))
    _lock(waits)
    marked = to_visit.for_two(by, waits)
    taken = to_visit.taken(by, waits, days)
    found = planning.divide(
        [to_visit.as_waiting(e, marked, taken) for e in waits],
        walking.order((e.pk, e.household.dwelling) for e in waits), days, teams)
    made = _write(held, found, {e.pk: e.household_id for e in waits}, teams, by)
    left = set(found.left)
    planned = Planned(made, sum(map(len, found.sheets.values())), len(left),
                      sum(1 for e in waits if e.pk in left and e.household_id in marked))
    audit.record(by, "sheet.plan", held, days=len(days), teams=len(teams), sheets=len(made), doors=planned.doors)
    audit.touched(by, "outreach.plan_visits", (e.household_id for e in waits))
    return planned


def _check(round: Round, days: Collection[date], teams: Sequence[Team], by: Who) -> None:
    good = 0 < len(days) <= MOST_DAYS and all(max(today(), round.starts_on) <= d <= round.ends_on for d in days)
    if not good:
        raise Invalid("sheet_days", _("Kies dagen vanaf vandaag en binnen de ronde."), field="days",
                      came_in=", ".join(map(str, sorted(days)))[:80], expected=f"{round.starts_on} – {round.ends_on}")
    if not (0 < len(teams) <= MOST_TEAMS) or not all(t.people and 0 < t.capacity <= MOST_DOORS for t in teams):
        raise Invalid("sheet_teams", _("Kies wie er gaat, en hoeveel deuren een ploeg op een dag doet (1 tot 200)."),
                      field="teams", came_in=str([t.capacity for t in teams])[:80])
    people = [p for t in teams for p in t.people]
    if len(people) != len(set(people)):
        raise Invalid("sheet_twice", _("Iemand staat in twee ploegen. Dat kan niet op een dag."), field="teams")
    _check_people(people, by)


def _check_people(people: Collection[Any], by: Who) -> None:
    ours = set(Membership.objects.filter(
        organisation_id=by.organisation_id, person_id__in=people, role__in=VISITORS, since__lte=now())
        .exclude(until__lte=now()).values_list("person_id", flat=True))
    if not set(people) <= ours:
        raise Invalid("sheet_people", _("Kies mensen van je eigen organisatie die bellen of aanbellen."), field="teams",
                      came_in=str(len(set(people) - ours)))


def _clear(round: Round, days: Collection[date]) -> None:
    """Sheets that nobody began on make room, but for those on which somebody else counts."""
    rows = Sheet.objects.select_for_update().filter(round=round, day__in=list(days), dropped_at=None)
    begun = set(SheetDoor.objects.filter(Q(reports__isnull=False) | Q(joint=True, dropped_at=None), sheet__in=rows).values_list(
        "sheet_id", flat=True))
    _drop([sheet.pk for sheet in rows if sheet.pk not in begun])


def _lock(waits: Sequence[Any]) -> None:
    """Whoever takes a household to call it locks it too: nobody is rung up while a visit is planned."""
    list(Household.objects.select_for_update(no_key=True).filter(
        pk__in=[e.household_id for e in waits]).order_by("pk").values_list("pk", flat=True))


def _write(round: Round, found: planning.Division, homes: dict[Any, UUID], teams: Sequence[Team], by: Who) -> list[Sheet]:
    ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    before = set(Sheet.objects.filter(round=round, dropped_at=None).values_list("day", "name"))
    made: list[Sheet] = []
    doors: list[SheetDoor] = []
    members: list[SheetMember] = []
    for (day, number), keys in sorted(found.sheets.items()):
        name = _free(day, number + 1, before)
        sheet = Sheet(**ours, round=round, day=day, name=name, person_id=by.person_id)
        made.append(sheet)
        members += [SheetMember(**ours, sheet=sheet, person_id=p) for p in teams[number].people]
        doors += [SheetDoor(**ours, sheet=sheet, entry_id=key, household_id=homes[key], day=day, place=n)
                  for n, key in enumerate(keys, 1)]
    Sheet.objects.bulk_create(made)
    SheetMember.objects.bulk_create(members)
    # Where another planner was first, their door stands: one sheet a day.
    SheetDoor.objects.bulk_create(doors, ignore_conflicts=True)
    return made


def _free(day: date, number: int, taken: set[tuple[date, str]]) -> str:
    """“Ploeg 2”; the next number where a sheet that was begun has that name."""
    name = _("Ploeg %(n)d") % {"n": number}
    if (day, name) in taken:
        return _free(day, number + 1, taken)
    taken.add((day, name))
    return name


@transaction.atomic
def move(*, doors: Collection[UUID], to: Sheet, by: Who) -> int:
    """Doors to another sheet of the same round, at their place in its walk. Returns how many.

    Raises Invalid where a door needs two people and fewer walk the other sheet, WrongState where
    somebody was there already that day.
    """
    target = held_sheet(to.pk, by)
    rows = _held_doors(doors, by, round_id=target.round_id)
    alone(rows)
    people = target.members.count()
    if people < 2 and to_visit.for_two(by, [r.entry for r in rows]):
        raise Invalid("sheet_two", _("Bij een van deze deuren gaan we met twee mensen. Kies een ploeg van twee."),
                      field="to")
    _free_that_day(rows, target)
    for row in rows:
        row.sheet, row.day = target, target.day
    SheetDoor.objects.bulk_update(rows, ["sheet", "day"])
    walk_again(target)
    audit.record(by, "sheet.move", target, doors=len(rows))
    return len(rows)


def _free_that_day(rows: Sequence[SheetDoor], sheet: Sheet) -> None:
    others = SheetDoor.objects.filter(household_id__in=[r.household_id for r in rows], day=sheet.day,
                                      dropped_at=None).exclude(pk__in=[r.pk for r in rows])
    if others.exists():
        raise WrongState("door_twice", _("Een van deze deuren staat die dag al op een andere lijst."))


def walk_again(sheet: Sheet) -> None:
    """The doors of a sheet in walking order again. Two queries."""
    rows = {d.pk: d for d in sheet.doors.filter(dropped_at=None).select_related("household__dwelling")}
    for n, key in enumerate(walking.order((k, d.household.dwelling) for k, d in rows.items()), 1):
        rows[key].place = n
    SheetDoor.objects.bulk_update(rows.values(), ["place"])


@transaction.atomic
def remove(*, doors: Collection[UUID], by: Who) -> int:
    """Off the sheet, back to those who wait. Raises WrongState where somebody was there already."""
    rows = _held_doors(doors, by)
    alone(rows)
    SheetDoor.objects.filter(pk__in=[r.pk for r in rows]).update(dropped_at=now())
    audit.record(by, "sheet.remove", rows[0].sheet if rows else None, doors=len(rows))
    return len(rows)


@transaction.atomic
def put_back(*, doors: Collection[UUID], by: Who) -> int:
    """Undo of `remove`: back on their sheet, where no other sheet has them that day by now."""
    rows = list(SheetDoor.objects.select_for_update(of=("self",)).select_related("sheet__round", "entry").filter(
        pk__in=list(doors), dropped_at__isnull=False, sheet__dropped_at=None, day__gte=today()))
    for sheet in {r.sheet for r in rows}:
        require(by, OutreachPermission.PLAN_VISITS, sheet)
        _free_that_day([r for r in rows if r.sheet_id == sheet.pk], sheet)
    SheetDoor.objects.filter(pk__in=[r.pk for r in rows]).update(dropped_at=None)
    audit.record(by, "sheet.put_back", rows[0].sheet if rows else None, doors=len(rows))
    return len(rows)


@transaction.atomic
def drop(*, sheet: Sheet, by: Who) -> Sheet:
    """The whole sheet; its doors wait again. Raises WrongState where somebody began on it."""
    held = held_sheet(sheet.pk, by)
    if SheetDoor.objects.filter(sheet=held, reports__isnull=False).exists():
        raise WrongState("sheet_begun", _("Op deze lijst is al aangebeld. Haal losse deuren eraf."))
    alone(held.doors.filter(dropped_at=None))
    _drop([held.pk])
    audit.record(by, "sheet.drop", held, round=held.round_id)
    return held


def _drop(ids: Collection[UUID]) -> None:
    moment = now()
    Sheet.objects.filter(pk__in=ids).update(dropped_at=moment)
    SheetDoor.objects.filter(sheet__in=ids, dropped_at=None).update(dropped_at=moment)


@transaction.atomic
def restore(*, sheet: Sheet, by: Who) -> Sheet:
    """Undo of `drop`: the doors that went with it come back, unless another sheet has them that day."""
    held = Sheet.objects.select_for_update().filter(pk=sheet.pk, dropped_at__isnull=False, day__gte=today()).first()
    if held is None:
        raise Absent("sheet")
    require(by, OutreachPermission.PLAN_VISITS, held)
    rows = SheetDoor.objects.filter(sheet=held, dropped_at=held.dropped_at)
    _free_that_day(list(rows), held)
    rows.update(dropped_at=None)
    held.dropped_at = None
    held.save(update_fields=["dropped_at"])
    audit.record(by, "sheet.put_back", held, round=held.round_id)
    return held


@transaction.atomic
def set_team(*, sheet: Sheet, people: Collection[UUID], by: Who) -> Sheet:
    """Who walks this sheet. Raises Invalid where a door on it needs two people and fewer would go."""
    held = held_sheet(sheet.pk, by)
    chosen = set(people)
    if not chosen:
        raise Invalid("sheet_teams", _("Kies wie er gaat."), field="people")
    _check_people(chosen, by)
    entries = [d.entry for d in held.doors.filter(dropped_at=None).select_related("entry")]
    if len(chosen) < 2 and to_visit.for_two(by, entries):
        raise Invalid("sheet_two", _("Op deze lijst staat een deur waar we met twee mensen gaan. Kies twee mensen."),
                      field="people")
    held.members.exclude(person_id__in=chosen).delete()
    there = set(held.members.values_list("person_id", flat=True))
    SheetMember.objects.bulk_create([SheetMember(network_id=by.network_id, organisation_id=by.organisation_id,
                                                 sheet=held, person_id=p) for p in sorted(chosen - there)])
    tell_company(held)
    audit.record(by, "sheet.team", held, people=len(chosen))
    return held


def held_sheet(sheet_id: UUID, by: Who) -> Sheet:
    """A sheet of today or later, locked. Raises Absent, Refused."""
    held = Sheet.objects.select_for_update(of=("self",)).select_related("round").filter(
        pk=sheet_id, dropped_at=None).first()
    if held is None:
        raise Absent("sheet")
    require(by, OutreachPermission.PLAN_VISITS, held)
    if held.day < today():
        raise WrongState("sheet_past", _("Deze dag is voorbij. Wat niet gedaan is, staat weer bij wie wacht."))
    return held


def _held_doors(ids: Collection[UUID], by: Who, **given: Any) -> list[SheetDoor]:
    given = {f"sheet__{name}": value for name, value in given.items()}
    rows = list(SheetDoor.objects.select_for_update(of=("self",)).select_related("sheet__round", "entry").filter(
        pk__in=list(ids), dropped_at=None, **given))
    for sheet in {r.sheet for r in rows}:
        require(by, OutreachPermission.PLAN_VISITS, sheet)
    if len(rows) != len(set(ids)):
        raise Absent("door")
    if SheetDoor.objects.filter(pk__in=list(ids), reports__undone_at=None, reports__isnull=False).exists():
        raise WrongState("door_told", _("Bij een van deze deuren is al aangebeld."))
    return rows
