"""A round that goes on foot: a sheet of today, a door that was told, a contested report, a marker."""

from datetime import datetime, time, timedelta
from uuid import UUID

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import AMSTERDAM, at, now, today
from waakvlam.outreach.calling import Said
from waakvlam.outreach.commands import going, joint, markers, sheets, visits
from waakvlam.outreach.commands.joint import Asking
from waakvlam.outreach.models import JointVisit, SheetDoor
from waakvlam.outreach.queries.sheets import sheet as look
from waakvlam.outreach.tests.visits import ALICE, BEA, BOB, round_on_foot, sheet_of


@of_module
def things() -> list[Thing]:
    with identity.acting(ALICE) as by:
        round = round_on_foot(by, 2)
        made = sheet_of(by, round, BOB.person_id, BEA.person_id)
        dropped = sheets.drop(sheet=sheet_of(by, round_on_foot(by, 1), BOB.person_id), by=by)
    told = []
    with identity.acting(BOB) as by:
        first, second = look(by, made.pk).stops
    for who, outcome in ((BOB, "not_home"), (BEA, "spoken")):
        with identity.acting(who) as by:
            told.append(visits.told(id=uuid7(), sheet_id=made.pk, entry_id=first.entry_id, outcome=outcome, at=now(),
                                    seen=first.seen, next_at=None, said=Said(), by=by).attempt)
    with identity.acting(ALICE) as by:
        home = told[0].household_id
        marker = markers.mark(household_id=home, reason="De hond liep los.", review_on=today() + timedelta(days=9), by=by)
    joint_visit = _together(made.pk, second.entry_id)
    walkers, planner, asked = {"alice", "bob", "bea"}, {"alice"}, {"eva"}
    return [
        page("outreach:sheet", made.pk, may=walkers), page("outreach:door", made.pk, second.entry_id, may=walkers),
        page("outreach:sheet_paper", made.pk, may=walkers), page("outreach:sheet_workbook", made.pk, may=planner),
        page("outreach:sheet_division", made.pk, may=planner), act("outreach:sheet_drop", made.pk, may=planner),
        act("outreach:sheet_return", dropped.pk, may=planner),
        act("outreach:visit_undo", told[0].pk, may=walkers), act("outreach:report_choice", told[1].pk, may=walkers),
        page("outreach:round_visits", round.pk, may=planner), page("outreach:round_reports", round.pk, may=walkers),
        page("outreach:round_card", round.pk, may=planner), page("outreach:round_card_paper", round.pk, may=planner),
        page("outreach:marker_write", home, may=planner), act("outreach:marker_prolong", marker.pk, may=planner),
        act("outreach:marker_lift", marker.pk, may=planner),
        page("outreach:joint_ask", made.pk, joint_visit.basis.door_id, may=planner),
        act("outreach:joint_withdrawal", joint_visit.pk, may=planner), page("outreach:joint_visit", joint_visit.pk, may=asked),
        act("outreach:joint_act", joint_visit.pk, "terugtrekking", may=asked),
    ]


def _together(sheet_id: UUID, entry_id: UUID) -> JointVisit:
    """A care provider goes along tonight; the municipality went along last night."""
    start = datetime.combine(today(), time(0, 1), AMSTERDAM)
    with at(start), identity.acting(ALICE) as by:
        door = SheetDoor.objects.get(sheet_id=sheet_id, entry_id=entry_id)
        asked, been = (joint.ask(door_id=door.pk, by=by, asking=Asking(cast.organisation(slug), hour, "Iemand van het wijkteam.", "consent",
                       "Zij zei: dat is goed.")) for slug, hour in (("zorg", time(23, 59)), ("gemeente", time(0, 2))))
    for key, one in (("eva", asked), ("charlie", been)):
        with at(start), identity.acting(cast.who(key, "joint_visit")) as by:
            going.accept(visit_id=one.pk, person_id=by.person_id, by=by)
    with at(start + timedelta(minutes=2)), identity.acting(cast.who("charlie", "joint_visit")) as by:
        going.report(visit_id=been.pk, outcome="spoken", by=by)
    return asked
