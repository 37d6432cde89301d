"""A round that goes on foot, with sheets of today, for the tests of visiting."""

from typing import Any

from waakvlam.access.identity import Who, acting
from waakvlam.access.tests import cast
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now, today
from waakvlam.outreach.commands import visits
from waakvlam.outreach.models import Attempt, Round, RoundEntry, Sheet, SheetDoor, SheetMember
from waakvlam.outreach.queries import sheets

from .calls import round_of

ALICE, BOB, BEA, DORA = (cast.who(k, "visit_round") for k in ("alice", "bob", "bea", "dora"))
AT_THE_DOOR = [{"channel": "door", "times": 4, "days": 0}]
MIXED = [{"channel": "card", "times": 1, "days": 5}, {"channel": "phone", "times": 2, "days": 2},
         {"channel": "door", "times": 2, "days": 0}]


def round_on_foot(by: Who = ALICE, doors: int = 3, **fields: object) -> Round:
    """A running round whose entries are all due at the door. Call it while acting as `by`."""
    made = round_of(by, doors, **{"name": "Langs de deur", "steps": AT_THE_DOOR, **fields})
    RoundEntry.objects.filter(round=made).update(channel=made.steps[0]["channel"])
    return made


def sheet_of(by: Who, round: Round, *people: Any) -> Sheet:
    """A sheet of today with all entries of the round, walked by these people of the cast."""
    ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    made = Sheet.objects.create(**ours, round=round, day=today(), name="Ploeg 1", person_id=by.person_id)
    SheetMember.objects.bulk_create([SheetMember(**ours, sheet=made, person_id=p) for p in people])
    SheetDoor.objects.bulk_create([
        SheetDoor(**ours, sheet=made, entry=e, household_id=e.household_id, day=made.day, place=n)
        for n, e in enumerate(RoundEntry.objects.filter(round=round).order_by("rank"), 1)])
    return made


def looked(sheet: Sheet, who: Who = BOB) -> sheets.SheetView:
    with acting(who):
        return sheets.sheet(who, sheet.pk)


def ring(sheet: Sheet, door: sheets.Door, outcome: str = "not_home", who: Who = BOB, **given: Any) -> Attempt:
    """As one telephone does it: from what it saw of the door. A conflict is raised once it is kept."""
    with acting(who):
        try:
            return visits.visit(id=given.pop("id", uuid7()), sheet_id=sheet.pk, entry_id=door.entry_id, outcome=outcome,
                                at=given.pop("at", now()), seen=given.pop("seen", door.seen), by=who, **given)
        except visits.VisitConflict as conflict:
            found = conflict
    raise found


def entry_of(door: sheets.Door) -> RoundEntry:
    with acting(ALICE):
        return RoundEntry.objects.get(pk=door.entry_id)
