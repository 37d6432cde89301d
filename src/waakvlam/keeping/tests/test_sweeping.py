"""The nightly run: what is over its term goes, what is not stays, and who is held back is said."""

import dataclasses
import json
from contextlib import contextmanager
from datetime import timedelta

import pytest
from click.testing import CliRunner

from waakvlam.access.covenant import DEFAULT, SWITCHES, proposing
from waakvlam.access.covenant.lines import agreed
from waakvlam.access.identity import acting, system
from waakvlam.access.models import Audit, Link, Membership, Person
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.cli import build
from waakvlam.handovers.models import Handover, HandoverContent, InternalNote, Permission
from waakvlam.keeping import commands, sweeping, tasks
from waakvlam.keeping.models import Run
from waakvlam.keeping.tests import lives
from waakvlam.keeping.tests.test_erasure import life, operator
from waakvlam.kit.time import at, now, today
from waakvlam.outreach.models import Answer, Attempt, Draft, Finding, RoundEntry
from waakvlam.people.models import Household, ImportRow, Phone, RegisterImport, Resident
from waakvlam.post.models import Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R1", "R18", "R19")]
YEARS = timedelta(days=365)


@contextmanager
def later(days: int):
    """The clock as it will stand, for the run and for the terms."""
    with at(now() + timedelta(days=days)):
        yield


def count(model, member: str = "alice", purpose: str = Purpose.CALL_ROUND, **wanted) -> int:
    with acting(cast.who(member, purpose)):
        return model.objects.filter(**wanted).count()


def gone(one, **fields) -> None:
    """They moved away today."""
    with acting(cast.who("alice", Purpose.REGISTER)):
        Resident.objects.filter(pk=one.resident.pk).update(gone_at=now())
        Household.objects.filter(pk=one.household.pk).update(gone_at=now(), **fields)


def test_words_of_a_call_go_after_the_term_of_the_covenant_and_not_before():
    ria = lives.make(life("Eendenkooi"))
    lives.called(ria)
    with later(360):
        sweeping.sweep(operator())
    assert count(Attempt, observation__contains=ria.said) == 1 and count(Answer) > 0
    with later(370):
        run = sweeping.sweep(operator())
    assert count(Attempt, observation="") == 1 and count(Answer) == 0 and count(Draft) == 0
    assert run.gone["outreach_attempt"] == 1 and run.gone["outreach_answer"] >= 1
    assert count(Attempt, outcome="spoken") == 1, "that somebody was spoken with still counts"


def test_another_term_in_the_covenant_is_another_night():
    ria = lives.make(life("Waterhoen"))
    lives.called(ria)
    shorter = (dataclasses.replace(x, term_days=30) if x.category == "conversation" else x for x in DEFAULT)
    with acting(cast.who("admin")) as by:
        made = proposing.propose(content=agreed(shorter, SWITCHES), in_force_from=today(), reason="korter bewaren", by=by)
    with acting(cast.who("ada")) as by:
        proposing.approve(proposal=made, by=by)
    with later(40):
        assert sweeping.sweep(operator()).gone.get("outreach_attempt") == 1


def test_without_a_line_in_the_covenant_nothing_goes_and_that_is_said():
    who = system(cast.organisation("politie"), Purpose.ADMINISTRATION)
    with acting(who):
        planned = {p.table: p for p in sweeping.plan(who)}
    assert planned["people_resident"].term is None and planned["post_delivery"].term is not None


def test_people_who_left_go_with_all_that_hangs_on_them_after_their_term():
    ria = lives.make(life("Kluutstra"))
    ben = lives.make(life("Tureluurs"))
    lives.twice(ria)
    lives.called(ria)
    with acting(lives.ALICE):
        Finding.objects.update(state="answered", ended_at=now())
    gone(ria)
    with later(2 * 365 + 5):
        run = sweeping.sweep(operator())
    assert run.gone["people_resident"] == 2 and run.gone["people_phone"] == 2
    assert count(Resident, purpose=Purpose.REGISTER) == 1 and count(Phone, resident=ben.resident) == 1
    assert count(Household, key=f"gewist-{ria.household.pk}") == 1, "the list of the round still counts a home"
    assert count(RoundEntry, why={}) == 1


def test_who_has_an_open_handover_or_a_hold_or_a_question_is_held_back():
    open_, held, asking, free = (lives.make(life(n)) for n in ("Grutto", "Scholekster", "Wulpstra", "Kokmeeuw"))
    lives.handed_over(open_, "under_way")
    lives.called(asking)
    for one in (open_, held, asking, free):
        gone(one)
    with later(2 * 365 + 5):
        with acting(cast.who("alice", Purpose.REGISTER)) as by:
            commands.hold(resident_id=held.resident.pk, reason="rechtszaak", until=today() + timedelta(days=30), by=by)
        with acting(operator()) as who:
            planned = next(p for p in sweeping.plan(who) if p.table == "people_resident")
        run = sweeping.sweep(operator())
    assert {h.code for h in planned.held} == {"open_handover", "hold", "open_request"} and planned.rows == 1
    assert run.held == {"open_handover": 1, "hold": 1, "open_request": 1}
    assert count(Resident, purpose=Purpose.REGISTER) == 3
    with later(2 * 365 + 60):
        sweeping.sweep(operator())
    assert count(Resident, purpose=Purpose.REGISTER) == 2, "the hold has ended"


def test_a_handovers_copy_goes_after_its_term_and_the_path_stays():
    ria = lives.make(life("Visdiefje"))
    lives.handed_over(ria, "ended")
    lives.handed_over(ria, "under_way")
    with later(2 * 365 + 5):
        run = sweeping.sweep(operator())
    assert run.gone["handovers_handovercontent"] == 1 and run.gone["handovers_permission"] == 1
    assert count(Handover, purpose=Purpose.HANDOVER) == 2
    assert count(HandoverContent, purpose=Purpose.HANDOVER) == count(Permission, purpose=Purpose.HANDOVER) == 1
    assert count(InternalNote, purpose=Purpose.HANDOVER) == 1, "of the open one"
    with acting(cast.who("alice", Purpose.HANDOVER)):
        ended = Handover.objects.get(state="ended")
    assert ended.accepted_name == "–"


def test_a_page_of_a_handover_without_its_copy_still_opens(sign_in):
    ria = lives.make(life("Zilverreiger"))
    lives.handed_over(ria, "ended")
    with later(2 * 365 + 5):
        sweeping.sweep(operator())
    assert sign_in("alice").get(f"/overdrachten/{ria.handovers[0].pk}/").status_code == 200


def test_messages_and_staged_rows_go_by_the_networks_own_terms():
    ria = lives.make(life("Roerdomp"))
    lives.written_to(ria)
    lives.staged(ria)
    with acting(lives.ALICE):
        Delivery.objects.update(state="sent", sent_at=now())
    with later(20):
        sweeping.sweep(operator())
    assert count(ImportRow, purpose=Purpose.REGISTER) == 0 and count(Delivery) == 3
    assert count(RegisterImport, purpose=Purpose.REGISTER, state="cancelled") == 1
    with acting(cast.who("admin")) as admin:
        commands.set_term(trace="outbox", days=15, source="besluit", by=admin)
    with later(20):
        sweeping.sweep(operator())
    assert count(Delivery) == 0


def test_a_message_that_still_waits_is_never_taken():
    ria = lives.make(life("Lepelaar"))
    lives.written_to(ria)
    with later(900):
        sweeping.sweep(operator())
    assert count(Delivery) == 3


def test_colleagues_who_left_lose_their_name_and_those_who_stay_keep_it():
    with acting(cast.who("admin")):
        Membership.objects.filter(person_id=cast.who("bea").person_id).update(until=now() + timedelta(seconds=1))
    with later(370):
        sweeping.sweep(operator())
    with acting(cast.who("admin")):
        names = set(Person.objects.values_list("name", flat=True))
    assert "oud-medewerker" in names and "Bea Yılmaz" not in names and "Bob van den Berg" in names


def test_doing_it_twice_does_nothing_the_second_time():
    ria = lives.make(life("Kemphaan"))
    lives.called(ria)
    lives.handed_over(ria, "ended")
    with later(3 * 365):
        first, second = sweeping.sweep(operator()), sweeping.sweep(operator())
    assert first.rows > 0 and second.rows == 0 and second.gone == {}


def test_a_bounded_run_goes_on_the_next_night():
    ria = lives.make(life("Watersnip"))
    lives.written_to(ria)
    with acting(lives.ALICE):
        Delivery.objects.update(state="sent", sent_at=now())
    with later(100):
        assert sweeping.sweep(operator(), most=2).more is True
        assert count(Delivery) == 1
        assert sweeping.sweep(operator(), most=2).more is False
    assert count(Delivery) == 0


def test_a_run_that_breaks_off_keeps_what_it_did_and_the_next_goes_on(monkeypatch):
    ria = lives.make(life("Oeverloper"))
    lives.called(ria)
    lives.written_to(ria)
    with acting(lives.ALICE):
        Delivery.objects.update(state="sent", sent_at=now())
    real, done = sweeping._batch, []

    def once(*given):
        if done:
            raise KeyboardInterrupt
        done.append(real(*given))

    monkeypatch.setattr(sweeping, "_batch", once)
    with later(500), pytest.raises(KeyboardInterrupt):
        sweeping.sweep(operator())
    monkeypatch.setattr(sweeping, "_batch", real)
    with acting(operator()):
        broken = Run.objects.get()
    assert broken.ended_at is None and broken.rows > 0
    with later(500):
        assert sweeping.sweep(operator()).rows > 0


def test_each_batch_has_its_act_and_a_line_of_destruction_without_a_person(caplog):
    caplog.set_level("INFO", "waakvlam.keeping")
    ria = lives.make(life("Goudplevier"))
    lives.called(ria)
    with later(400):
        sweeping.sweep(operator())
    with acting(cast.who("fg")):
        acts = list(Audit.objects.filter(verb="keeping.sweep"))
    lines = [json.loads(r.message) for r in caplog.records if r.name == "waakvlam.keeping"]
    assert len(acts) == len(lines) > 1 and all(x["event"] == "destroyed" and x["rows"] for x in lines)
    assert ria.left_in(caplog.text) == [] and ria.left_in(json.dumps([a.detail for a in acts])) == []


def test_another_organisations_rows_are_never_touched():
    ria = lives.make(life("Bontbekplevier"))
    lives.called(ria)
    with later(3000):
        sweeping.sweep(system(cast.organisation("anders"), Purpose.ADMINISTRATION))
        sweeping.sweep(system(cast.organisation("ver"), Purpose.ADMINISTRATION))
    assert count(Attempt, observation__contains=ria.said) == 1


def test_expired_links_go():
    ria = lives.make(life("Steltkluut"))
    lives.handed_over(ria, to="voedsel", state="offered")
    had = count(Link, purpose=Purpose.HANDOVER)
    with later(200):
        run = sweeping.sweep(operator())
    assert had > 0 and run.gone["access_link"] == had


def test_the_night_gives_each_organisation_a_job():
    assert tasks.keep_terms(0) >= len(cast.ORGANISATIONS)
    assert tasks.keep_terms_of(str(cast.organisation("wonen"))) == 0


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_dry_run_says_what_would_go_and_changes_nothing():
    ria = lives.make(life("Strandloper"))
    lives.called(ria)
    with later(400):
        told = CliRunner().invoke(build(), ["keeping", "run", "--dry-run", "--json", "--organisation", "wonen"])
    facts = {f["table"]: f for f in json.loads(told.output)}
    assert facts["outreach_attempt"]["rows"] == 1 and facts["outreach_attempt"]["days"] == 365
    assert facts["outreach_attempt"]["why"].startswith("convenant:") and facts["outreach_attempt"]["oldest"]
    assert count(Attempt, observation__contains=ria.said) == 1 and count(Answer) > 0
