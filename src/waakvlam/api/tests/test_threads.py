"""What systems do with signals that belong together, with words that did not go along, and with looking back."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.api.tests.tokens import api
from waakvlam.signals.models import Passing, Signal
from waakvlam.signals.tests import beside
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R9")]
WHY = "Het gas stond open en niemand deed open."


def at(signal: Signal, part: str) -> str:
    return f"/api/v1/werksignalen/{signal.pk}/{part}"


def send(client: Client, url: str, **body: Any) -> Any:
    return client.post(url, body, content_type="application/json")


def numbers(client: Client, url: str) -> list[str]:
    answer = client.get(url)
    assert make.WORDS not in answer.content.decode()
    return [row["nummer"] for row in answer.json()["resultaten"]]


def test_what_belongs_together_is_listed_joined_and_taken_apart():
    first, second, client = make.brought(), make.brought(), api("alice", Purpose.SIGNAL)
    assert numbers(client, at(second, "gelijkende")) == [first.number]
    answer = send(client, at(second, "samenvoeging"), signaal=str(first.pk))
    assert (answer.status_code, answer.json()["keerErbij"]) == (201, 1)
    assert numbers(client, at(second, "samengevoegde")) == [first.number] and numbers(client, at(second, "gelijkende")) == []
    answer = send(client, at(first, "losmaking"))
    assert (answer.status_code, answer.json()["stand"]) == (201, "new")
    assert send(client, at(first, "losmaking")).status_code == 409
    assert send(client, at(second, "samenvoeging"), signaal=str(UUID(int=1))).status_code == 404
    lonely = make.brought(house_number="99")
    assert send(client, at(second, "samenvoeging"), signaal=str(lonely.pk)).status_code == 400


@pytest.mark.proves("R11")
def test_words_are_asked_for_and_released_or_refused():
    for released in (True, False):
        signal, alice, carla = make.given(basis="unknown", words=""), api("alice", Purpose.SIGNAL), api("carla", Purpose.SIGNAL)
        assert carla.get(at(signal, "woordvraag")).json() == {"gevraagd": False, "doorOns": False, "uiterlijk": None}
        assert send(carla, at(signal, "woordvraag")).json()["doorOns"] is True
        assert alice.get(at(signal, "woordvraag")).json()["gevraagd"] is True and alice.get(at(signal, "woordvraag")).json()["doorOns"] is False
        assert send(alice, at(signal, "woordvraag")).status_code == 403 and carla.get(at(signal, "verhaal")).status_code == 404
        if released:
            assert send(alice, at(signal, "woordvrijgave"), grond="unknown", woorden="zomaar").status_code == 400
            answer = send(alice, at(signal, "woordvrijgave"), grond="agrees", woorden="Zij zei: dat mag.")
        else:
            answer = send(alice, at(signal, "woordweigering"), reden="not_wanted")
        assert answer.status_code == 201 and answer.json()["gevraagd"] is False
        assert carla.get(at(signal, "verhaal")).status_code == (200 if released else 404)
        assert send(alice, at(signal, "woordweigering"), reden="not_wanted").status_code == 409
        assert send(carla, at(signal, "woordweigering"), reden="not_wanted").status_code == 403


@pytest.mark.proves("R27")
def test_somebody_else_looks_back_on_what_had_to_be():
    make.given(basis="necessary", words=WHY)
    client, of_another = api("alice", Purpose.SIGNAL), api("carla", Purpose.SIGNAL)
    [row] = client.get("/api/v1/terugblikken").json()["resultaten"]
    assert row["waarom"] == WHY and row["zelfTeDoen"] is False and of_another.get("/api/v1/terugblikken").json()["resultaten"] == []
    judged = {"nodig": True, "tekst": "Er deed echt niemand open."}
    assert send(client, f"/api/v1/terugblikken/{row['id']}/oordeel", **judged).status_code == 403
    assert send(of_another, f"/api/v1/terugblikken/{row['id']}/oordeel", **judged).status_code == 404
    with identity.acting(make.who("alice")):
        Passing.objects.update(person_id=cast.who("bob").person_id)
    assert client.get("/api/v1/terugblikken").json()["resultaten"][0]["zelfTeDoen"] is True
    assert send(client, f"/api/v1/terugblikken/{row['id']}/oordeel", nodig=True, tekst="ja").status_code == 400
    assert send(client, f"/api/v1/terugblikken/{row['id']}/oordeel", **judged).status_code == 204
    assert client.get("/api/v1/terugblikken").json()["resultaten"] == []


def test_looking_together_is_answered_blind():
    ours, theirs = beside.pair()
    lonely, alice, carla = make.brought(house_number="99"), api("alice", Purpose.SIGNAL), api("carla", Purpose.SIGNAL)
    assert alice.get(at(lonely, "samen")).json() == {"ookElders": False, "antwoord": "", "vervalt": None, "open": False, "kennissen": []}
    assert alice.get(at(ours, "samen")).json()["ookElders"] is True
    assert send(alice, at(ours, "samen"), antwoord="ja").status_code == 400
    assert send(alice, at(ours, "samen"), antwoord="ja", telefoon=beside.PHONE).json()["kennissen"] == []
    assert send(carla, at(theirs, "samen"), antwoord="nee").json()["antwoord"] == "nee"
    assert alice.get(at(ours, "samen")).json()["kennissen"] == []
    [known] = send(carla, at(theirs, "samen"), antwoord="ja", telefoon="0299 765432").json()["kennissen"]
    assert known["naam"] == "Alice de Vries" and known["organisatie"] == str(cast.organisation("wonen"))
    assert [k["telefoon"] for k in alice.get(at(ours, "samen")).json()["kennissen"]] == ["0299 765432"]
    assert send(alice, at(lonely, "samen"), antwoord="nee").status_code == 409


@pytest.mark.parametrize("part", ["gelijkende", "samengevoegde", "woordvraag", "samen"])
def test_another_organisation_reads_none_of_it(part):
    ours = make.brought()
    assert api("carla", Purpose.SIGNAL).get(at(ours, part)).status_code == 404
    assert api("bob", Purpose.SIGNAL).get(at(ours, part)).status_code == 403


@pytest.mark.parametrize(("part", "body"), [
    ("samenvoeging", {"signaal": str(UUID(int=1))}), ("losmaking", {}), ("woordvraag", {}), ("woordvrijgave", {"grond": "agrees", "woorden": "Dat mag."}),
    ("woordweigering", {"reden": "other"}), ("samen", {"antwoord": "nee"})], ids=lambda x: x if isinstance(x, str) else "given")
def test_another_organisation_does_none_of_it(part, body):
    ours = make.brought()
    assert send(api("carla", Purpose.SIGNAL), at(ours, part), **body).status_code == 404
    assert send(api("bob", Purpose.SIGNAL), at(ours, part), **body).status_code == 403
