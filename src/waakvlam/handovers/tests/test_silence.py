"""Silence moves: reminder, backup, the sender's screen, the mandate; and a question nobody answers."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from waakvlam.access import clocks, identity
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.breakthroughs.queries import gone_silent
from waakvlam.handovers import commands, queries, tasks
from waakvlam.handovers.models import Decision, HandoverContent, HelpedAnswer, State, Step
from waakvlam.handovers.tests import factories as make
from waakvlam.kit import time
from waakvlam.kit.errors import Refused, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import today
from waakvlam.post.models import Delivery

pytestmark = pytest.mark.django_db


def run_until(days: int, start: datetime | None = None) -> None:
    """Let the days pass, one look a day, as the scheduler would (it looks every ten minutes)."""
    start = start or time.now()
    for day in range(1, days + 1):
        with time.at(start + timedelta(days=day)):
            tasks.look_at_clocks(timestamp=0)


def verbs(handover, key: str = "alice") -> list[str]:
    with identity.acting(make.who(key)):
        return list(Step.objects.filter(handover=handover).order_by("at", "id").values_list("verb", flat=True))


def clock(handover) -> Clock:
    with identity.acting(make.who("alice")):
        return Clock.objects.get(subject_id=handover.pk, stopped_at=None)


@pytest.mark.proves("C14", "R10")
def test_silence_climbs_the_whole_ladder_and_ends_with_the_mandate():
    made = make.offered()
    run_until(20)
    assert verbs(made) == ["offer", "silent_reminded", "silent_backup", "silent_coordinator", "silent_mandate"]
    assert clock(made).step == Clock.Step.MANDATE
    with identity.acting(make.who("alice")):
        to = set(Delivery.objects.filter(about_id=made.pk).values_list("to", flat=True))
    assert to == {"post@gemeente.example.org", "alice@wonen.example.org", "post@netwerk.example.org"}


@pytest.mark.proves("R10")
def test_before_the_due_day_nothing_moves_and_an_answer_stops_it():
    made = make.offered()
    tasks.look_at_clocks(timestamp=0)
    assert verbs(made) == ["offer"]
    make.act("charlie", commands.decline, made, reason="capacity")
    with identity.acting(make.who("alice")):
        assert not Clock.objects.filter(subject_id=made.pk, kind="handover.accept", stopped_at=None).exists()


@pytest.mark.proves("C14", "R2")
def test_the_mandate_sees_the_status_only_after_it_reached_it_and_never_the_letter(sign_in):
    made, client = make.offered(), sign_in("roer")
    address = reverse("handovers:handover", args=[made.pk])
    assert client.get(address).status_code == 404
    start = time.now()
    run_until(20, start)
    page = client.get(address).content.decode()
    assert "Ria" not in page
    assert made.number in page
    with time.at(start + timedelta(days=20)), identity.acting(make.who("roer")):
        assert not HandoverContent.objects.exists()
        assert [r.subject_id for r in gone_silent(make.who("roer"))[0]] == [made.pk]
    assert made.number in client.get(reverse("handovers:inbox")).content.decode()


@pytest.mark.proves("C14")
def test_the_mandate_sets_a_term_and_the_clock_starts_again():
    made = make.offered()
    start = time.now()
    run_until(20, start)
    with time.at(start + timedelta(days=21)):
        make.act("roer", commands.direct, made, obstacle="whose", working_days=3)
        again = clock(made)
        assert (again.step, again.kind) == (Clock.Step.RUNNING, "handover.accept")
        assert again.due_at > time.now()
        assert verbs(made)[-1] == "direct"
        with pytest.raises(WrongState):  # a term runs: it is not at the mandate until that is over as well
            make.act("roer", commands.direct, made, obstacle="whose", working_days=3)
        make.act("charlie", commands.accept, made, first_contact_by=today())  # and it goes on


@pytest.mark.proves("C14", "R2")
@pytest.mark.parametrize("key", ["alice", "charlie"])
def test_a_helmsman_of_either_side_sets_no_term_also_when_it_lies_with_the_mandate(key):
    """Who waits, or is waited for, has no mandate over the other: the same act by the network's helmsman works."""
    made = make.offered()
    start = time.now()
    run_until(20, start)
    with time.at(start + timedelta(days=21)):
        before = clock(made)
        with identity.acting(replace(make.who(key), role=Role.STEWARD)) as by, pytest.raises(Refused) as refused:
            commands.direct(handover=made, obstacle="whose", working_days=3, by=by)
        assert refused.value.problem.code == "aside" and clock(made).pk == before.pk
        make.act("roer", commands.direct, made, obstacle="whose", working_days=3)


@pytest.mark.proves("R10")
@pytest.mark.parametrize(("narrow", "colleague"), [({"person_id": make.who("carla").person_id}, "charlie"), ({"team_id": make.who("charlie").team_id}, "carla")],
                         ids=["person", "team"])
def test_a_letter_for_one_person_or_team_opens_to_colleagues_at_the_backup_step(narrow, colleague):
    by, about = make.who("alice"), make.resident()
    with identity.acting(by):
        made = commands.offer(by=by, asked=make.asked(), sending=commands.prepare(
            id=uuid7(), by=by, texts=make.TEXTS, introduction=make.parts.Introduction(),
            to=commands.To(cast.organisation("gemeente"), **narrow),
            about=commands.About("groceries", resident_id=about.pk, household_id=about.household_id)))
    def colleague_reads():
        with identity.acting(make.who(colleague)):
            return HandoverContent.objects.filter(handover=made).exists()

    assert not colleague_reads()
    start = time.now()
    while "silent_backup" not in verbs(made):
        start += timedelta(days=1)
        with time.at(start):
            tasks.look_at_clocks(timestamp=0)
    assert colleague_reads()


@pytest.mark.proves("R10")
def test_a_look_twice_at_the_same_clock_moves_it_once():
    made = make.offered()
    with time.at(time.now() + timedelta(days=8)):
        due = [d for d in clocks.due() if d.clock_id == clock(made).pk][0]
        assert commands.look_at(due.clock_id, due.asker) == "reminded"
        assert commands.look_at(due.clock_id, due.asker) == "none"


@pytest.mark.proves("C14")
def test_a_clock_of_another_module_climbs_at_home_and_stands_in_nobodys_way():
    by, about = cast.who("alice"), make.resident()
    with identity.acting(by):
        clocks.start(by, about, "finding.follow_up", on=by.organisation_id, working_days=1)
    run_until(15)
    with identity.acting(by):
        other = Clock.objects.get(subject_id=about.pk)
    assert other.step == Clock.Step.COORDINATOR
    assert other.next_at > time.now() + timedelta(days=14)


@pytest.mark.proves("C5", "R10")
def test_a_decision_that_nobody_takes_goes_silent_too():
    made = make.act("charlie", commands.decline, make.offered(), reason="capacity")
    run_until(20)
    assert clock(made).kind == "handover.decision"
    assert clock(made).step == Clock.Step.MANDATE


@pytest.mark.proves("C5")
def test_nobody_answers_did_it_help_and_the_loop_opens():
    made = make.ended()
    run_until(9)
    with identity.acting(make.who("alice")):
        assert HelpedAnswer.objects.get(handover=made).answer == "none"
        assert Decision.objects.get(handover=made).why == Decision.Why.UNANSWERED
    make.act("alice", commands.leave_it, made, internal="Mevrouw is op vakantie, we vragen het later.")
    assert clock(made).kind == "handover.helped"


@pytest.mark.proves("C5")
def test_it_is_asked_again_after_six_and_twelve_weeks_and_then_counted():
    about, round_id = make.resident(), uuid7()
    made = make.ended(about_resident=about, round_id=round_id)
    start = time.now()
    make.act("alice", commands.answer_helped, made, answer="yes")
    for weeks, said in ((6, "yes"), (12, "partly")):
        with time.at(start + timedelta(weeks=weeks, hours=1)):
            tasks.look_at_clocks(timestamp=0)
            make.act("alice", commands.answer_helped, made, answer=said)
    who = cast.who("alice", Purpose.CALL_ROUND)
    with identity.acting(who):
        found = queries.lastingly_helped(who, round_id)
    assert (found.handed_over, found.ended) == (1, 1)
    assert (found.lastingly(0), found.lastingly(6), found.lastingly(12)) == (1, 1, 0)
    assert found.after[12] == {"partly": 1}
    with identity.acting(make.who("alice")):
        assert not Clock.objects.filter(subject_id=made.pk, stopped_at=None).exists()


def test_the_silence_screen_says_who_waits_on_whom_and_reminds_in_one_tap(sign_in):
    with time.at(time.now() - timedelta(days=20)):
        made = make.offered()
    client = sign_in("alice")
    page = client.get(reverse("handovers:silent"), follow=True).content.decode()
    assert "Ria van der Berg" in page and "Jullie wachten op Gemeente Proefstad" in page
    answer = client.post(reverse("handovers:act", args=[made.pk, "herinnering"]), {"terug": "stil"})
    assert answer.url == reverse("handovers:silent")
    assert verbs(made)[-1] == "remind"


def test_today_knows_what_waits_and_what_went_silent():
    with time.at(time.now() - timedelta(days=20)):
        made = make.offered()
    make.act("alice", commands.ask_mandate, made)
    with identity.acting(make.who("charlie")):
        assert [r.id for r in queries.waiting_for(make.who("charlie"))] == [made.pk]
    with identity.acting(make.who("alice")):
        assert queries.waiting_for(make.who("alice")) == []
        assert [r.subject_id for r in gone_silent(make.who("alice"))[0]] == [made.pk]
    assert made.state == State.OFFERED
