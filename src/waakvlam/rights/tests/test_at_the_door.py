"""How we come to somebody's door, and with whom: told to whom it is about (R29, R34)."""

import json
from datetime import time, timedelta

import pytest

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.time import at, now, today
from waakvlam.outreach.commands import going, joint, markers
from waakvlam.outreach.commands.joint import Asking
from waakvlam.outreach.models import RoundEntry, SheetDoor
from waakvlam.outreach.tests.visits import ALICE, BOB, round_on_foot, sheet_of
from waakvlam.people.models import Resident
from waakvlam.rights.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R29", "R34")]


def page(client, path="/mijn/"):
    return client.get(path).content.decode()


def marked(about, reason="De zoon, Mark Visser, schreeuwde op de trap. Bel 06 87654321."):
    with identity.acting(ALICE) as by:
        return markers.mark(household_id=about.household_id, reason=reason, review_on=today() + timedelta(days=30), by=by)


def housemate(about, part="tenant"):
    with identity.acting(factories.desk()) as by:
        return Resident.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, household_id=about.household_id,
                                       key=f"h{part}", part=part, first_name="Mark", last_name="Visser")


def came_along(about, *, accepted=True):
    """The municipality is asked to their door for tomorrow, and says yes."""
    with identity.acting(ALICE) as by:
        made = sheet_of(by, round_on_foot(), BOB.person_id)
        door = SheetDoor.objects.filter(sheet=made).earliest("place")
        SheetDoor.objects.filter(sheet=made).update(day=today() + timedelta(days=1))
        SheetDoor.objects.filter(pk=door.pk).update(household_id=about.household_id)
        RoundEntry.objects.filter(pk=door.entry_id).update(household_id=about.household_id)
        asked = joint.ask(door_id=door.pk, by=by, asking=Asking(
            cast.organisation("gemeente"), time(10), "Iemand van het wijkteam.", "consent", "Zij zei: dat is goed."))
    if accepted:
        with identity.acting(cast.who("charlie", "joint_visit")) as by:
            going.accept(visit_id=asked.pk, person_id=by.person_id, by=by)
    return asked


def test_who_lives_alone_reads_why_we_come_with_two_without_anothers_number():
    about = factories.resident()
    held = marked(about)
    text = page(factories.entered(about))
    assert "Wij komen met twee mensen" in text and "schreeuwde op de trap" in text and "87654321" not in text
    with identity.acting(ALICE) as by:
        markers.lift(marker_id=held.pk, by=by)
    assert "Wij komen met twee mensen" not in page(factories.entered(about))


def test_where_another_grown_up_lives_neither_reads_it_here():
    about = factories.resident()
    marked(about)
    other = housemate(about)
    with identity.acting(factories.desk()):
        Resident.objects.filter(pk=other.pk).update(birth_date=factories.BORN)
    for one in (about, other):
        assert "schreeuwde" not in page(factories.entered(one)), "it may be the other's story"


def test_a_child_at_home_hides_nothing_and_its_name_is_taken_out():
    about = factories.resident()
    marked(about)
    housemate(about, "child")
    text = page(factories.entered(about))
    assert "schreeuwde op de trap" in text and "Mark" not in text


def test_somebody_elses_marker_is_nowhere():
    about, other = factories.resident(), factories.resident()
    marked(other, "De hond liep los.")
    assert "hond" not in page(factories.entered(about))


def test_a_marker_past_its_review_says_that_it_counts_no_more():
    about = factories.resident()
    with at(now() - timedelta(days=60)):
        marked(about, "De hond liep los.")
    text = page(factories.entered(about))
    assert "De hond liep los." in text and "Dit geldt nu niet meer." in text


def test_they_read_who_came_along_and_that_they_knew_the_address_only():
    about = factories.resident()
    came_along(about)
    client = factories.entered(about)
    text = page(client)
    assert "Wie er meegaat naar uw deur" in text and "Gemeente Proefstad" in text and "alleen uw adres" in text
    data = json.loads(client.get("/mijn/alles.json").content)
    assert data["together"][0]["organisation"] == "Gemeente Proefstad" and data["two_people"] == []
    assert client.get("/mijn/alles.pdf").content[:4] == b"%PDF"


def test_who_was_only_asked_knew_no_address_and_is_not_named():
    about = factories.resident()
    came_along(about, accepted=False)
    assert "Wie er meegaat" not in page(factories.entered(about))
