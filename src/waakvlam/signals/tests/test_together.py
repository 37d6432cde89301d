"""Looking together with another organisation: a blind hint, and who it is only after two yeses."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from waakvlam.access import clocks, erasing, identity
from waakvlam.access.models import Audit, Clock, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.tasks import look_at_clocks
from waakvlam.keeping import sweeping
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import at, now
from waakvlam.post.models import Delivery
from waakvlam.signals import commands
from waakvlam.signals import erasing as eraser
from waakvlam.signals.models import Hint, Met, SignalNote, SignalStep
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.beside import PHONE, compare, give, known, pair, refuse, say, seen

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R9")]
HINT = "Er is bij een andere organisatie ook een signaal"


def test_both_read_that_there_is_something_and_nothing_else(sign_in):
    ours, theirs = pair()
    for key, mine, other in (("alice", ours, theirs), ("carla", theirs, ours)):
        client = sign_in(key)
        assert HINT in client.get(reverse("signals:signal", args=[mine.pk])).content.decode()
        assert "Samen kijken met een ander?" in client.get("/").content.decode()
        assert client.get(reverse("signals:signal", args=[other.pk])).status_code == 404
    assert compare() == 0  # once for each signal


def test_only_when_both_said_yes_do_they_read_who_the_other_is_and_each_keeps_its_words(sign_in):
    ours, theirs = pair(observation="Alleen voor ons.")
    alice, carla = sign_in("alice"), sign_in("carla")
    page, beside = (reverse("signals:signal", args=[s.pk]) for s in (ours, theirs))
    assert alice.post(reverse("signals:act", args=[ours.pk, "samen"]), {"phone": PHONE}).status_code == 302
    assert "Zegt de ander ook ja" in alice.get(page).content.decode() and HINT in carla.get(beside).content.decode()
    assert known("alice", ours) == known("carla", theirs) == []
    carla.post(reverse("signals:act", args=[theirs.pk, "samen"]), {"phone": "0299 765432"})
    told, heard = alice.get(page).content.decode(), carla.get(beside).content.decode()
    assert "Carla el Idrissi" in told and "0299" in told and theirs.number not in told
    assert "Alice de Vries" in heard and "075" in heard and ours.number not in heard
    assert alice.get(beside).status_code == carla.get(page).status_code == 404
    for key in ("alice", "carla"):
        with identity.acting(make.who(key)), connection.cursor() as db:
            db.execute("select count(*) from signals_met")
            assert db.fetchone() == (1,)
        with identity.acting(identity.system(make.who(key).organisation_id, Purpose.SIGNAL)):  # the hint, and that they met
            assert ProcessingLine.objects.filter(name="signal.together").count() == 2
    give("alice", ours, "gemeente")  # each shares its own by the way that was there already
    assert carla.get(page).status_code == 200


def test_a_no_looks_like_no_answer():
    worlds = []
    for say_no in (False, True):
        point = transaction.savepoint()
        ours, theirs = pair()
        say("alice", ours)
        if say_no:
            refuse("carla", theirs)
        found = seen("alice", ours)
        with identity.acting(make.who("alice")):
            worlds.append((found.says_yes, found.is_open, found.met, Hint.objects.count(), Delivery.objects.count(),
                           sorted((c.kind, c.stopped_at is None) for c in Clock.objects.all())))
        transaction.savepoint_rollback(point)
    assert worlds[0] == worlds[1]


def test_one_may_think_again_until_both_said_yes():
    ours, theirs = pair()
    refuse("alice", ours)
    assert not say("carla", theirs)
    refuse("carla", theirs)
    assert not say("alice", ours)
    assert say("carla", theirs) and known("alice", ours) == ["gemeente"]
    with pytest.raises(WrongState):
        refuse("alice", ours)


def test_between_three_each_reads_one_hint_and_only_who_said_yes_is_known():
    ours, theirs, third = make.brought(), make.brought("carla"), make.brought("dora")
    assert compare() == 3
    say("alice", ours)
    say("dora", third)
    assert known("alice", ours) == ["anders"] and known("dora", third) == ["wonen"] and known("carla", theirs) == []
    say("carla", theirs)
    assert known("alice", ours) == ["anders", "gemeente"] and sorted(known("carla", theirs)) == ["anders", "wonen"]


def test_two_signals_of_one_other_are_one_acquaintance():
    ours, one, two = make.brought(), make.brought("carla"), make.brought("carla")
    assert compare() == 3
    for key, signal in (("carla", one), ("carla", two), ("alice", ours)):
        say(key, signal)
    assert known("alice", ours) == ["gemeente"]


@pytest.mark.proves("R10")
def test_a_hint_never_goes_unseen_and_ends_by_its_clock():
    ours, theirs = pair()
    say("carla", theirs)
    highest = 0
    for day in range(1, 22):
        with at(now() + timedelta(days=day)):
            look_at_clocks()
            with identity.acting(make.who("alice")) as by:
                asked = clocks.of(by, [ours.pk]).filter(kind="signal.together").first()
                ended = Hint.objects.get().ended_at
        highest = max(highest, asked.step if asked else 0)
        assert (asked is None) == (ended is not None)
    assert highest == Clock.Step.COORDINATOR and ended is not None
    for key, signal in (("alice", ours), ("carla", theirs)):
        with identity.acting(make.who(key)) as by:
            assert Hint.objects.get().ended_at and not clocks.of(by, [signal.pk]).filter(kind__startswith="signal.together").exists()
    with pytest.raises(WrongState):
        say("alice", ours)


def test_who_gives_the_signal_away_is_asked_nothing_any_more():
    ours, _theirs = pair()
    give("alice", ours, "anders")
    with identity.acting(make.who("alice")) as by:
        assert not clocks.of(by, [ours.pk]).filter(kind__startswith="signal.together").exists()
    with pytest.raises(Refused):
        say("alice", ours)


@pytest.mark.proves("R28")
def test_each_side_logs_what_it_learned_and_the_signal_itself_tells_nothing():
    ours, theirs = pair()
    say("alice", ours)
    say("carla", theirs)
    for key in ("alice", "carla"):
        with identity.acting(make.who(key)):
            assert {"signal.hint", "signal.together_yes", "signal.met"} <= set(Audit.objects.values_list("verb", flat=True))
            assert set(SignalStep.objects.values_list("verb", flat=True)) == {"bring"}
        with identity.acting(make.who(key).for_purpose(Purpose.HANDOVER)):
            bodies = " ".join(Delivery.objects.values_list("body", flat=True))
            assert "staat een vraag" in bodies and "andere organisatie" not in bodies and "kijken naar" not in bodies
    with identity.acting(cast.who("fg")):
        assert ProcessingLine.objects.filter(processing_activity_id__contains="signal.together").exists()


def test_what_is_wrong_is_refused():
    ours, theirs = pair()
    with pytest.raises(Invalid):
        say("alice", ours, "bel maar")
    with pytest.raises(Absent):
        say("alice", theirs)
    lonely = make.brought(house_number="99")
    for act in (say, refuse):
        with pytest.raises(WrongState):
            act("alice", lonely)
    with identity.acting(make.who("alice")) as by, pytest.raises(Refused):
        commands.together.compare(by=by)


def test_it_goes_with_the_words_of_whoever_is_erased():
    from waakvlam.rights.tests import factories as residents

    about = residents.resident()
    ours, theirs = pair(resident_id=about.pk)
    say("alice", ours)
    say("carla", theirs)
    by = make.who("alice")
    subject = erasing.Subject(by.network_id, by.organisation_id, (about.pk,), (about.household_id,))
    with identity.acting(by), erasing.as_eraser():
        found = eraser.erase(subject)
    assert found["signals_hint"] == found["signals_met"] == 1
    with identity.acting(make.who("carla")):
        assert Hint.objects.count() == Met.objects.count() == 1  # they answer for what they hold


@pytest.mark.proves("R1", "R19")
def test_at_the_term_it_goes_with_whoever_holds_the_signal_also_where_another_wrote_it_down():
    given, beside = make.given(), make.brought("dora")
    assert compare() == 2
    say("carla", given)
    say("dora", beside)
    with identity.acting(make.who("carla")) as by:
        commands.weighing.write(signal=given, text="Gebeld, geen gehoor.", by=by)
        commands.weighing.close(signal=given, outcome="helped", by=by)
    for days, left in ((182, 1), (184, 0)):
        with at(now() + timedelta(days=days)):
            sweeping.sweep(identity.system(make.who("carla").organisation_id, "privacy"))
        with identity.acting(make.who("carla")):
            assert [model.objects.count() for model in (Hint, Met, SignalNote)] == [left] * 3
