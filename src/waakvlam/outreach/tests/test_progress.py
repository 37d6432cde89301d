"""How a round goes, in figures and words; calling hours; Vandaag; the search."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Invalid, Refused
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import AMSTERDAM, at, now
from waakvlam.outreach import calling, hours, outcomes, presenting, queries
from waakvlam.outreach.models import RoundEntry
from waakvlam.outreach.selection import Selection

from .factories import home, round_

ALICE, BOB = cast.who("alice"), cast.who("bob")
TUESDAY = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


def called(number: int, outcome: str, by=BOB) -> None:
    """Take the next one and end the call so."""
    from waakvlam.outreach.models import Round

    for _ in range(number):
        with identity.acting(by):
            entry = calling.take_next(round=Round.objects.get(), by=by)
            calling.finish(attempt_id=uuid7(), entry_id=entry.id, outcome=outcome, by=by)


@pytest.mark.django_db
@pytest.mark.proves("C1")
def test_progress_counts_households_once_and_keeps_the_reference_apart():
    with at(TUESDAY):
        with identity.acting(ALICE):
            for _ in range(10):
                home(ALICE)
            for _ in range(10):
                home(ALICE, ages=(40,))
            found = round_(ALICE, reference_percent=20)
        called(3, "spoken")
        called(2, "no_answer")
        with identity.acting(ALICE):
            seen = queries.progress(ALICE, found)
            assert (seen.listed.total, seen.reference.total) == (10, 2)
            assert seen.all.reached == seen.all.done == 3
            assert seen.all.left == 9
            assert sum(w.made for w in seen.ways) == 5
            assert [(d.name, d.made, d.reached) for d in seen.days] == [("Bob van den Berg", 5, 3)]
            assert seen.curve == (3,)
            assert seen.per_day == 3
            # 9 to go at 3 a day: three calling days after Tuesday.
            assert seen.ready_on == date(2026, 11, 27)
            assert presenting.pace(seen) == "Nog 9 te gaan. In dit tempo klaar op vrijdag."


@pytest.mark.django_db
def test_whoever_only_calls_gets_no_figures():
    with identity.acting(ALICE):
        home(ALICE)
        found = round_(ALICE)
    with identity.acting(BOB), pytest.raises(Refused):
        queries.progress(BOB, found)


@pytest.mark.django_db
def test_the_round_s_page_shows_pace_and_people_reached(sign_in):
    with at(TUESDAY):
        with identity.acting(ALICE):
            for _ in range(4):
                home(ALICE)
            found = round_(ALICE, reference_percent=0)
        called(1, "spoken")
        called(1, "refused")
        page = sign_in("alice").get(f"/belacties/{found.id}/").content.decode()
        assert "Nog 2 te gaan." in page
        assert "Gesproken: 2. Daarvan wilden er 1 niet meedoen." in page
        pdf = sign_in("alice").get(f"/belacties/{found.id}/rapport/")
        assert pdf.status_code == 200


@pytest.mark.django_db
def test_a_round_s_end_keeps_its_counts_for_the_list():
    from waakvlam.outreach import commands

    with at(TUESDAY):
        with identity.acting(ALICE):
            for _ in range(3):
                home(ALICE)
            found = round_(ALICE, reference_percent=0)
        called(2, "spoken")
        with identity.acting(ALICE):
            commands.end(round=found, by=ALICE)
            [line] = queries.rounds(ALICE)
            assert (line.done, line.total, line.left) == (2, 3, 1)


@pytest.mark.django_db
def test_today_leads_a_caller_to_the_call_and_a_coordinator_to_the_round():
    with at(TUESDAY):
        with identity.acting(ALICE):
            for _ in range(3):
                home(ALICE)
            found = round_(ALICE, reference_percent=0)
        called(1, "spoken")
        with identity.acting(BOB):
            [section] = queries.today(BOB)
            assert section.key == "calling"
            assert section.rows[0].action_url == f"/belacties/{found.id}/bellen/"
            assert (section.rows[0].done, section.rows[0].total) == (1, 3)
            assert queries.search(BOB, "plussers") == []
        with identity.acting(ALICE):
            [section] = queries.today(ALICE)
            assert section.rows[0].url == f"/belacties/{found.id}/"
            assert [hit["title"] for hit in queries.search(ALICE, "plussers")] == ["80-plussers"]
        with identity.acting(cast.who("dora")):
            assert queries.today(cast.who("dora"))[0].rows == []


@pytest.mark.parametrize("moment, expected", [
    (datetime(2026, 11, 24, 9, 0, tzinfo=AMSTERDAM), datetime(2026, 11, 24, 9, 30, tzinfo=AMSTERDAM)),
    (datetime(2026, 11, 24, 12, 0, tzinfo=AMSTERDAM), datetime(2026, 11, 24, 12, 0, tzinfo=AMSTERDAM)),
    (datetime(2026, 11, 27, 18, 0, tzinfo=AMSTERDAM), datetime(2026, 11, 30, 9, 30, tzinfo=AMSTERDAM)),
    # Christmas Day and Boxing Day 2026 are Friday and Saturday.
    (datetime(2026, 12, 25, 12, 0, tzinfo=AMSTERDAM), datetime(2026, 12, 28, 9, 30, tzinfo=AMSTERDAM)),
])
def test_a_retry_falls_in_calling_hours(moment, expected):
    assert hours.next_open(hours.DEFAULT, moment) == expected


def test_a_round_may_ring_on_public_holidays_and_until_midnight():
    christmas, days = datetime(2026, 12, 25, 12, 0, tzinfo=AMSTERDAM), {"0": ["10:00", "23:59"]}
    assert not hours.is_open(hours.DEFAULT, christmas) and hours.is_open(days, christmas)
    assert hours.is_open(days, datetime(2026, 12, 25, 23, 59, 30, tzinfo=AMSTERDAM))
    assert hours.next_open(days, christmas + timedelta(days=2)) == datetime(2027, 1, 1, 10, 0, tzinfo=AMSTERDAM)
    assert not hours.is_open(days, datetime(2026, 11, 25, 12, 0, tzinfo=AMSTERDAM))


@pytest.mark.parametrize("raw", [{}, {"1": ["17:00", "09:00"]}, {"9": ["09:00", "17:00"]}, {"1": ["x", "y"]}, None])
def test_hours_that_cannot_be_are_refused(raw):
    with pytest.raises(Invalid):
        hours.parse(raw)


@pytest.mark.django_db
@pytest.mark.parametrize("code, attempts, state", [
    ("spoken", 1, "done"), ("no_answer", 1, "waiting"), ("no_answer", 4, "unreachable"), ("refused", 1, "done"),
    ("do_not_call", 1, "excluded"), ("wrong_number", 1, "unreachable"), ("voicemail", 2, "waiting")])
def test_what_follows_an_outcome(code, attempts, state):
    with identity.acting(ALICE):
        home(ALICE)
        found = round_(ALICE)
        after = outcomes.follow(found, outcomes.find(found, code), attempts=attempts, at=now())
    assert after.state == state
    assert (after.next_at is None) == (state != "waiting")


@pytest.mark.django_db
def test_a_promise_is_kept_even_after_the_last_attempt():
    with identity.acting(ALICE):
        home(ALICE)
        found = round_(ALICE)
        when = now() + timedelta(days=2)
        after = outcomes.follow(found, outcomes.find(found, "call_back"), attempts=9, at=now(), call_back_at=when)
    assert (after.state, after.next_at, after.back_first) == (RoundEntry.State.CALL_BACK, when, True)


@pytest.mark.django_db
def test_the_sentence_of_a_round_reads_as_one_in_dutch_and_english():
    from waakvlam.outreach import sentences

    with identity.acting(ALICE):
        draft = round_(ALICE, approve=False, selection=Selection(
            age_from=80, neighbourhoods=("BU99990101",), not_reached_since=date(2026, 3, 1)))
    names = {"BU99990101": "Poelenburg"}
    with at(TUESDAY):
        assert sentences.plain(sentences.of_round(draft, names)) == (
            "We bellen huurders van 80 jaar en ouder in Poelenburg die sinds 1 maart niet bereikt zijn, om te vragen "
            "hoe het gaat, tot ze gesproken zijn.")
        with translation.override("en"):
            assert sentences.plain(sentences.of_round(draft, names)) == (
                "We call tenants aged 80 and over in Poelenburg who have not been reached since 1 March, to ask "
                "hoe het gaat, until they have been spoken to.")
