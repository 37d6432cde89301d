"""Signals from other systems: handed over exactly once, answered with how far it is and nothing else."""

from uuid import uuid4

import pytest

from waakvlam.access import identity
from waakvlam.access.models import Audit, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.api.tests.tokens import api
from waakvlam.kit.errors import Invalid
from waakvlam.signals import commands
from waakvlam.signals.models import Signal, SignalContent
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


def test_many_are_handed_over_at_once_and_what_is_wrong_with_one_leaves_the_others():
    alice, bodies = api("alice", Purpose.SIGNAL), [given(), given(waarneming="Zij is dement."), given(), given(waarneming="x")]
    first, again = (alice.post("/api/v1/signaalreeksen", {"signalen": [*bodies, bodies[0]]}, content_type="application/json").json()
                    for _n in range(2))
    assert [one["id"] for one in first["resultaten"]] == [one["id"] for one in [*bodies, bodies[0]]]
    assert [one["isNieuw"] for one in first["resultaten"]] == [True, False, True, False, False] and first["nietBinnen"] == 2
    words, short = (first["resultaten"][n]["probleem"] for n in (1, 3))
    assert (words["status"], words["errors"][0]["location"]["name"], short["errors"][0]["location"]["name"]) == (400, "words_kept", "observation")
    assert not any(one["isNieuw"] for one in again["resultaten"])
    assert [one["melding"] for one in again["resultaten"]] == [one["melding"] for one in first["resultaten"]]
    with identity.acting(make.who("alice")):
        assert Signal.objects.count() == 2
    one = alice.get(f"/api/v1/signalen/{bodies[2]['id']}").json()
    assert one["nummer"] == first["resultaten"][2]["melding"]["nummer"]


def test_a_row_that_fails_halfway_is_undone_and_the_next_is_kept(monkeypatch):
    """Its words do not come in where anything about it fails: also when half of it was written."""
    def fails(made, telling, by):
        Signal.objects.first()  # sends what waits
        if telling.observation.startswith("Stuk"):
            raise Invalid("signal", "stuk", field="x")
    monkeypatch.setattr("waakvlam.signals.commands.taking_in._tell_of_nuisance", fails)
    answer = api("alice", Purpose.SIGNAL).post("/api/v1/signaalreeksen", {
        "signalen": [given(waarneming="Stuk is het."), given(), given()]}, content_type="application/json").json()
    assert [one["isNieuw"] for one in answer["resultaten"]] == [False, True, True]
    with identity.acting(make.who("alice")):
        assert Signal.objects.count() == 2 and not SignalContent.objects.filter(observation__startswith="Stuk").exists()
    with identity.acting(cast.who("fg", Purpose.PRIVACY)):
        acts = set(Audit.objects.filter(verb="signal.bring").values_list("pk", flat=True))
        lines = list(ProcessingLine.objects.filter(name="signal.bring").values_list("audit_id", flat=True))
        assert len(acts) == 2 and len(lines) == 2 and set(lines) <= acts, "nothing in the log of what was undone"


@pytest.mark.parametrize("many", [0, 101])
def test_a_series_is_not_empty_and_has_an_end(many):
    answer = api("alice", Purpose.SIGNAL).post("/api/v1/signaalreeksen", {"signalen": [given()] * many}, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["errors"][0]["location"]["name"] == "signalen"


@pytest.mark.parametrize("purpose", [Purpose.HANDOVER])
def test_a_series_with_a_key_for_something_else_brings_nothing(purpose):
    assert api("alice", purpose).post("/api/v1/signaalreeksen", {"signalen": [given()]}, content_type="application/json").status_code == 403


def test_a_key_for_another_purpose_brings_nothing():
    assert api("alice", Purpose.HANDOVER).post("/api/v1/signalen", given(), content_type="application/json").status_code == 403
