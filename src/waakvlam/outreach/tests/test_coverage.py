"""Coverage: kept figures against a slow count, who sees what, and a round of who is out of sight."""

import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waakvlam.access.identity import acting, system
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Absent, Invalid, Refused
from waakvlam.kit.time import at, day_of, now
from waakvlam.outreach import calling, commands, sentences
from waakvlam.outreach.commands import coverage as writing
from waakvlam.outreach.covering import State, Terms
from waakvlam.outreach.models import Attempt, CoverageDay, DoorReach, Round
from waakvlam.outreach.queries import coverage as reading
from waakvlam.outreach.queries.coverage import Unseen
from waakvlam.people.blocks import Pattern
from waakvlam.people.commands import blocks
from waakvlam.people.models import Block, Dwelling, Household

from .calls import ALICE, TUESDAY, end, household, round_of, take
from .factories import script

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "C15")]
DORA = cast.who("dora")


@pytest.fixture(autouse=True)
def clock():
    with at(TUESDAY):
        yield


def attempt(by, round, home, days, *, channel="phone", reached=False, undone=False) -> None:
    """As it lies in the database; `days` ago."""
    entry = round.entries.get(household=home)
    Attempt.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, round=round, entry=entry,
                           household=home, at=now() - timedelta(days=days), channel=channel, outcome="x", reached=reached,
                           part_of_day="morning", undone_at=now() if undone else None)


def slowly(homes: list[Household], terms: Terms) -> dict[State, int]:
    """Every attempt in Python, one household at a time: no SQL of the product."""
    found = dict.fromkeys(State, 0)
    for home in homes:
        tries = [a for a in Attempt.objects.filter(household=home) if a.undone_at is None]
        reached: list[datetime] = [a.at for a in tries if a.reached]
        if home.last_contact_at:
            reached.append(home.last_contact_at)
        last = max(reached, default=None)
        failed = sum(last is None or a.at > last for a in tries)
        if home.do_not_call or home.secret_address:
            found[State.APART] += 1
        elif last is None:
            found[State.TRIED if failed else State.UNTRIED] += 1
        else:
            age = (now() - last).total_seconds() / 86_400
            found[State.FRESH if age <= terms.fresh_days else State.FADING if age <= terms.stale_days else State.STALE] += 1
    return found


HISTORY = st.lists(st.tuples(st.integers(1, 900), st.sampled_from(["phone", "door"]), st.booleans(), st.booleans()), max_size=5)
HOME = st.tuples(HISTORY, st.booleans(), st.booleans(), st.none() | st.integers(1, 900))


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(HOME, min_size=1, max_size=5), st.integers(1, 400), st.integers(1, 400))
def test_what_is_kept_equals_a_slow_count_of_every_attempt(town, fresh_days, more):
    with acting(ALICE):
        terms = Terms(fresh_days, fresh_days + more, 2, 1)
        writing.set_terms(terms=terms, reason="proef", by=ALICE)
        Household.objects.update(gone_at=now())
        homes = [household(ALICE, n + 1_000 * Dwelling.objects.count(), do_not_call=stop, secret_address=secret,
                           last_contact_at=now() - timedelta(days=told) if told else None)
                 for n, (_history, stop, secret, told) in enumerate(town)]
        made = round_of(ALICE, homes)
        for home, (history, *_rest) in zip(homes, town, strict=True):
            for days, channel, reached, undone in history:
                attempt(ALICE, made, home, days, channel=channel, reached=reached, undone=undone)
        writing.count(by=ALICE)
        kept = reading.overview(ALICE).whole
        assert {state: getattr(kept, state) for state in State} == slowly(homes, terms)
        areas = CoverageDay.objects.filter(kind="area", day=kept.day)
        assert sum(a.homes + a.apart for a in areas) == len(homes) == sum(
            a.homes + a.apart for a in CoverageDay.objects.filter(kind="street"))
        for home in homes:
            row = DoorReach.objects.get(household=home)
            seen = Attempt.objects.filter(household=home, undone_at=None)
            last = max([a.at for a in seen if a.reached] + [home.last_contact_at] * bool(home.last_contact_at), default=None)
            left = [a for a in seen if last is None or a.at > last]
            assert (row.last_at, row.tries, row.ways) == (last, len(left), len({a.channel for a in left}))


def test_a_call_and_its_undoing_are_followed_at_once_and_counting_again_changes_nothing(three):
    entry = take(three)
    made = end(entry, "no_answer")
    with acting(ALICE):
        row = DoorReach.objects.get(household=entry.household_id)
        assert (row.last_at, row.tries, row.channels) == (None, 1, ["phone"])
    with acting(cast.who("bob")) as bob:
        calling.undo(attempt_id=made.id, by=bob)
    with acting(ALICE):
        assert DoorReach.objects.get(household=entry.household_id).tries == 0
    spoken = end(entry, "spoken")
    with acting(ALICE):
        row = DoorReach.objects.get(household=entry.household_id)
        assert (row.last_at, row.last_channel, row.tries) == (spoken.at, "phone", 0)
        writing.count(by=ALICE)
        again = DoorReach.objects.get(household=entry.household_id)
        assert (again.id, again.last_at, again.last_channel) == (row.id, row.last_at, "phone")


@pytest.fixture
def town():
    """A block of four: reached lately, long ago, tried three times in two ways, never tried; and one who wants peace."""
    with acting(ALICE):
        homes = [household(ALICE, n) for n in (2, 4, 6, 8)] + [household(ALICE, 10, do_not_call=True)]
        made = round_of(ALICE, homes)
        attempt(ALICE, made, homes[0], 10, reached=True, channel="door")
        attempt(ALICE, made, homes[1], 700, reached=True)
        for days, channel in ((5, "phone"), (20, "phone"), (30, "door")):
            attempt(ALICE, made, homes[2], days, channel=channel)
    with acting(cast.who("alice", "register")) as by:
        flat = blocks.draw(name="Lindeflat", homes=list(Dwelling.objects.all()), pattern=Pattern(3, 2), by=by)
    with acting(ALICE):
        writing.count(by=ALICE)
    return flat


def test_a_planner_sees_how_each_door_stands_and_who_is_out_of_sight(town, sign_in, django_assert_max_num_queries):
    client = sign_in("alice")
    with django_assert_max_num_queries(24):
        page = client.get("/belacties/bereik/").content.decode()
    assert "Van elke 100 huishoudens zijn er 25" in page and "1 huishouden laten we met rust" in page
    assert "Lindeflat" in client.get("/belacties/bereik/per/blokken/").content.decode()
    with django_assert_max_num_queries(24):
        shown = client.get(f"/belacties/bereik/blok/{town.id}/").content.decode()
    for words in ("kort geleden", f"{day_of(TUESDAY - timedelta(days=10)):%d-%m-%Y}, aan de deur", "lang geleden", "3 keer geprobeerd", "nog niet geprobeerd", "met rust laten"):
        assert words in shown, words
    with django_assert_max_num_queries(24):
        unseen = client.get("/belacties/bereik/uit-beeld/").content.decode()
    assert "Dorpsstraat 6" in unseen and "Dorpsstraat 8" in unseen
    assert not any(f"Dorpsstraat {n}<" in unseen for n in (2, 4, 10)), "reached once, or left in peace"
    harder = client.get(f"/belacties/bereik/uit-beeld/?pogingen=3&manieren=2&blok={town.id}").content.decode()
    assert "Dorpsstraat 6" in harder and "Dorpsstraat 8" not in harder
    nobody = client.get("/belacties/bereik/uit-beeld/?pogingen=4&buurt=zomaar&blok=x").content.decode()
    assert "Niemand uit beeld" in nobody


def test_the_file_holds_the_same_rows_and_is_audited(town, sign_in):
    client = sign_in("alice")
    book = openpyxl.load_workbook(io.BytesIO(client.get("/belacties/bereik/uit-beeld/bestand.xlsx?pogingen=1").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Dorpsstraat 6"] and rows[1][5:7] == (3, "aan de deur, telefoon")
    with acting(ALICE):
        assert Audit.objects.filter(verb="coverage.export").count() == 1


@pytest.mark.proves("R5", "R6")
def test_one_tap_makes_a_round_of_them_by_a_rule_in_words(town, sign_in):
    client = sign_in("alice")
    made = client.post("/belacties/bereik/uit-beeld/ronde/", {"pogingen": "2", "manieren": "2", "blok": town.id}, follow=True)
    assert "nooit bereikt zijn na 2 pogingen of meer, op 2 of meer manieren" in made.content.decode()
    with acting(ALICE):
        round = Round.objects.get(state="draft")
        assert round.selection == {"never_reached_tries": 2, "never_reached_ways": 2, "blocks": ["Lindeflat"], "order": "blocks"}
        Round.objects.filter(state="running").update(state="ended")  # who waits on another list is left to it
        Round.objects.filter(id=round.id).update(script_version=script(ALICE))
        approved = commands.approve(round=round, by=ALICE)
        listed = approved.entries.filter(in_reference=False)
        assert [e.household.dwelling.house_number for e in listed] == [6]
        assert "nog nooit bereikt (2 of meer pogingen)" in sentences.why(listed[0], {})


def test_terms_are_dated_reasoned_and_the_same_for_everybody(town, sign_in):
    client = sign_in("alice")
    assert "gekozen, niet gemeten" in client.get("/belacties/bereik/wat-telt/").content.decode()
    given = {"fresh_days": "5", "stale_days": "9", "tries": "2", "ways": "1", "reason": "na de verbouwing"}
    assert client.post("/belacties/bereik/wat-telt/", given | {"stale_days": "5"}).status_code == 422
    assert client.post("/belacties/bereik/wat-telt/", given | {"reason": ""}).status_code == 422
    assert client.post("/belacties/bereik/wat-telt/", given).status_code == 302
    assert "na de verbouwing" in client.get("/belacties/bereik/wat-telt/").content.decode()
    client.post("/belacties/bereik/telling/")
    with acting(ALICE):
        whole = reading.overview(ALICE).whole
        assert (whole.fresh, whole.stale) == (0, 2)
        with pytest.raises(Invalid):
            writing.set_terms(terms=Terms(10, 20, 1, 2), reason="x", by=ALICE)


def test_what_changed_is_told_beside_an_earlier_count(town, sign_in):
    client = sign_in("alice")
    assert "er is nog geen eerdere telling" in client.get("/belacties/bereik/").content.decode()
    with acting(ALICE):
        writing.count(by=ALICE, until=now() - timedelta(days=30))
        writing.count(by=ALICE)
        assert reading.overview(ALICE).before.fresh == 0, "the talk of ten days ago was not yet then"
    assert "waren dat er 0" in client.get("/belacties/bereik/").content.decode()


@pytest.mark.proves("R30")
def test_nobody_outside_the_organisation_and_no_caller_sees_coverage_of_a_door(town, sign_in):
    for name in ("bob", "dora", "charlie", "eva", "frank", "board", "vera", "fg", "admin"):
        client = sign_in(name)
        for path in ("", f"blok/{town.id}/", "per/blokken/", "uit-beeld/", "uit-beeld/bestand.xlsx"):
            answer = client.get(f"/belacties/bereik/{path}")
            told = answer.content.decode(errors="replace")
            assert "Lindeflat" not in told and "Dorpsstraat" not in told, (name, path)
            assert answer.status_code in (302, 403, 404) or name == "dora", (name, path, answer.status_code)
    with acting(DORA):
        assert not DoorReach.objects.exists() and not CoverageDay.objects.exists() and not Block.objects.exists()
        with pytest.raises(Absent):
            reading.block(DORA, town.id)
        with pytest.raises(Refused):
            writing.count(by=cast.who("bob"))


def test_the_night_counts_for_every_organisation_with_homes(town):
    with acting(system(cast.organisation("wonen"), "call_round")) as by:
        assert writing.count(by=by) == 5
        assert not reading.unseen(by, Unseen(tries=9))
