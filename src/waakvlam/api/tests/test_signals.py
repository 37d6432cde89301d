"""Signals from other systems: handed over exactly once, answered with how far it is and nothing else."""

from uuid import uuid4

import pytest

from waakvlam.access import identity
from waakvlam.access.words import Purpose
from waakvlam.api.tests.tokens import api
from waakvlam.signals import commands
from waakvlam.signals.models import Signal
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3")]
WORRY = {"soort": "worry", "over": "person", "watDeBewonerWeet": "unknown", "waarneming": "De post ligt achter de deur.",
         "waar": "Duinroos 14, 1503 AB"}


def given(**more) -> dict[str, object]:
    return {"id": str(uuid4()), **WORRY, **more}


def test_a_signal_is_handed_over_exactly_once_and_followed_by_its_id():
    alice, body = api("alice", Purpose.SIGNAL), given(melder={"soort": "neighbour", "naam": "Bep Buur"})
    first, again = (alice.post("/api/v1/signalen", body, content_type="application/json") for _n in range(2))
    assert (first.status_code, again.status_code) == (201, 200) and first.json() == again.json()
    assert first.json()["stand"] == "received" and len(first.json()["code"]) == 11
    with identity.acting(make.who("alice")) as by:
        commands.weighing.take(signal=Signal.objects.get(), by=by)
    followed = alice.get(f"/api/v1/signalen/{body['id']}").json()
    assert (followed["nummer"], followed["stand"], followed["code"]) == (first.json()["nummer"], "seen", None)


@pytest.mark.proves("R11")
def test_nobody_follows_what_another_organisation_handed_over():
    body = given()
    api("alice", Purpose.SIGNAL).post("/api/v1/signalen", body, content_type="application/json")
    assert api("carla", Purpose.SIGNAL).get(f"/api/v1/signalen/{body['id']}").status_code == 404
    assert api("carla", Purpose.SIGNAL).post("/api/v1/signalen", body, content_type="application/json").status_code == 201


@pytest.mark.parametrize("wrong", [{"soort": "x"}, {"waarneming": ""}, {"id": "x"}, {"onbekend": 1}, {"waarneming": "Zij is dement."}],
                         ids=["kind", "empty", "id", "unknown", "words"])
def test_what_is_wrong_is_a_problem_with_its_field(wrong):
    answer = api("alice", Purpose.SIGNAL).post("/api/v1/signalen", given(**wrong), content_type="application/json")
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json" and answer.json()["errors"]


def test_a_key_for_another_purpose_brings_nothing():
    assert api("alice", Purpose.HANDOVER).post("/api/v1/signalen", given(), content_type="application/json").status_code == 403
