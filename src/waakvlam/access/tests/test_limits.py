"""Limits: whoever knocks too often waits; nobody else does; what was refused counts."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from waakvlam.access import limits
from waakvlam.access.limits import Limit, TooMany
from waakvlam.access.views.links import GUESSING
from waakvlam.kit.time import at, now

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]
THREE = Limit("test", most=3, seconds=60)


def used_up(limit: Limit, key: str) -> bool:
    try:
        limits.check(limit, key)
    except TooMany:
        return True
    return False


def test_after_its_number_one_key_waits_and_another_does_not():
    for _ in range(3):
        limits.allow(THREE, "one")
    assert used_up(THREE, "one")
    assert not used_up(THREE, "another")
    assert not used_up(Limit("other", 3, 60), "one")


def test_the_window_slides_and_ends():
    start = now()
    with at(start):
        for _ in range(3):
            limits.allow(THREE, "one")
    with at(start + timedelta(seconds=65)):
        assert not used_up(THREE, "one"), "part of the window before has passed"
        limits.allow(THREE, "one")
        assert used_up(THREE, "one"), "but most of it still counts"
    with at(start + timedelta(minutes=4)):
        assert not used_up(THREE, "one")
        assert limits.forget() == 1


def test_guessing_links_is_refused_with_a_plain_sentence_and_a_time_to_wait():
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    for _ in range(GUESSING.most):
        assert guesser.get("/l/geen-bestaand-geheim/").status_code == 404
    refused = guesser.get("/l/geen-bestaand-geheim/")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= GUESSING.seconds
    assert "te vaak geprobeerd" in refused.content.decode()


def test_a_burst_from_one_address_stops_no_other_address():
    for _ in range(GUESSING.most + 5):
        Client(REMOTE_ADDR="192.0.2.1").get("/l/geen-bestaand-geheim/")
    assert Client(REMOTE_ADDR="192.0.2.2").get("/l/geen-bestaand-geheim/").status_code == 404


def test_behind_a_proxy_the_address_is_what_the_proxy_saw_and_not_what_the_visitor_claims(settings, rf):
    request = rf.get("/", headers={"X-Forwarded-For": "10.0.0.1, 192.0.2.7"}, REMOTE_ADDR="127.0.0.1")
    settings.PROXIES = 0
    assert limits.address(request) == "127.0.0.1"
    settings.PROXIES = 1
    assert limits.address(request) == "192.0.2.7"
    six = rf.get("/", REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
    assert limits.address(six) == "2001:db8:1:2::/64"


def test_only_hashes_are_kept_and_no_role_reads_them():
    limits.allow(THREE, "192.0.2.1")
    assert b"192.0.2.1" not in THREE.hashed("192.0.2.1")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as db:
        db.execute("select * from access_counter")
