"""Signals for systems of those who weigh them: the list with its filters and cursor, one, its words, and searching."""

import pytest

from waakvlam.access import identity
from waakvlam.access.models import ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.api.tests.tokens import api
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4")]
LIST = "/api/v1/werksignalen"


def test_the_list_holds_what_lies_with_us_page_by_page_and_no_words():
    made = [make.brought().number for _n in range(45)]
    make.given()
    client, seen, after = api("alice", Purpose.SIGNAL), [], ""
    for _n in range(2):
        answer = client.get(LIST, {"na": after})
        assert make.WORDS not in answer.content.decode()
        seen += [row["nummer"] for row in answer.json()["resultaten"]]
        after = answer.json()["volgende"]
    assert sorted(seen) == sorted(made) and after is None
    assert len(client.get(LIST, {"doorgegeven": "true"}).json()["resultaten"]) == 1


@pytest.mark.parametrize(("asked", "there"), [
    ({"stand": "new"}, 1), ({"stand": "closed"}, 0), ({"soort": "worry"}, 1), ({"soort": "home"}, 0), ({"onderwerp": "contact"}, 1),
    ({"urgentie": "danger"}, 0), ({"buurt": "BU09990101"}, 1), ({"buurt": "BU09990102"}, 0)], ids=str)
def test_the_list_is_narrowed(asked, there):
    make.brought()
    assert len(api("alice", Purpose.SIGNAL).get(LIST, asked).json()["resultaten"]) == there


def test_what_is_no_state_is_a_problem():
    answer = api("alice", Purpose.SIGNAL).get(LIST, {"stand": "onzin"})
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"


@pytest.mark.proves("R28")
def test_the_words_are_a_resource_of_their_own_and_each_reading_is_logged():
    def lines() -> int:
        with identity.acting(cast.who("fg")):
            return ProcessingLine.objects.filter(processing_activity_id__contains="signal.").count()

    made = make.brought()
    client, before = api("alice", Purpose.SIGNAL), lines()
    assert client.get(f"{LIST}/{made.pk}").json()["nummer"] == made.number and lines() == before
    assert client.get(LIST).status_code == 200 and lines() == before
    assert client.get(f"{LIST}/{made.pk}/verhaal").json()["waarneming"] == make.WORDS and lines() == before + 1


@pytest.mark.proves("R9", "R11")
def test_another_organisation_gets_nothing_and_a_receiver_without_words_no_words():
    ours, given = make.brought(), make.given(basis="unknown")
    carla = api("carla", Purpose.SIGNAL)
    for path in ("", "/verhaal"):
        assert carla.get(f"{LIST}/{ours.pk}{path}").status_code == 404
    assert carla.get(f"{LIST}/{given.pk}").status_code == 200 and carla.get(f"{LIST}/{given.pk}/verhaal").status_code == 404
    assert api("alice", Purpose.HANDOVER).get(LIST).status_code == 403


def test_words_and_addresses_are_searched():
    made = make.brought()
    for words, there in (("gordijnen", 1), ("duinroos 14", 1), ("schimmel", 0)):
        found = api("alice", Purpose.SIGNAL).get(f"{LIST}/gevonden", {"zoek": words}).json()["resultaten"]
        assert [row["nummer"] for row in found] == [made.number] * there
    assert api("carla", Purpose.SIGNAL).get(f"{LIST}/gevonden", {"zoek": "gordijnen"}).json()["resultaten"] == []
    assert api("bob", Purpose.SIGNAL).get(f"{LIST}/gevonden", {"zoek": "gordijnen"}).status_code == 403
