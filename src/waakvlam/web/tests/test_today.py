"""Vandaag: each role sees what waits for it, most urgent first, and nothing of others."""

from datetime import timedelta

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.tests import factories
from waakvlam.kit.time import at, now
from waakvlam.outreach.tests import calls

pytestmark = pytest.mark.django_db


def vandaag(client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.proves("C5")
def test_a_receiver_sees_what_waits_for_them_and_strangers_do_not(sign_in):
    handover = factories.offered()
    page = vandaag(sign_in("charlie"))
    assert f"/overdrachten/{handover.pk}/" in page
    assert "Neem aan of zeg nee" in page
    for other in ("eva", "dora", "zed", "board"):
        assert str(handover.pk) not in vandaag(sign_in(other)), other


@pytest.mark.proves("C14", "R10")
def test_what_went_silent_stands_above_all_else_for_the_senders_coordinator(sign_in):
    handover = factories.offered()
    with acting(cast.who("alice", Purpose.CALL_ROUND)) as alice:
        calls.round_of(alice)
    with acting(cast.who("alice", Purpose.HANDOVER)):
        Clock.objects.filter(subject_id=handover.pk).update(
            due_at=now() - timedelta(days=9), step=Clock.Step.COORDINATOR
        )
    page = vandaag(sign_in("alice"))
    silent, rounds = page.index("<h2>Stil gevallen"), page.index("<h2>Belacties")
    assert silent < rounds
    assert f"/overdrachten/{handover.pk}/" in page[silent:rounds]
    assert "9 dagen te laat" in page[silent:rounds]


@pytest.mark.proves("C1")
def test_a_caller_sees_the_rounds_to_call_in_and_one_button(sign_in):
    with acting(cast.who("alice", Purpose.CALL_ROUND)) as alice:
        round = calls.round_of(alice)
    page = vandaag(sign_in("bob"))
    assert f"/belacties/{round.pk}/bellen/" in page
    assert str(round.pk) not in vandaag(sign_in("dora")), "another housing association"


@pytest.mark.proves("C15")
def test_a_board_member_sees_no_person(sign_in):
    factories.offered()
    page = vandaag(sign_in("board"))
    assert "Waar we weinig mensen spraken" in page
    assert "/overdrachten/" not in page


def test_everybody_has_a_start(sign_in):
    for key in cast.PEOPLE:
        page = vandaag(sign_in(key))
        assert 'aria-current="page"' in page, key
        assert page.count("<h1>") == 1, key


@pytest.mark.parametrize(("hour", "words"), [(8, "Goedemorgen"), (13, "Goedemiddag"), (20, "Goedenavond")])
def test_the_greeting_knows_the_hour_in_the_netherlands(sign_in, hour, words):
    with at(now().replace(month=1, hour=hour - 1, minute=30)):
        assert f"{words}, Alice" in vandaag(sign_in("alice"))


def test_the_frame_and_vandaag_cost_few_queries(sign_in, django_assert_max_num_queries):
    for _ in range(5):
        factories.offered()
    client = sign_in("charlie")
    vandaag(client)
    with django_assert_max_num_queries(60):
        vandaag(client)
