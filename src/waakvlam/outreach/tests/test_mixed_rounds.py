"""Rounds through several channels: card, telephone, door, in the order that the planner sets."""

from datetime import timedelta

import pytest
from django.urls import reverse

from waakvlam.access.identity import acting
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import at, now
from waakvlam.outreach import outcomes, steps
from waakvlam.outreach.models import Round, RoundEntry
from waakvlam.outreach.queries.rounds import rounds_today
from waakvlam.people.models import Phone

from . import calls, factories
from .calls import ALL_DAY, TUESDAY, end, fresh, take
from .visits import ALICE, BOB, MIXED, looked, ring, round_on_foot, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C1", "C2")]


def test_card_then_calls_then_the_door():
    with at(TUESDAY):
        with acting(ALICE):
            round = round_on_foot(doors=1, steps=MIXED, max_attempts=5)
            sheet = sheet_of(ALICE, round, BOB.person_id)
        (door,) = looked(sheet).stops
        assert door.task == "card"
        ring(sheet, door, "card_left")
    entry = RoundEntry(pk=door.entry_id)
    for days, channel in ((7, "phone"), (14, "door")):
        with at(TUESDAY + timedelta(days=days)):
            assert fresh(entry).channel == "phone"
            taken = take(round)
            assert taken is not None
            end(taken, "no_answer")
            assert fresh(entry).channel == channel and fresh(entry).next_at > now()


def test_after_the_card_five_days_pass():
    round = Round(steps=MIXED, calling_hours=ALL_DAY, max_attempts=5)
    follows = outcomes.follow(round, next(o for o in outcomes.of(round, "door") if o.key == 3), attempts=1, at=now(), step=0)
    assert follows.step == 1 and follows.next_at >= now() + timedelta(days=4, hours=23)


def test_who_has_no_number_goes_on_to_the_door():
    with acting(calls.ALICE):
        round = calls.round_of(calls.ALICE, 1, steps=MIXED[1:])
        Phone.objects.all().delete()
    assert take(round) is None
    with acting(calls.ALICE):
        entry = RoundEntry.objects.get(round=round)
    assert (entry.channel, entry.step) == ("door", 2)


def test_a_wrong_number_ends_the_telephone_and_not_the_doorbell():
    with acting(calls.ALICE):
        round = calls.round_of(calls.ALICE, 1, steps=MIXED[1:])
    entry = take(round)
    end(entry, "wrong_number")
    assert (fresh(entry).channel, fresh(entry).state) == ("door", RoundEntry.State.WAITING)


def test_a_round_ends_with_its_last_step():
    with acting(ALICE):
        round = round_on_foot(doors=1, steps=[{"channel": "door", "times": 1, "days": 0}])
        sheet = sheet_of(ALICE, round, BOB.person_id)
    (door,) = looked(sheet).stops
    ring(sheet, door)
    assert fresh(RoundEntry(pk=door.entry_id)).state == RoundEntry.State.UNREACHABLE


@pytest.mark.parametrize(("channel", "listed"), [("door", False), ("phone", True)])
def test_who_rings_sees_no_round_that_only_goes_along_doors(channel, listed):
    with acting(ALICE):
        made = round_on_foot(doors=1, steps=[{"channel": channel, "times": 1, "days": 0}])
    with acting(calls.ALICE):
        assert made.pk in {line.id for line in rounds_today(calls.ALICE)}
    with acting(calls.BOB):
        assert (made.pk in {line.id for line in rounds_today(calls.BOB)}) == listed


@pytest.mark.parametrize("wrong", [[{"channel": "pigeon", "times": 1, "days": 0}], [{"channel": "door", "times": 0, "days": 0}],
                                   [{"channel": "door", "times": 1, "days": 99}], "door"])
def test_steps_that_cannot_be_are_refused(wrong):
    with pytest.raises(Invalid):
        steps.parse(wrong)


def test_a_planner_builds_a_mixed_round_in_which_who_has_no_number_takes_part(sign_in):
    with acting(calls.ALICE):
        factories.home(calls.ALICE, phone=None)
        script = factories.script(calls.ALICE)
    alice = sign_in("alice")
    form = alice.get(reverse("outreach:round_new")).context["form"]
    given = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    given |= {"name": "Langs de deur", "reason": "hoe het gaat", "age_from": "80", "script_version": str(script.pk),
              "step_1_channel": "card", "step_1_days": "5", "step_2_channel": "door", "step_2_times": "2"}
    made = alice.post(reverse("outreach:round_new"), given)
    assert made.status_code == 302, made.context["form"].errors
    with acting(calls.ALICE):
        round = Round.objects.get(name="Langs de deur")
    assert [s["channel"] for s in round.steps] == ["card", "door"] and round.max_attempts == 3
    assert "eerst een kaart in de bus, dan aanbellen (2 keer)" in alice.get(made["Location"]).text
    alice.post(reverse("outreach:round_approval", args=[round.pk]))
    with acting(calls.ALICE):
        assert RoundEntry.objects.get(round=round, in_reference=False).channel == "card"
    alice.post(reverse("outreach:round_state", args=[round.pk, "loopt"]))
    assert "Bezoeken plannen" in alice.get(made["Location"]).text
