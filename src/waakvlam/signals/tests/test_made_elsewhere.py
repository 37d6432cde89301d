"""A handover or a debt track that follows from a signal begins filled in, is made once, and says how it ended."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from waakvlam.access import clocks, identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.arrears import commands as arrears
from waakvlam.arrears.models import Track
from waakvlam.handovers import commands as handovers
from waakvlam.handovers.tests import factories as handed
from waakvlam.kit.errors import Absent, Invalid, Refused
from waakvlam.kit.time import today
from waakvlam.signals import commands, homes, queries
from waakvlam.signals.commands import making
from waakvlam.signals.makes import MAKES
from waakvlam.signals.models import Signal, State
from waakvlam.signals.models.states import Follow, FollowState
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.making import followed, handed_about, home, now_of

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "C5")]


def test_a_handover_begins_with_home_and_topic_and_is_sent_once():
    there = home()
    _made, follow = followed("handover")
    first, second = (handed_about(follow, there) for _n in range(2))
    assert first.pk == second.pk == now_of(follow).made_id and now_of(follow).made_state == "offered"


@pytest.mark.proves("R9")
@pytest.mark.parametrize(("given", "words", "note"), [
    ({"about": "self", "basis": "self"}, True, False), ({"basis": "agrees"}, False, True), ({"basis": "knows"}, False, False),
    ({"basis": "unknown"}, False, False)])
def test_the_letter_starts_with_the_words_only_where_the_residents_side_lets_them_go(given, words, note):
    home()
    _made, follow = followed("handover", **given)
    with identity.acting(handed.who("alice")) as by:
        start = making.begin_letter(by, follow.pk)
    assert (start.words == make.WORDS, start.note == make.WORDS) == (words, note)


def test_how_the_handover_ends_is_how_what_followed_ended(sign_in):
    there = home()
    made, follow = followed("handover")
    sent = handed_about(follow, there)
    page = sign_in("alice").get(reverse("handovers:handover", args=[sent.pk])).content.decode()
    assert made.number in page and reverse("signals:signal", args=[made.pk]) in page
    theirs = sign_in("charlie").get(reverse("handovers:handover", args=[sent.pk])).content.decode()
    assert made.number not in theirs
    handed.act("charlie", handovers.decline, sent, reason="capacity")
    assert (now_of(follow).state, now_of(follow).made_state) == (FollowState.FAILED, "declined")
    with identity.acting(make.who("alice")) as by:
        assert queries.page(by, made.pk).clock.kind == "signal.act"


def test_a_letter_begins_only_from_ones_own_signal():
    home()
    _made, follow = followed("handover")
    for key in ("charlie", "dora", "vera", "roer"):
        with identity.acting(handed.who(key)) as by, pytest.raises((Absent, Refused)):
            making.begin_letter(by, follow.pk)
    _other, call = followed("call")
    with identity.acting(handed.who("alice")) as by, pytest.raises(Absent):
        making.begin_letter(by, call.pk)


@pytest.mark.proves("C13")
def test_a_debt_track_is_opened_for_the_home_once_and_ends_what_followed(sign_in):
    there = home()
    made, follow = followed("debt", topic="money")
    client = sign_in("alice")
    at = client.get(reverse("signals:make", args=[made.pk, follow.pk]))
    assert at.status_code == 302 and str(there.pk) in at["Location"] and str(follow.made_id) in at["Location"]
    given = {"id": str(follow.made_id), "amount_cents": "683,12", "since": (today() - timedelta(days=40)).isoformat()}
    for _n in range(2):
        client.post(at["Location"], given)
    with identity.acting(cast.who("alice", Purpose.DEBT)) as by:
        track = Track.objects.get(household_id=there.pk)
        assert track.pk == follow.made_id and make.WORDS not in str(list(track.steps.values()))
        assert now_of(follow).made_state == "late"
        arrears.tracks.end(track=track, outcome="paid", by=by)
    assert now_of(follow).state == FollowState.DONE


@pytest.mark.proves("C13")
def test_a_track_that_runs_is_the_one_that_follows(sign_in):
    there = home()
    with identity.acting(cast.who("alice", Purpose.DEBT)) as by:
        track = arrears.tracks.open_track(household_id=there.pk, amount_cents=600_00, since=today() - timedelta(days=40), by=by)
    made, follow = followed("debt", topic="money")
    client, at = sign_in("alice"), reverse("signals:make", args=[made.pk, follow.pk])
    assert "loopt al een huurachterstand" in client.get(at).content.decode()
    client.post(at)
    assert (now_of(follow).made_id, now_of(follow).made_state) == (track.pk, "late")
    assert client.get(at)["Location"] == reverse("arrears:track", args=[track.pk])
    assert made.number in client.get(reverse("arrears:track", args=[track.pk])).content.decode()


@pytest.mark.parametrize("kind", ["call", "handover", "debt"])
def test_a_home_that_our_register_does_not_know_is_said_in_words(sign_in, kind):
    made, follow = followed(kind)
    page = sign_in("alice").get(reverse("signals:make", args=[made.pk, follow.pk]))
    assert page.status_code == 200 and "eigen register" in page.content.decode()


@pytest.mark.parametrize("kind", sorted(set(Follow.values) - set(MAKES)))
def test_what_no_module_makes_keeps_an_owner_and_a_clock_until_somebody_says_what_came_of_it(sign_in, kind):
    made, follow = followed(kind)
    assert sign_in("alice").get(reverse("signals:make", args=[made.pk, follow.pk])).status_code == 404
    with identity.acting(make.who("alice")) as by:
        clock = clocks.of(by, [made.pk]).get()
        assert (clock.kind, clock.person_id) == ("signal.do", by.person_id)
        with pytest.raises(Invalid):
            commands.weighing.close(signal=made, outcome="helped", by=by)
        commands.following.finish(follow_id=follow.pk, by=by)
        assert clocks.of(by, [made.pk]).get().kind == "signal.act"


def test_without_words_nobody_is_looked_up():
    home()
    given = make.given(basis="unknown", street="Dorpsstraat", house_number="1234", postcode="1500AA")
    with identity.acting(make.who("carla")) as by:
        assert homes.of(by, Signal.objects.get(pk=given.pk), MAKES["handover"]) is None


def test_a_signal_that_ended_stays_ended_when_what_was_made_comes_back():
    there = home()
    made, follow = followed("handover")
    sent = handed_about(follow, there)
    handed.act("charlie", handovers.accept, sent, first_contact_by=today() + timedelta(days=1))
    handed.act("charlie", handovers.make_contact, sent)
    handed.act("charlie", handovers.end, sent, outcome="helped")
    assert now_of(follow).state == FollowState.DONE
    with identity.acting(make.who("alice")) as by:
        commands.weighing.close(signal=made, outcome="helped", by=by)
        with pytest.raises(Absent):
            making.follow_track(follow_id=UUID(int=1), by=by)
    with identity.acting(identity.system(cast.organisation("wonen"), Purpose.SIGNAL)):
        making.hear("handover", sent.pk, cast.organisation("wonen"), "under_way")
    assert now_of(follow).state == FollowState.DONE and now_of(follow).signal.state == State.CLOSED
