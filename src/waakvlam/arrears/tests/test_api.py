"""The municipality's own system takes up an early-debt signal; nobody else's finds it."""

import pytest

from waakvlam.access.words import Purpose
from waakvlam.api.tests.tokens import api
from waakvlam.arrears.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C13", "R11", "R17")]


def test_a_signal_is_taken_up_by_another_system_and_only_the_outcome_goes_back():
    sent = make.signal()
    theirs, path = api("charlie", Purpose.DEBT), f"/api/v1/vroegsignalen/{sent.pk}"
    listed = theirs.get("/api/v1/vroegsignalen").content.decode()
    assert str(sent.pk) in listed and "Berg" not in listed and "68312" not in listed
    assert theirs.get(f"{path}/gegevens").json()["bedragInCenten"] == make.RENT
    assert theirs.post(f"{path}/aanneming", {}, "application/json").json()["aangenomenDoor"] == "Charlie Jansen"
    assert theirs.post(f"{path}/contact", {}, "application/json").status_code == 201
    assert theirs.post(f"{path}/hulp", {}, "application/json").json()["stand"] == "helping"
    assert theirs.post(f"{path}/afronding", {"uitkomst": "helped"}, "application/json").json()["uitkomst"] == "helped"
    assert theirs.get(f"{path}/gegevens").status_code == 404


def test_no_key_of_another_purpose_or_organisation_opens_it():
    sent = make.signal()
    path = f"/api/v1/vroegsignalen/{sent.pk}"
    assert api("dora", Purpose.DEBT).get(path).status_code == 404
    assert api("charlie", Purpose.HANDOVER).get(path).status_code == 403
    assert api("alice", Purpose.DEBT).post(f"{path}/afwijzing", {"reden": "other"}, "application/json").status_code == 403
