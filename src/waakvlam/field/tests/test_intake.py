"""What phones send is taken over exactly once, in order, whatever happens on the way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.field import intake
from waakvlam.field.models import Received
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.outreach.commands import visits
from waakvlam.outreach.models import Attempt, Finding
from waakvlam.outreach.tests.visits import ALICE, round_on_foot, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2")]


def attempts() -> list[Attempt]:
    with acting(ALICE):
        return list(Attempt.objects.order_by("created_at"))


def test_a_visit_that_is_sent_twice_is_there_once(phone, sheet):
    bob = phone()
    blad = bob.sheet(sheet.pk)
    visit = bob.visit(blad, blad["stops"][0])
    assert bob.results(visit) == ["applied"]
    assert bob.results(visit, visit) == ["already", "already"]
    assert [a.outcome for a in attempts()] == ["not_home"]


def test_a_piece_of_which_the_server_died_leaves_nothing_and_comes_again_whole(phone, sheet, monkeypatch):
    bob = phone()
    blad = bob.sheet(sheet.pk)
    rows = [bob.visit(blad, stop) for stop in blad["stops"]]

    def dies(**_given):
        raise ConnectionError("the machine is gone")

    monkeypatch.setattr(intake.commands, "seen", dies)  # after all were carried out, before the commit
    bob.client.raise_request_exception = False
    assert bob.send(*rows).status_code == 500
    assert attempts() == []
    monkeypatch.undo()
    assert bob.results(*rows) == ["applied"] * 3
    assert len(attempts()) == 3


def test_two_phones_that_tell_different_things_make_a_conflict_that_a_person_settles(phone, sheet):
    bob, bea = phone("bob"), phone("bea")
    blad = bob.sheet(sheet.pk)
    stop = blad["stops"][0]
    assert bob.results(bob.visit(blad, stop)) == ["applied"]
    second = bea.visit(blad, stop, "spoken", observation="Deed open in ochtendjas.")
    told = bea.send(second).json()["results"][0]
    assert told["result"] == "conflict"
    assert bea.results(second) == ["conflict"]  # also when the answer was lost
    page = bea.client.get(told["url"]).content.decode()
    assert "Niet thuis" in page and "Gesproken" in page and "Deed open in ochtendjas." in page
    assert "Bob van den Berg" in bea.client.get("/veld/versies/").content.decode()
    assert bea.client.post(f"{told['url']}keuze/", {"stands": second["id"]}).status_code == 302
    assert {a.outcome: a.undone_at is None for a in attempts()} == {"not_home": False, "spoken": True}
    assert "Bob van den Berg" not in bea.client.get("/veld/versies/").content.decode().split("wv-main")[1]


def test_two_phones_that_say_the_same_need_nobody_to_choose(phone, sheet):
    bob, bea = phone("bob"), phone("bea")
    blad = bob.sheet(sheet.pk)
    assert bob.results(bob.visit(blad, blad["stops"][0])) == ["applied"]
    assert bea.results(bea.visit(blad, blad["stops"][0])) == ["applied"]


def test_what_is_refused_says_why_and_leaves_the_others_alone(phone, sheet):
    bob = phone()
    blad = bob.sheet(sheet.pk)
    one, two, three = blad["stops"]
    wrong = bob.visit(blad, one, observation="Lijkt schizofreen.")
    told = bob.send(wrong, bob.visit(blad, one), bob.visit(blad, two, "no_such_outcome"), bob.visit(blad, three)).json()["results"]
    assert [r["result"] for r in told] == ["refused", "later", "refused", "applied"]
    assert told[0]["code"] == "diagnosis" and "schizofreen" in told[0]["reason"]
    assert bob.results({**wrong, "keep_words": True}) == ["applied"]


@pytest.mark.parametrize("broken", [{}, {"id": "x"}, [], None, 7, {"id": "0193", "entry": {"a": 1}}])
def test_what_is_malformed_is_refused_and_harms_nothing(phone, sheet, broken):
    bob = phone()
    blad = bob.sheet(sheet.pk)
    assert bob.results(broken, bob.visit(blad, blad["stops"][0])) == ["refused", "applied"]
    for body in (b"", b"{", b"[]", b'{"commands": 1, "now": 1}', b'{"commands": [], "now": "x"}'):
        answer = bob.client.post("/veld/opdrachten/", body, content_type="application/json", headers=bob.headers)
        assert answer.status_code == 400


def test_a_fault_of_ours_keeps_the_command_on_the_phone(phone, sheet, monkeypatch):
    bob = phone()
    blad = bob.sheet(sheet.pk)
    rows = [bob.visit(blad, stop) for stop in blad["stops"]]

    def fails(**given):
        if str(given["id"]) == rows[0]["id"]:
            raise ZeroDivisionError
        return visits.visit(**given)

    monkeypatch.setattr(intake, "visit", fails)
    assert bob.results(*rows) == ["later", "applied", "applied"]
    monkeypatch.undo()
    assert bob.results(rows[0]) == ["applied"]


@pytest.mark.parametrize("clock", [86_400, -86_400, 0])
def test_a_clock_that_is_wrong_by_a_day_gives_the_visit_its_own_time(phone, sheet, clock):
    bob = phone()
    bob.clock = clock
    blad = bob.sheet(sheet.pk)
    assert bob.results(bob.visit(blad, blad["stops"][0])) == ["applied"]
    [made] = attempts()
    assert abs(made.at - now()) < timedelta(minutes=1)
    with acting(cast.who("bob", "visit_round")):
        kept = Received.objects.get()
    assert abs(kept.told_at - now() - timedelta(seconds=clock)) < timedelta(minutes=1)
    assert abs(kept.offset / 1000 + clock) < 5


def test_a_clock_that_was_set_between_visit_and_sending_does_not_move_the_visit(phone, sheet):
    """The phone tells with each visit what its clock lacked when it last heard from us."""
    bob = phone()
    blad = bob.sheet(sheet.pk)
    visit = bob.visit(blad, blad["stops"][0], offset=0)
    bob.clock = 86_400
    assert bob.results(visit) == ["applied"]
    assert abs(attempts()[0].at - now()) < timedelta(minutes=1)


@pytest.mark.proves("R27")
def test_danger_and_the_question_of_somebody_else_in_the_home_become_findings(phone, sheet):
    bob = phone()
    blad = bob.sheet(sheet.pk)
    found = [{"kind": "help_request", "topic": "groceries", "words": "boodschappen", "household": True},
             {"kind": "signal", "words": "gaslucht", "danger": True, "reason": "112 gebeld"}]
    assert bob.results(bob.visit(blad, blad["stops"][0], "spoken", findings=found)) == ["applied"]
    with acting(ALICE):
        help_, danger = Finding.objects.order_by("kind")
    assert help_.words == "Voor een huisgenoot: boodschappen" and help_.resident_id is None
    assert danger.danger and danger.reason == "112 gebeld"


def test_nothing_is_taken_from_a_phone_of_somebody_else(phone, sheet):
    bob, bea = phone("bob"), phone("bea")
    blad = bob.sheet(sheet.pk)
    visit = bob.visit(blad, blad["stops"][0])
    bea.device, hers = bob.device, bea.device
    assert bea.send(visit).status_code == 401  # his phone still stands, but she is signed in on it
    bea.device = {**hers, "token": "geraden"}
    assert bea.send(visit).json() == {"device": "gone"}
    assert attempts() == []


def test_a_visit_at_a_door_of_another_sheet_is_refused(phone, sheet):
    bob, dora = phone("bob"), phone("dora")
    blad = bob.sheet(sheet.pk)
    assert dora.results(dora.visit(blad, blad["stops"][0])) == ["refused"]
    assert dora.get(f"bladen/{sheet.pk}/").status_code == 404


def test_each_piece_is_an_act_with_counts_and_no_words(phone, sheet):
    bob = phone()
    blad = bob.sheet(sheet.pk)
    bob.send(*(bob.visit(blad, stop, observation="Een hond blaft.") for stop in blad["stops"]))
    with acting(ALICE):
        act = Audit.objects.get(verb="device.receive")
    assert act.detail == {"applied": 3, "already": 0, "conflict": 0, "refused": 0, "later": 0}


def test_what_is_the_same_for_all_visits_of_a_piece_is_asked_once(phone):
    """A visit itself: a savepoint and its end, the attempt, the entry, the act."""
    with acting(ALICE) as by:
        made = round_on_foot(by, 9)
        long, short = sheet_of(by, made, cast.who("bob").person_id), sheet_of(by, round_on_foot(by, 2), cast.who("bob").person_id)
    bob = phone()

    def asked(sheet) -> int:
        blad = bob.sheet(sheet.pk)
        rows = [bob.visit(blad, stop) for stop in blad["stops"]]
        with CaptureQueriesContext(connection) as found:
            assert bob.results(*rows) == ["applied"] * len(rows)
        return len(found)

    assert asked(long) - asked(short) == 5 * 7


def test_two_sheets_in_one_piece_and_a_door_twice_are_taken_in_their_order(phone, sheet):
    with acting(ALICE) as by:
        other = sheet_of(by, round_on_foot(by, 1), cast.who("bob").person_id)
    bob = phone()
    here, there = bob.sheet(sheet.pk), bob.sheet(other.pk)
    first = bob.visit(here, here["stops"][0])
    again = bob.visit(here, here["stops"][0], "spoken", seen=f"1.{first['id']}")
    assert bob.results(first, bob.visit(there, there["stops"][0]), again, first) == ["applied", "applied", "applied", "already"]
    assert sorted(a.outcome for a in attempts()) == ["not_home", "not_home", "spoken"]


def test_an_id_of_another_door_is_refused(phone, sheet):
    bob = phone()
    blad = bob.sheet(sheet.pk)
    one, two, _three = blad["stops"]
    first = bob.visit(blad, one)
    bob.results(first)
    with connection.cursor() as db:
        db.execute("select 1")
    bea = phone("bea")
    assert bea.results(bea.visit(blad, two, id=first["id"])) == ["refused"]
    assert bob.results(bob.visit(blad, two, id=str(uuid7()))) == ["applied"]
