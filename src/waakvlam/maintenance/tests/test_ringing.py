"""From a project to doorbells: the other doors as a round, an agreed visit on a sheet, an appointment at the door."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import AMSTERDAM, now, today
from waakvlam.maintenance import commands, queries
from waakvlam.maintenance.models import Appointment, Door, Project, Visit
from waakvlam.maintenance.tests import factories as make
from waakvlam.outreach.models import JointVisit, Round, RoundEntry, SheetDoor, SheetMember
from waakvlam.outreach.queries import joint
from waakvlam.outreach.queries.sheets import sheet as look
from waakvlam.outreach.tests.factories import script
from waakvlam.outreach.tests.visits import round_on_foot, sheet_of
from waakvlam.people.models import Dwelling, Household, Resident

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "R25")]
NOON = time(12)


def url(name, *args):
    return reverse(f"maintenance:{name}", args=args)


def lived_in(made: Project) -> None:
    """Somebody lives behind every door."""
    with identity.acting(make.who("alice")):
        dwellings = list(Door.objects.filter(project=made).values_list("dwelling_id", flat=True))
    with identity.acting(cast.who("alice", "register")) as by:
        ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
        homes = Household.objects.bulk_create([Household(**ours, dwelling_id=d, key=f"{d}") for d in dwellings])
        Resident.objects.bulk_create([Resident(**ours, household=h, key=f"r{h.key}", last_name="Bewoner", part="tenant") for h in homes])


def prepared(*numbers: int) -> Project:
    made = make.agreed(*numbers)
    lived_in(made)
    with identity.acting(cast.who("alice")) as by:
        script(by)
    return made


def rung(alice, made: Project) -> Round:
    """As a coordinator does it: one page, one button."""
    form = alice.get(url("ringing", made.pk)).context["form"]
    answer = alice.post(url("ringing", made.pk), {"script": form.fields["script"].choices[0][0], "starts_on": today(),
                                                 "ends_on": today() + timedelta(days=40)}, follow=True)
    assert "De bezoekronde loopt" in answer.text, answer.text
    with identity.acting(cast.who("alice")):
        return Round.objects.get(name=f"Andere deuren: {made.name}")


def numbers_on(round: Round) -> set[int]:
    with identity.acting(cast.who("alice")):
        return set(RoundEntry.objects.filter(round=round).values_list("household__dwelling__house_number", flat=True))


def planned(made: Project, *keys: str, days: int = 2, hour: time = NOON) -> object:
    """The first agreed address, with a moment, and these people going."""
    moment = datetime.combine(today() + timedelta(days=days), hour, AMSTERDAM).astimezone(UTC)
    for key in keys:
        with identity.acting(make.who(key)) as by:
            one = queries.addresses(by, made)[0].agreed
            commands.visits.go_along(agreed_id=one.pk, going=True, by=by)
    with identity.acting(make.who(keys[0])) as by:
        commands.visits.plan(agreed_id=one.pk, planned_at=moment, by=by)
    return one


def test_the_other_doors_become_a_round_and_the_agreed_ones_leave_no_trace_on_it(sign_in):
    made, alice = prepared(1, 2), sign_in("alice")
    assert "8 deuren waar jullie zelf aanbellen" in alice.get(url("ringing", made.pk)).text
    round = rung(alice, made)
    assert numbers_on(round) == {3, 4, 5, 6, 7, 8, 9, 10}
    assert round.state == Round.State.RUNNING and round.size["listed"] == 8
    assert "Bezoeken plannen" in alice.get(url("others", made.pk)).text
    with identity.acting(make.who("alice")) as by, pytest.raises(WrongState):
        commands.rounds.along_others(project=made, by=by, ringing=commands.rounds.Ringing(round.script_version_id, today(), today()))


def test_a_day_of_the_project_begins_and_ends_at_midnight_here():
    made = make.agreed(1)
    first, last = (made.starts_on - today()).days, (made.ends_on - today()).days
    planned(made, "alice", days=first, hour=time(0, 30))
    planned(made, "alice", days=last, hour=time(23, 30))
    with pytest.raises(Invalid, match="binnen het project"):
        planned(made, "alice", days=last + 1, hour=time(0, 30))


def test_a_block_of_the_same_name_elsewhere_is_not_rung(sign_in):
    made = prepared(1)
    with identity.acting(cast.who("alice", "register")) as by:
        ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
        other = Dwelling.objects.create(**ours, key="elders", street="Verweg", house_number=99, block=f"Flat {made.name}", estate="Anders")
        home = Household.objects.create(**ours, dwelling=other, key="elders")
        Resident.objects.create(**ours, household=home, key="elders", last_name="Elders", part="tenant")
    assert 99 not in numbers_on(rung(sign_in("alice"), made))


@pytest.mark.parametrize(("key", "status"), [("carla", 403), ("bob", 403), ("dora", 404)])
def test_only_the_host_makes_a_round(sign_in, key, status):
    assert sign_in(key).get(url("ringing", make.agreed(1).pk)).status_code == status


def test_an_agreed_visit_stands_on_the_sheet_with_who_said_that_they_go(sign_in):
    made, alice = prepared(1, 2), sign_in("alice")
    round = rung(alice, made)
    one = planned(made, "alice", "carla", "eva")
    alice.post(url("act", made.pk, one.pk, "bezoeklijst"))
    assert "staat op een bezoeklijst" in alice.get(url("agreed", made.pk, one.pk)).text
    assert "op een bezoeklijst" in sign_in("frank").get(url("agenda", made.pk)).text
    with identity.acting(cast.who("alice", "visit_round")) as by:
        row = SheetDoor.objects.get(entry__round=round)
        (stop,) = look(by, row.sheet_id).stops
        assert stop.number == "1" and len(stop.company) == 2 and "12:00 Carla el Idrissi (Gemeente Proefstad), voor de deur" in map(str, stop.company)
        assert set(SheetMember.objects.filter(sheet=row.sheet).values_list("person_id", flat=True)) == {by.person_id}
    with identity.acting(cast.who("carla", "joint_visit")) as by:
        (going,) = joint.invitations(by)
        assert going.where and "Bomenlaan 1" in going.where.address and going.visit.state == JointVisit.State.ACCEPTED
    for key in ("charlie", "frank"):
        with identity.acting(cast.who(key, "joint_visit")) as by:
            assert not any(g.where for g in joint.invitations(by)), "only who said that they go"
    alice.post(url("act", made.pk, one.pk, "bezoeklijst"))
    with identity.acting(cast.who("alice", "visit_round")):
        assert SheetDoor.objects.count() == 1 and JointVisit.objects.count() == 2, "twice is once"


@pytest.mark.parametrize("how", ["a partner withdrew", "the host called it off"])
def test_when_an_address_is_no_longer_agreed_it_is_off_the_sheet_and_nobody_reads_it(sign_in, how):
    made, alice = prepared(1, 2), sign_in("alice")
    rung(alice, made)
    one = planned(made, "alice", "frank")
    alice.post(url("act", made.pk, one.pk, "bezoeklijst"))
    if how == "a partner withdrew":
        with identity.acting(make.who("carla")) as by:
            row = next(r for r in queries.my_list(by, made).rows if r.agreed_id == one.pk)
        with identity.acting(make.who("carla")) as by:
            commands.lists.withdraw(project=made, entry_id=row.id, by=by)
    else:
        alice.post(url("act", made.pk, one.pk, "afzegging"))
    with identity.acting(cast.who("frank", "joint_visit")) as by:
        (going,) = joint.invitations(by)
        assert going.where is None and going.visit.state == JointVisit.State.WITHDRAWN
    with identity.acting(cast.who("alice", "visit_round")):
        assert not SheetDoor.objects.filter(dropped_at=None).exists()


def test_who_leaves_the_team_comes_along_nowhere(sign_in):
    made, alice = prepared(1), sign_in("alice")
    rung(alice, made)
    one = planned(made, "alice", "frank")
    alice.post(url("act", made.pk, one.pk, "bezoeklijst"))
    sign_in("frank").post(url("departure", made.pk))
    with identity.acting(cast.who("frank", "joint_visit")) as by:
        assert [g.where for g in joint.invitations(by)] == [None]
    with identity.acting(cast.who("alice", "visit_round")):
        assert SheetDoor.objects.filter(dropped_at=None).count() == 1, "the others still go"


def test_nothing_stands_on_a_sheet_before_it_is_planned_and_somebody_of_the_host_goes(sign_in):
    made = prepared(1)
    rung(sign_in("alice"), made)
    one = planned(made, "carla")
    with identity.acting(make.who("alice")) as by:
        with pytest.raises(WrongState):
            commands.rounds.onto_sheet(agreed_id=one.pk, by=by)
        assert Visit.objects.get().listed_at is None
    assert sign_in("carla").post(url("act", made.pk, one.pk, "bezoeklijst")).status_code == 403


def on_foot(made: Project, number: int):
    """A sheet of today for Bob with one door of the project."""
    with identity.acting(make.who("alice")):
        dwelling = Door.objects.get(project=made, house_number=number).dwelling_id
    with identity.acting(cast.who("alice", "visit_round")) as by:
        sheet = sheet_of(by, round_on_foot(by, 1), cast.who("bob").person_id)
        home = Household.objects.get(dwelling_id=dwelling)
        SheetDoor.objects.filter(sheet=sheet).update(household=home)
        RoundEntry.objects.filter(doors__sheet=sheet).update(household=home)
        return sheet, SheetDoor.objects.get(sheet=sheet).entry_id


def test_whoever_rings_sees_the_appointment_and_makes_one(sign_in):
    made = make.project()
    lived_in(made)
    sheet, entry = on_foot(made, 3)
    bob = sign_in("bob")
    page = bob.get(reverse("outreach:door", args=[sheet.pk, entry])).text
    assert "nog geen afspraak" in page and url("at_door", sheet.pk, entry) in page
    day = today() + timedelta(days=9)
    given = {"on_day": day, "starts_at": "08:00", "ends_at": "12:00", "access": "caretaker", "elsewhere": "on", "needs": ["quiet"]}
    assert bob.post(url("at_door", sheet.pk, entry), given | {"on_day": made.ends_on + timedelta(days=1)}).status_code == 400
    page = bob.post(url("at_door", sheet.pk, entry), given, follow=True).text
    assert "08:00–12:00" in page and "sleutel bij de huismeester" in page and "andere plek nodig" in page and "zo weinig mogelijk lawaai" in page
    assert "08:00–12:00" in bob.get(reverse("outreach:sheet", args=[sheet.pk])).text
    with identity.acting(make.who("alice")):
        assert Appointment.objects.get().on_day == day


def test_at_a_door_outside_any_project_there_is_nothing_of_works(sign_in):
    make.project()
    with identity.acting(cast.who("alice", "visit_round")) as by:
        sheet = sheet_of(by, round_on_foot(by, 1), cast.who("bob").person_id)
        entry = SheetDoor.objects.get(sheet=sheet).entry_id
    bob = sign_in("bob")
    assert "Werk in huis" not in bob.get(reverse("outreach:door", args=[sheet.pk, entry])).text
    assert bob.get(url("at_door", sheet.pk, entry)).status_code == 404


def test_nobody_makes_an_appointment_at_a_door_they_do_not_walk(sign_in):
    made = make.project()
    lived_in(made)
    sheet, entry = on_foot(made, 3)
    assert sign_in("bea").get(url("at_door", sheet.pk, entry)).status_code == 404
    assert sign_in("dora").get(url("at_door", sheet.pk, entry)).status_code == 404


def test_members_see_the_agreed_doors_lit_in_the_stairwell_and_others_no_doors(sign_in):
    made = prepared(1, 2)
    with identity.acting(make.who("alice")):
        block = made.blocks.get().pk
    page = sign_in("frank").get(url("block", made.pk, block)).text
    assert page.count("wv-door--lit") >= 2 and "samen langs" in page
    charlie = sign_in("charlie").get(url("block", made.pk, block)).text
    assert "wv-door" not in charlie and "Bomenlaan 1" not in charlie, "of the municipality only Carla is named"


def test_an_overdue_invitation_has_gone_silent_and_a_fresh_one_only_waits(sign_in):
    made = make.project()
    with identity.acting(make.who("alice")) as by:
        commands.team.invite(project=made, organisation_id=cast.organisation("zorg"), by=by)
    alice = sign_in("alice")
    assert "wv-row--lit" in alice.get(url("project", made.pk)).text
    from waakvlam.access.models import Clock

    with identity.acting(make.who("alice")):
        Clock.objects.filter(kind=commands.team.INVITATION).update(due_at=now() - timedelta(days=1))
    page = alice.get(url("project", made.pk)).text
    assert "wv-row--silent" in page and "wv-row--lit" not in page
