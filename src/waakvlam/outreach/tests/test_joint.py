"""Two organisations at one door: asked by sending, answered with a name, told by each for itself."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from waakvlam.access import identity, reach
from waakvlam.access.identity import acting
from waakvlam.access.models import Audit, Clock, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import AMSTERDAM, at, today
from waakvlam.outreach import tasks
from waakvlam.outreach.commands import going, joint, sheets
from waakvlam.outreach.commands.joint import Asking
from waakvlam.outreach.models import DoorMarker, JointDoor, JointReport, JointVisit, SheetDoor
from waakvlam.outreach.queries import joint as reading
from waakvlam.people.models import Household

from .visits import ALICE, BOB, looked, ring, round_on_foot, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "R9", "R14")]
CHARLIE, CARLA, EVA, DORA = (cast.who(k, "joint_visit") for k in ("charlie", "carla", "eva", "dora"))
MORNING = datetime.combine(today(), time(8), AMSTERDAM)
AFTER = datetime.combine(today(), time(20), AMSTERDAM)
NEEDED, SAID = "Iemand die van hulp bij het huishouden weet.", "Zij zei: neem die ander gerust mee."


@pytest.fixture
def sheet():
    with at(MORNING), acting(ALICE):
        return sheet_of(ALICE, round_on_foot(), BOB.person_id)


def first(sheet):
    with acting(ALICE):
        return SheetDoor.objects.filter(sheet=sheet).select_related("household__dwelling").earliest("place")


def asked(sheet, partner="gemeente", **given):
    door = first(sheet)
    asking = Asking(**{"partner_id": cast.organisation(partner), "starts_at": time(14, 30), "needed": NEEDED, "ground": "consent",
                       "words": SAID, **given})
    with at(MORNING), acting(ALICE) as by:
        return joint.ask(door_id=door.pk, asking=asking, by=by)


def accepted(sheet, person=CHARLIE):
    made = asked(sheet)
    with at(MORNING), acting(CARLA) as by:
        return going.accept(visit_id=made.pk, person_id=person.person_id, by=by)


def url(name, *args):
    return reverse(f"outreach:{name}", args=args)


def everything(who):
    """Whatever raw SQL shows this person of the new tables and of the host's."""
    told = []
    for table in ("jointvisit", "jointdoor", "jointbasis", "jointreport", "sheet", "sheetdoor", "round", "roundentry", "doormarker", "attempt"):
        with acting(who), connection.cursor() as db:
            db.execute(f"select row_to_json(t)::text from outreach_{table} t")
            told += [f"{table} {row[0]}" for row in db.fetchall()]
    return "\n".join(told)


def test_the_invitation_says_when_and_what_and_not_where(sheet):
    made, home = asked(sheet), first(sheet).household.dwelling
    with at(MORNING), acting(CHARLIE) as by:
        found = reading.invitation(by, made.pk)
        assert found.where is None and found.visit.needed == NEEDED and reading.invitations(by) == [found]
    for who in (CHARLIE, CARLA):
        told = everything(who)
        assert NEEDED in told and home.street not in told and SAID not in told and "sheetdoor" not in told
    assert everything(EVA) == everything(DORA) == ""
    with acting(ALICE):
        assert first(sheet).joint and Clock.objects.get(subject_id=made.pk, stopped_at=None).kind == joint.ANSWER


def test_only_who_is_named_reads_the_address_and_nothing_of_the_list(sheet):
    accepted(sheet)
    home = first(sheet).household.dwelling
    with at(MORNING), acting(CHARLIE) as by:
        found = reading.invitations(by)[0]
        assert found.where and home.street in found.where.address and found.where.company == BOB.name
        assert JointDoor.objects.count() == 1
    assert "jointdoor" in everything(CHARLIE) and "jointdoor" not in everything(CARLA)
    told = everything(CHARLIE)
    assert SAID not in told and "round " not in told and "sheetdoor" not in told
    # The look is logged on the household, for the host's resident to read (R28).
    with acting(identity.system(CHARLIE.organisation_id, "joint_visit")):
        assert ProcessingLine.objects.filter(name="outreach.joint").count() == 1


def test_the_sheet_says_who_comes_along_and_so_does_paper(sheet, sign_in):
    assert not any(d.company for d in looked(sheet).stops)
    accepted(sheet)
    here, other = looked(sheet).stops[0], looked(sheet).stops[1]
    assert here.company == (reading.Companion("14:30", CHARLIE.name, "Gemeente Proefstad"),) and here.joint and not other.company
    assert str(here.company[0]) == f"14:30 {CHARLIE.name} (Gemeente Proefstad), voor de deur"
    bob = sign_in("bob")
    assert CHARLIE.name in bob.get(url("sheet", sheet.pk)).text and CHARLIE.name in bob.get(url("door", sheet.pk, here.entry_id)).text
    assert CHARLIE.name not in bob.get(url("door", sheet.pk, other.entry_id)).text
    from waakvlam.outreach import sheet_paper

    assert sheet_paper._line(here)["company"] == f"Samen met {here.company[0]}" and sheet_paper.paper(looked(sheet))[:4] == b"%PDF"
    assert sign_in("alice").get(url("sheet_workbook", sheet.pk)).status_code == 200


def test_where_they_meet_is_for_who_goes_along_and_for_who_rings(sheet, sign_in):
    made = asked(sheet, meet="Bij de brievenbussen")
    assert "brievenbussen" not in everything(CHARLIE), "nobody was named yet"
    with at(MORNING), acting(CARLA) as by:
        going.accept(visit_id=made.pk, person_id=CHARLIE.person_id, by=by)
    assert "brievenbussen" in everything(CHARLIE) and "brievenbussen" not in everything(CARLA)
    here = looked(sheet).stops[0]
    assert here.company[0].meet == "Bij de brievenbussen" and "Bij de brievenbussen" in str(here.company[0])
    bob = sign_in("bob")
    assert "brievenbussen" in bob.get(url("door", sheet.pk, here.entry_id)).text
    assert "om 14:30: Bij de brievenbussen" in sign_in("charlie").get(url("joint_visit", made.pk)).text
    assert "brievenbussen" in sign_in("alice").get(url("joint_ask", sheet.pk, first(sheet).pk)).text


def test_a_place_to_meet_holds_no_word_about_illness_unless_it_must(sheet):
    with pytest.raises(Invalid) as refused:
        asked(sheet, meet="Bij de verslaafde van nummer 3")
    assert refused.value.problem.field == "meet"
    assert asked(sheet, meet="Bij de verslaafde van nummer 3", keep_words=True).where.meet == "Bij de verslaafde van nummer 3"


def test_who_comes_first_stands_first(sheet):
    for partner, hour, person in (("gemeente", 16, CHARLIE), ("zorg", 9, EVA)):
        made = asked(sheet, partner, starts_at=time(hour))
        with at(MORNING), acting(person) as by:
            going.accept(visit_id=made.pk, person_id=person.person_id, by=by)
    assert [one.at for one in looked(sheet).stops[0].company] == ["09:00", "16:00"]


def test_each_writes_its_own_report_and_reads_no_other(sheet):
    made = accepted(sheet)
    with at(MORNING), acting(CHARLIE) as by, pytest.raises(WrongState):
        going.report(visit_id=made.pk, outcome="spoken", by=by)
    with at(AFTER), acting(CARLA) as by, pytest.raises(Absent):
        going.report(visit_id=made.pk, outcome="spoken", by=by)
    with at(AFTER), acting(CHARLIE) as by:
        going.report(visit_id=made.pk, outcome="spoken", observation="Er lag veel post.", by=by)
        assert Audit.objects.filter(verb="joint.report").count() == 1
    ring(sheet, looked(sheet).stops[0], "spoken", BOB, observation="De lamp is stuk.")
    assert "veel post" not in everything(ALICE) and "veel post" in everything(CARLA)
    assert "lamp is stuk" not in everything(CHARLIE)
    with acting(ALICE):
        assert JointVisit.objects.get().state == "done" and not JointReport.objects.exists()


@pytest.mark.parametrize("by_host", [True, False])
def test_when_it_is_called_off_the_address_is_gone_and_the_door_stands_alone(sheet, by_host):
    made = accepted(sheet)
    with at(MORNING), acting(ALICE if by_host else CARLA) as by:
        (joint.withdraw if by_host else going.step_back)(visit_id=made.pk, by=by)
    assert "jointdoor" not in everything(CHARLIE)
    with at(MORNING), acting(ALICE) as by:
        assert not first(sheet).joint and not Clock.objects.filter(subject_id=made.pk, stopped_at=None).exists()
        assert len(reading.alone_again(by)) == (0 if by_host else 1)
    assert not looked(sheet).stops[0].company


def test_a_no_is_heard_and_an_answer_that_never_came_lapses(sheet, sign_in):
    made, second = asked(sheet), asked(sheet, "zorg")
    with at(MORNING), acting(CARLA) as by:
        going.decline(visit_id=made.pk, by=by)
        with pytest.raises(WrongState):
            going.accept(visit_id=made.pk, person_id=CHARLIE.person_id, by=by)
    with acting(ALICE):
        assert first(sheet).joint, "somebody else may still come"
    with at(MORNING):
        assert tasks.lapse_unanswered(timestamp=0) == 0
    with at(AFTER):
        with acting(EVA) as by, pytest.raises(WrongState):
            going.accept(visit_id=second.pk, person_id=EVA.person_id, by=by)
        assert tasks.lapse_unanswered(timestamp=0) == 1
    with acting(ALICE):
        assert JointVisit.objects.get(pk=second.pk).state == "lapsed" and not first(sheet).joint
    page = sign_in("alice").get("/").text
    assert "Zorg Dichtbij" in page and "Gemeente Proefstad" in page


def test_a_door_on_which_somebody_counts_is_not_moved_away(sheet):
    made, door = accepted(sheet), first(sheet)
    with at(MORNING), acting(ALICE) as by:
        for act in (lambda: sheets.remove(doors=[door.pk], by=by), lambda: sheets.drop(sheet=sheet, by=by)):
            with pytest.raises(WrongState, match="gaat een andere organisatie mee"):
                act()
        sheets.set_team(sheet=sheet, people=[ALICE.person_id], by=by)
    with at(MORNING), acting(CHARLIE) as by:
        assert reading.invitation(by, made.pk).where.company == ALICE.name, "who comes along reads the new team"
    with at(MORNING), acting(ALICE) as by:
        joint.withdraw(visit_id=made.pk, by=by)
        assert sheets.remove(doors=[door.pk], by=by) == 1


@pytest.mark.parametrize(("given", "field"), [
    ({"partner": "voedsel"}, "partner"), ({"partner": "wonen"}, "partner"), ({"partner": "netwerk"}, "partner"), ({"partner": "ver"}, "partner"),
    ({"starts_at": time(7)}, "starts_at"), ({"needed": "kom"}, "needed"), ({"needed": "Hij is dement, kom mee."}, "needed"),
    ({"ground": "zomaar"}, "ground"), ({"words": "mag"}, "words")])
def test_no_invitation_without_covenant_moment_or_ground(sheet, given, field):
    with pytest.raises(Invalid) as raised:
        asked(sheet, **given)
    assert raised.value.problem.field == field
    with acting(ALICE):
        assert not JointVisit.objects.exists() and not first(sheet).joint


@pytest.mark.parametrize("change", [{"secret_address": True}, {"do_not_call": True}])
def test_no_invitation_where_nobody_may_ring(sheet, change):
    with acting(ALICE):
        Household.objects.filter(pk=first(sheet).household_id).update(**change)
    with pytest.raises(Absent):
        asked(sheet)


def test_who_may_not_plan_asks_nobody_and_a_stranger_answers_nothing(sheet):
    made, door = asked(sheet), first(sheet)
    with at(MORNING), acting(BOB) as by, pytest.raises(Refused):
        joint.ask(door_id=door.pk, asking=Asking(cast.organisation("zorg"), time(15), NEEDED, "consent", SAID), by=by)
    for who in (EVA, DORA):
        with at(MORNING), acting(who) as by, pytest.raises(Absent):
            going.accept(visit_id=made.pk, person_id=who.person_id, by=by)
    with at(MORNING), acting(CARLA) as by, pytest.raises(Invalid):
        going.accept(visit_id=made.pk, person_id=EVA.person_id, by=by)


def test_a_marker_for_two_never_goes_along(sheet):
    with acting(ALICE) as by:
        DoorMarker.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, household_id=first(sheet).household_id,
                                  reason="De hond bijt.", owner_id=by.person_id, review_on=today() + timedelta(days=30))
    accepted(sheet)
    assert "hond" not in everything(CHARLIE) + everything(BOB)


def test_the_pages_from_asking_to_telling(sheet, sign_in):
    door = first(sheet)
    with at(MORNING):
        alice, carla, charlie = (sign_in(k) for k in ("alice", "carla", "charlie"))
        assert url("joint_ask", sheet.pk, door.pk) in alice.get(url("sheet_division", sheet.pk)).text
        given = {"partner": cast.organisation("gemeente"), "starts_at": "14:30", "needed": NEEDED, "ground": "consent", "words": SAID}
        assert "Hier staan woorden" in alice.post(url("joint_ask", sheet.pk, door.pk), {**given, "needed": "Hij is dement."}).text
        page = alice.post(url("joint_ask", sheet.pk, door.pk), given, follow=True).text
        assert "Gemeente Proefstad" in page and "gevraagd" in page
        with acting(ALICE):
            made = JointVisit.objects.get()
        assert NEEDED in carla.get(url("joint_visit", made.pk)).text and "Samen op huisbezoek" in carla.get("/").text
        page = carla.post(url("joint_act", made.pk, "deelname"), {"person": CHARLIE.person_id}, follow=True).text
        assert door.household.dwelling.street not in page
        page = charlie.get(url("joint_visit", made.pk)).text
        assert door.household.dwelling.street in page and BOB.name in page
        with acting(identity.system(CHARLIE.organisation_id, "joint_visit")):
            assert ProcessingLine.objects.filter(name="outreach.joint").exists()
        assert sign_in("eva").get(url("joint_visit", made.pk)).status_code == 404
    with at(AFTER):
        charlie = sign_in("charlie")
        page = charlie.post(url("joint_act", made.pk, "verslag"), {"outcome": "spoken", "observation": "Er lag veel post."}, follow=True).text
        assert "veel post" in page
        assert "veel post" not in sign_in("alice").get(url("joint_ask", sheet.pk, door.pk)).text


def test_the_address_is_read_no_more_three_days_after(sheet):
    accepted(sheet)
    with connection.cursor() as db, acting(CHARLIE):
        db.execute("select until from access_reach where compartment = 'content' and person_id = %s", [CHARLIE.person_id])
        until = db.fetchone()[0]
    assert until == datetime.combine(today() + timedelta(days=4), time(4), AMSTERDAM)


WRONG = {"closed": None, "to another person": {"person_id": BOB.person_id}, 
         "of another compartment": {"compartment": "own"}, "for another purpose": {"purpose": "handover"},
         "past its day": {"until": AFTER - timedelta(days=2)}, "to another organisation": {"organisation_id": EVA.organisation_id}}


@pytest.mark.proves("C19", "R2")
@pytest.mark.parametrize("what", sorted(WRONG))
@pytest.mark.parametrize("compartment", ["content", "status"])
def test_a_reach_that_is_not_right_opens_nothing(sheet, compartment, what):
    made = accepted(sheet)
    table = {"status": "outreach_jointvisit", "content": "outreach_jointdoor"}[compartment]
    with acting(ALICE):
        reach.close(made.pk, CHARLIE.organisation_id)
        base = reach.Sent(JointVisit.REACH, made.pk, CHARLIE.organisation_id, compartment, "joint_visit", "public_task")
        if WRONG[what] is not None:
            reach.open_to(replace(base, **WRONG[what]))
    assert seen(CHARLIE, table) == 0
    with acting(ALICE):
        reach.open_to(base)
    assert seen(CHARLIE, table) == 1, "it was refused for this and nothing else"


def seen(who, table):
    with acting(who), connection.cursor() as db:
        db.execute(f"select count(*) from {table}")
        return db.fetchone()[0]


@pytest.mark.proves("C19", "R2")
def test_nobody_writes_a_report_in_anothers_name_nor_an_address_that_is_not_theirs(sheet):
    made = accepted(sheet)
    ours = {"network_id": CHARLIE.network_id, "organisation_id": CHARLIE.organisation_id}
    for person in (CARLA, BOB):
        with pytest.raises(ProgrammingError), transaction.atomic(), acting(CHARLIE):
            JointReport.objects.create(**ours, visit_id=made.pk, person_id=person.person_id, outcome="spoken")
    for who in (CARLA, EVA, ALICE):
        with pytest.raises(ProgrammingError), transaction.atomic(), acting(who):
            JointReport.objects.create(network_id=who.network_id, organisation_id=who.organisation_id, visit_id=made.pk,
                                       person_id=who.person_id, outcome="spoken")
    with acting(CHARLIE):
        assert JointDoor.objects.update(address="elders") == 0
