"""Around a call through HTTP: leases, empty lists, who may see what."""

from datetime import timedelta

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.kit import time
from waakvlam.kit.ids import uuid7
from waakvlam.outreach.calling.leases import LONG_LEASE
from waakvlam.outreach.models import Attempt, RoundEntry
from waakvlam.people.models import Household, Phone, Resident

from .call_pages import finish, take, text
from .calls import ALICE, BOB, TUESDAY, household, round_of

pytestmark = pytest.mark.django_db


@pytest.mark.proves("C1")
def test_a_lost_lease_says_so_and_keeps_the_notes(three, sign_in):
    bob, bea = sign_in("bob"), sign_in("bea")
    url = take(bob, three)
    bob.post(f"{url}concept/", {"observation": "vraagt naar de lift"})
    with time.at(time.now() + LONG_LEASE + timedelta(seconds=1)):
        bob, bea = sign_in("bob"), sign_in("bea")  # a session does not live as long as this lease
        assert take(bea, three) == url
        assert bob.post(f"{url}hartslag/").status_code == 409
        page = bob.get(url)
        assert page.status_code == 409
        assert "terug op de lijst" in text(page) and "vraagt naar de lift" in text(page)
        assert bob.post(f"{url}uitkomst/", {"attempt": str(uuid7()), "outcome": "spoken"}).status_code == 409
        assert bob.post(f"{url}hervatting/").status_code == 409
        assert "Bewaarde notities" not in text(bea.get(f"/belacties/{three.pk}/bellen/"))
        bea.post(f"{url}teruggave/")
        assert "Bewaarde notities" in text(bob.get(f"/belacties/{three.pk}/bellen/"))
        assert bob.post(f"{url}hervatting/")["Location"] == url
        assert "vraagt naar de lift" in bob.get(url).content.decode()


def test_the_heart_beats_and_a_pause_gives_back(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    assert bob.post(f"{url}hartslag/", {"calling": "1"}).status_code == 204
    assert bob.post(f"{url}teruggave/", {"observation": "later verder"})["Location"].endswith("/bellen/")
    with acting(ALICE):
        assert not RoundEntry.objects.exclude(lease_person=None).exists()


def test_after_the_outcome_the_way_back_of_the_browser_leads_to_the_round(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    finish(bob, url)
    assert bob.get(url)["Location"] == f"/belacties/{three.pk}/bellen/"


@pytest.mark.proves("C1")
def test_an_empty_list_says_why(sign_in):
    with acting(ALICE):
        homes = [household(ALICE, 1, phone=False), household(ALICE, 2, last_contact_at=time.now())]
        round = round_of(ALICE, homes)
    bob = sign_in("bob")
    assert take(bob, round).endswith("/bellen/?leeg=1")
    words = text(bob.get(f"/belacties/{round.pk}/bellen/?leeg=1"))
    assert "Er is nu niemand te bellen" in words
    assert "1 geen telefoonnummer" in words and "1 kort geleden nog gesproken" in words


def test_outside_hours_and_in_a_paused_round_the_page_says_when(sign_in):
    with acting(ALICE):
        shut = round_of(ALICE, 1, calling_hours={"2": ["09:30", "17:00"]})
        paused = round_of(ALICE, 1, state="paused")
    with time.at(TUESDAY + timedelta(hours=10)):
        assert "buiten de beltijden" in text(sign_in("bob").get(f"/belacties/{shut.pk}/bellen/"))
    bob = sign_in("bob")
    assert "loopt nu niet" in text(bob.get(f"/belacties/{paused.pk}/bellen/"))
    assert take(bob, paused).endswith("/bellen/")


def test_the_page_asks_as_much_of_the_database_for_one_as_for_five_people(sign_in, django_assert_max_num_queries):
    with acting(ALICE):
        home = household(ALICE, 1)
        for n in range(5):
            ours = {"network_id": ALICE.network_id, "organisation_id": ALICE.organisation_id}
            other = Resident.objects.create(**ours, household=home, key=f"X{n}", first_name=f"Kees{n}")
            Phone.objects.create(**ours, resident=other, number=f"+3162000000{n}")
        round = round_of(ALICE, [home])
    bob = sign_in("bob")
    url = take(bob, round)
    with django_assert_max_num_queries(20):
        bob.get(url)


@pytest.mark.proves("C19", "R2")
@pytest.mark.parametrize(("key", "status"), [
    ("dora", 404), ("zed", 404), ("charlie", 403), ("board", 403), ("fg", 403), ("bea", 404)])
def test_who_does_not_hold_a_person_does_not_see_or_end_the_call(three, sign_in, key, status):
    bob, other = sign_in("bob"), sign_in(key)
    url = take(bob, three)
    assert bob.get(url).status_code == 200
    assert other.get(url).status_code == status
    form = {"attempt": str(uuid7()), "outcome": "spoken"}
    for act in ("uitkomst", "concept", "stap", "hervatting"):
        assert other.post(f"{url}{act}/", form).status_code in (status, 409 if key == "bea" else status), act
    if key != "bea":
        assert other.get(f"/belacties/{three.pk}/bellen/").status_code == status
        assert other.post(f"/belacties/{three.pk}/bellen/beurt/").status_code == status
    with acting(ALICE):
        assert not Attempt.objects.exists()


@pytest.mark.proves("R7")
def test_the_coordinator_lifts_a_stop_with_a_reason_and_a_caller_cannot(three, sign_in):
    bob, alice = sign_in("bob"), sign_in("alice")
    url = take(bob, three)
    finish(bob, url, "do_not_call")
    with acting(ALICE):
        home = Household.objects.get(do_not_call=True)
    act = f"/belacties/niet-bellen/{home.pk}/opheffing/"
    assert bob.get("/belacties/niet-bellen/").status_code == 403
    assert bob.post(act, {"reason": "x"}).status_code == 403
    assert "Ria van der Berg" in text(alice.get("/belacties/niet-bellen/"))
    assert alice.post(act, {"reason": ""}).status_code == 400
    assert alice.post(act, {"reason": "belde zelf terug"}).status_code == 302
    assert "Ria van der Berg" not in text(alice.get("/belacties/niet-bellen/"))
    with acting(ALICE):
        assert not Household.objects.get(pk=home.pk).do_not_call
        assert Audit.objects.filter(verb="stop.lift").count() == 1


def test_volunteers_of_another_organisation_call_only_their_own_rounds(three, sign_in):
    with acting(cast.who("vera", "call_round")):
        own = round_of(cast.who("vera", "call_round"), 1)
    vera = sign_in("vera")
    assert vera.get(f"/belacties/{three.pk}/bellen/").status_code in (403, 404)
    assert BOB.organisation_id != own.organisation_id
