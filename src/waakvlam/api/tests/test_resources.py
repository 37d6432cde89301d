"""Directory, rounds and handovers through the API: the same queries, commands and wall as the pages."""

from datetime import timedelta
from uuid import uuid4

import pytest

from waakvlam.access import identity
from waakvlam.access.models import Audit, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.api.tests.tokens import api
from waakvlam.handovers.tests import factories
from waakvlam.kit.time import add_working_days, today
from waakvlam.outreach.tests.calls import round_of
from waakvlam.resources.tests.factories import make_service

pytestmark = pytest.mark.django_db


def ids(answer):
    assert answer.status_code == 200, answer.content
    return {row["id"] for row in answer.json()["resultaten"]}


def test_the_directory_is_read_by_partners_of_the_network():
    with identity.acting(cast.who("carla", Purpose.DIRECTORY)) as by:
        made = make_service(by, state="available", places=3)
    charlie, zed = api("charlie", Purpose.DIRECTORY), api("zed", Purpose.DIRECTORY)
    assert ids(charlie.get("/api/v1/voorzieningen?onderwerp=contact")) == {str(made.id)}
    assert ids(charlie.get("/api/v1/voorzieningen?onderwerp=groceries")) == set()
    one = charlie.get(f"/api/v1/voorzieningen/{made.id}").json()
    assert (one["ruimte"], one["plaatsen"], one["organisatieNaam"]) == ("available", 3, "Gemeente Proefstad")
    assert ids(zed.get("/api/v1/voorzieningen")) == set()
    assert zed.get(f"/api/v1/voorzieningen/{made.id}").status_code == 404
    assert charlie.get("/api/v1/buurten").status_code == 200


@pytest.mark.proves("C1", "C19")
def test_rounds_are_counts_for_the_own_coordinator_only():
    with identity.acting(cast.who("alice")) as by:
        made = round_of(by, 3)
    alice = api("alice", Purpose.CALL_ROUND)
    assert ids(alice.get("/api/v1/belacties")) == {str(made.id)}
    facts = alice.get(f"/api/v1/belacties/{made.id}/voortgang").json()
    assert facts["lijst"]["huishoudens"] + facts["vergelijkingsgroep"]["huishoudens"] == 3
    assert "Berg" not in str(facts)
    dora = api("dora", Purpose.CALL_ROUND)
    assert ids(dora.get("/api/v1/belacties")) == set()
    assert dora.get(f"/api/v1/belacties/{made.id}/voortgang").status_code == 404
    assert api("bob", Purpose.CALL_ROUND).get("/api/v1/belacties").status_code == 403


@pytest.mark.proves("C5", "R9", "R10", "R28")
def test_a_handover_is_accepted_and_brought_to_an_end_by_another_system():
    made = factories.offered()
    charlie = api("charlie", Purpose.HANDOVER)
    path = f"/api/v1/overdrachten/{made.pk}"
    assert ids(charlie.get("/api/v1/overdrachten")) == {str(made.pk)}
    assert charlie.get(path).json()["stand"] == "offered"
    assert "Ria" not in charlie.get(path).content.decode()
    day = add_working_days(today(), 2).isoformat()
    taken = charlie.post(f"{path}/aanvaarding", {"eersteContactUiterlijk": day}, "application/json")
    assert taken.status_code == 201, taken.content
    assert taken.json()["aangenomenDoor"] == "Charlie Jansen"
    assert charlie.get(f"{path}/inhoud").json()["onderdelen"]["name"].startswith("Ria")
    assert charlie.post(f"{path}/contact", {}, "application/json").status_code == 201
    ended = charlie.post(f"{path}/afronding", {"uitkomst": "helped"}, "application/json")
    assert (ended.status_code, ended.json()["stand"]) == (201, "ended")
    with identity.acting(cast.who("fg")):
        assert Audit.objects.filter(subject_id=made.pk).exists()
    with identity.acting(identity.Who(cast.NETWORK, cast.organisation("gemeente"), "municipality", "privacy_officer", "privacy")):
        assert ProcessingLine.objects.filter(name="handover.read").count() == 1


@pytest.mark.proves("C19")
@pytest.mark.parametrize("key", ["dora", "eva", "zed"])
def test_a_handover_is_not_there_for_whom_it_was_not_sent_to(key):
    path = f"/api/v1/overdrachten/{factories.offered().pk}"
    other = api(key, Purpose.HANDOVER)
    assert ids(other.get("/api/v1/overdrachten")) == set()
    for tail in ("", "/inhoud"):
        assert other.get(path + tail).status_code == 404
    day = (today() + timedelta(days=1)).isoformat()
    assert other.post(f"{path}/aanvaarding", {"eersteContactUiterlijk": day}, "application/json").status_code == 404
    assert other.get(f"/api/v1/overdrachten/{uuid4()}").status_code == 404


def test_faults_in_what_was_sent_are_named_and_nothing_moves():
    made = factories.offered()
    charlie = api("charlie", Purpose.HANDOVER)
    path = f"/api/v1/overdrachten/{made.pk}"
    wrong = charlie.post(f"{path}/afwijzing", {"reden": "zomaar", "extra": 1}, "application/json")
    assert wrong.status_code == 400
    assert {e["location"]["name"] for e in wrong.json()["errors"]} == {"reden", "extra"}
    early = charlie.post(f"{path}/afronding", {"uitkomst": "helped"}, "application/json")
    assert early.status_code == 409
    assert api("alice", Purpose.HANDOVER).post(f"{path}/afwijzing", {"reden": "capacity"}, "application/json").status_code == 403
    assert charlie.get(path).json()["stand"] == "offered"


def test_lists_cost_the_same_however_long_they_are(django_assert_max_num_queries):
    for _ in range(3):
        factories.offered()
    charlie = api("charlie", Purpose.HANDOVER)
    with django_assert_max_num_queries(20):
        assert len(ids(charlie.get("/api/v1/overdrachten"))) == 3


@pytest.mark.proves("C15", "R30")
def test_figures_of_neighbourhoods_are_for_readers_of_insight():
    from waakvlam.insight import commands
    from waakvlam.insight.tests import factories as counted

    counted.area("BU99010101", "Duinbuurt")
    counted.homes("wonen", "BU99010101", 30, spoken=2)
    with identity.acting(cast.who("alice", Purpose.INSIGHT)) as by:
        commands.refresh(by=by)
    found = api("board", Purpose.INSIGHT).get("/api/v1/buurtcijfers").json()
    row = next(r for r in found["resultaten"] if r["code"] == "BU99010101")
    assert row["woningen"] == 30
    assert row["gesproken"] is None, "two is too few to show"
    assert api("charlie", Purpose.HANDOVER).get("/api/v1/buurtcijfers").status_code == 403
