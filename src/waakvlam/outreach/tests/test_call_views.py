"""The caller's pages, through HTTP."""

import re
from datetime import timedelta

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.kit import time
from waakvlam.kit.ids import uuid7
from waakvlam.outreach.calling.leases import LONG_LEASE
from waakvlam.outreach.models import Answer, Attempt, Draft, Finding, RoundEntry
from waakvlam.people.models import Household, Phone, Resident

from .calls import ALICE, BOB, household, round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    with acting(ALICE):
        return round_of(ALICE, 3)


def take(client, round):
    """The address of the person that this caller gets."""
    answer = client.post(f"/belacties/{round.pk}/bellen/beurt/")
    assert answer.status_code == 302
    return answer["Location"]


def attempt_in(page):
    return re.search(r'name="attempt" value="([0-9a-f-]{36})"', page.content.decode())[1]


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def finish(client, url, outcome="spoken", **form):
    page = client.get(url)
    return client.post(f"{url}uitkomst/", {"attempt": attempt_in(page), "outcome": outcome, **form})


@pytest.mark.proves("C1", "R6", "R8")
def test_one_person_fills_the_screen_with_why_and_a_number_to_tap(three, sign_in):
    bob = sign_in("bob")
    page = bob.get(take(bob, three))
    words = text(page)
    assert page.status_code == 200
    for part in ("Ria van der Berg", "80–84 jaar", "Dorpsstraat", "We bellen huurders boven de 80",
                 "Goedemorgen, u spreekt met", "Gesproken", "Niet meer bellen", "112", "0800-2000"):
        assert part in words, part
    assert 'href="tel:+3161' in page.content.decode()
    assert page.content.decode().count('class="wv-outcome') == 8


@pytest.mark.proves("R28")
def test_each_person_on_the_screen_gets_a_line_in_the_log(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    bob.get(url)
    with acting(cast.who("fg")):
        assert ProcessingLine.objects.filter(name="outreach.call").count() == 2


@pytest.mark.proves("C1")
def test_an_outcome_brings_the_next_person_and_says_what_was_saved(three, sign_in):
    bob = sign_in("bob")
    first = take(bob, three)
    answer = finish(bob, first, "no_answer")
    assert answer.status_code == 302 and answer["Location"] != first
    page = bob.get(answer["Location"])
    assert "Bewaard: geen gehoor." in text(page)
    assert "Vandaag 1 van 3 gebeld, jij 1" in text(page)
    assert re.search(r'action="/belacties/poging/[0-9a-f-]{36}/terugname/"', page.content.decode())


@pytest.mark.proves("C1")
def test_the_same_outcome_sent_twice_is_kept_once(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    form = {"attempt": attempt_in(bob.get(url)), "outcome": "spoken"}
    first, second = bob.post(f"{url}uitkomst/", form), bob.post(f"{url}uitkomst/", form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    with acting(ALICE):
        assert Attempt.objects.count() == 1


def test_undo_brings_the_person_back_with_what_was_typed(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    finish(bob, url, "do_not_call", observation="wil rust", topics=["groceries"])
    with acting(ALICE):
        made = Attempt.objects.get()
    answer = bob.post(f"/belacties/poging/{made.pk}/terugname/")
    assert answer["Location"] == url
    page = bob.get(url)
    assert "wil rust" in page.content.decode()
    assert 'value="groceries" checked' in page.content.decode()
    with acting(ALICE):
        assert not Household.objects.get(pk=made.household_id).do_not_call
        assert not Finding.objects.exists()


@pytest.mark.proves("C1", "R8")
def test_the_script_goes_step_by_step_back_again_and_past_without_an_answer(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)

    def step(**form):
        bob.post(f"{url}stap/", form)
        return text(bob.get(url))

    assert "Hoe gaat het met u?" in step(step="hello", way="next")
    assert "Waar kunt u hulp bij gebruiken?" in step(step="how", answer="so_so")
    assert "Wilt u er iets over zeggen?" in step(step="need", answer=["shop", "talk"], way="next")
    assert "Dank u wel." in step(step="words", answer="", way="next")
    assert "Wilt u er iets over zeggen?" in step(step="bye", way="back")
    assert "Hoe gaat het met u?" in step(step="words", answer="de trap", way="how")
    assert "Dank u wel." in step(step="how", answer="fine")
    finish(bob, url)
    with acting(ALICE):
        # The branch that was left again says nothing.
        assert dict(Answer.objects.values_list("step", "value")) == {"how": "fine"}


def test_htmx_gets_the_script_alone(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    page = bob.post(f"{url}stap/", {"step": "hello", "way": "next"}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "<html" not in page.content.decode()
    assert 'id="script"' in page.content.decode() and "hx-swap-oob" in page.content.decode()


@pytest.mark.proves("C1")
def test_a_closed_lid_loses_nothing(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    form = {"step": "how", "answer": "so_so", "observation": "hoest veel", "topics": ["contact", "onzin"],
            "rhythm": "weekly", "signal": "on", "signal_words": "koude flat"}
    assert bob.post(f"{url}concept/", form, headers={"X-Autosave": "1"}).status_code == 204
    page = sign_in("bob").get(url).content.decode()
    for part in ("hoest veel", "koude flat", 'value="weekly" selected', 'value="contact" checked'):
        assert part in page, part
    finish(bob, url, observation="hoest veel", topics=["contact"], rhythm="weekly", signal="on",
           signal_words="koude flat")
    with acting(ALICE):
        assert set(Finding.objects.values_list("kind", "topic", "words", "rhythm")) == {
            ("help_request", "contact", "", ""), ("signal", "", "koude flat", ""),
            ("check_in_wish", "", "", "weekly")}
        assert Draft.objects.get(finished_at__isnull=False)


@pytest.mark.proves("R12")
def test_a_word_that_looks_like_a_diagnosis_asks_before_it_is_kept(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    page = finish(bob, url, observation="is depressief, denk ik")
    assert page.status_code == 400
    assert "depressief" in text(page) and "Zo laten staan" in text(page)
    assert "is depressief, denk ik" in page.content.decode()
    answer = bob.post(f"{url}uitkomst/", {"attempt": attempt_in(page), "outcome": "spoken", "keep_words": "on",
                                          "observation": "is depressief, denk ik"})
    assert answer.status_code == 302
    with acting(ALICE):
        assert Attempt.objects.get().words_kept


@pytest.mark.proves("R27")
def test_danger_asks_for_the_reason_and_loses_nothing(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    page = finish(bob, url, danger="on", observation="hoorde een val")
    assert page.status_code == 400 and "waarom er gevaar was" in text(page)
    assert "hoorde een val" in page.content.decode()


@pytest.mark.proves("C1")
def test_a_call_back_is_promised_at_a_time(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    moment = (time.now() + timedelta(days=1)).astimezone(time.AMSTERDAM).strftime("%Y-%m-%dT14:00")
    assert finish(bob, url, f"call_back@{moment}").status_code == 302
    with acting(ALICE):
        assert RoundEntry.objects.get(state="call_back").back_first
    page = bob.get(f"/belacties/{three.pk}/bellen/")
    assert "Je beloofde terug te bellen" in text(page)


@pytest.mark.parametrize("moment", ["gisteren", "2020-01-01T10:00"])
def test_a_call_back_at_no_time_is_said_at_the_field(three, sign_in, moment):
    bob = sign_in("bob")
    url = take(bob, three)
    page = finish(bob, url, f"call_back@{moment}", observation="druk")
    assert page.status_code == 400
    assert "Nog niet bewaard" in text(page) and "druk" in page.content.decode()


@pytest.mark.proves("C1")
def test_a_lost_lease_says_so_and_keeps_the_notes(three, sign_in):
    bob, bea = sign_in("bob"), sign_in("bea")
    url = take(bob, three)
    bob.post(f"{url}concept/", {"observation": "vraagt naar de lift"})
    with time.at(time.now() + LONG_LEASE + timedelta(seconds=1)):
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
    bob = sign_in("bob")
    with time.at(time.datetime(2026, 11, 24, 20, 0, tzinfo=time.UTC)):
        assert "buiten de beltijden" in text(bob.get(f"/belacties/{shut.pk}/bellen/"))
    assert "loopt nu niet" in text(bob.get(f"/belacties/{paused.pk}/bellen/"))
    assert take(bob, paused).endswith("/bellen/")


@pytest.mark.proves("C1", "R5")
def test_a_caller_does_not_see_who_was_drawn_by_lot(three, sign_in):
    with acting(ALICE):
        type(three).objects.filter(pk=three.pk).update(reference_percent=10)
        RoundEntry.objects.filter(rank=0).update(in_reference=True, why={"reference": True})
    seen = []
    for name in ("bob", "bea"):
        client = sign_in(name)
        page = client.get(take(client, three))
        seen.append(re.search(r"Waarom je belt\.(.*?)Een klein deel", text(page))[1])
    assert seen[0] == seen[1]


def test_numbers_of_children_and_people_who_left_are_not_shown(sign_in):
    with acting(ALICE):
        home = household(ALICE, 1)
        for n, fields in enumerate(({"part": "child"}, {"moved_at": time.now()}, {"deceased_at": time.now()})):
            ours = {"network_id": ALICE.network_id, "organisation_id": ALICE.organisation_id}
            other = Resident.objects.create(**ours, household=home, key=f"X{n}", first_name=f"Weg{n}", **fields)
            Phone.objects.create(**ours, resident=other, number=f"+3162000000{n}")
        round = round_of(ALICE, [home])
    bob = sign_in("bob")
    page = bob.get(take(bob, round)).content.decode()
    assert "tel:+3162000000" not in page and "Weg" not in page


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
