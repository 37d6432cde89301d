"""Phones: taken into use, told that they are gone, opened for a day, and seen by whom they concern."""

import base64
import gzip
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from waakvlam.access.identity import acting
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.field import commands, queries
from waakvlam.field.models import Device
from waakvlam.kit.time import now
from waakvlam.outreach.tests.visits import ALICE

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "C19")]


def wipe(client, device):
    return client.post(f"/veld/toestellen/{device['id']}/wissen/")


def test_a_phone_gets_its_part_of_the_key_only_for_its_own_person(phone):
    bob = phone()
    told = bob.post("toestel/deel/", {}).json()
    assert told["share"] == bob.device["share"] and len(base64.b64decode(told["share"])) == 32
    bea = phone("bea")
    bea.device = bob.device
    assert bea.post("toestel/deel/", {}).status_code == 401


def test_the_database_holds_neither_secret_nor_part_in_the_clear(phone):
    bob = phone()
    with acting(cast.who("bob", "visit_round")):
        kept = Device.objects.get()
    raw = bytes(kept.sealed) + bytes(kept.token)
    assert base64.b64decode(bob.device["share"]) not in raw and bob.device["token"].encode() not in raw


@pytest.mark.parametrize("by", ["bob", "alice"])
def test_a_wiped_phone_hears_it_in_every_answer_and_never_opens_again(phone, sheet, sign_in, by):
    bob = phone()
    assert wipe(sign_in(by), bob.device).status_code == 302
    for answer in (bob.get("begin/"), bob.post("toestel/deel/", {}), bob.get(f"bladen/{sheet.pk}/"), bob.send(), bob.get("leeft/")):
        assert answer.json() == {"device": "gone"}
    with acting(ALICE):
        assert bytes(Device.objects.get().sealed) == b""


@pytest.mark.parametrize("key", ["bea", "dora", "zed"])
def test_nobody_else_wipes_a_phone(phone, sign_in, key):
    bob = phone()
    assert wipe(sign_in(key), bob.device).status_code in (403, 404)
    assert bob.get("begin/").status_code == 200


def test_a_phone_without_a_session_still_hears_that_it_was_wiped(phone, sign_in, client):
    bob = phone()
    ask = {"headers": bob.headers}
    assert client.get("/veld/leeft/", **ask).json() == {"device": "stands"}
    wipe(sign_in("alice"), bob.device)
    assert client.get("/veld/leeft/", **ask).json() == {"device": "gone"}
    assert client.get("/veld/leeft/").json() == {"device": "gone"}


def test_the_phone_of_somebody_who_left_is_gone(phone, client):
    bob = phone()
    with acting(cast.who("admin")):
        Membership.objects.filter(pk=cast.membership("bob")).update(since=now() - timedelta(days=9), until=now() - timedelta(days=1))
    assert bob.get("begin/").status_code == 302  # no session opens for him any more
    assert client.get("/veld/leeft/", headers=bob.headers).json() == {"device": "gone"}


def test_a_phone_that_gave_no_sign_for_a_fortnight_is_gone(phone, client):
    bob = phone()
    with acting(ALICE):
        Device.objects.update(expires_at=now() - timedelta(minutes=1))
    assert client.get("/veld/leeft/", headers=bob.headers).json() == {"device": "gone"}
    assert bob.post("toestel/deel/", {}).json() == {"device": "gone"}


def test_a_guessed_secret_is_counted_per_address(client):
    for _ in range(60):
        client.get("/veld/leeft/", headers={"X-Toestel": "x.geraden"})
    assert client.get("/veld/leeft/", headers={"X-Toestel": "x.geraden"}).status_code == 429


def test_what_was_wiped_cannot_be_filled_again(phone):
    bob = phone()
    with acting(cast.who("bob", "visit_round")) as by:
        commands.wipe(device_id=bob.device["id"], by=by)
        with pytest.raises(IntegrityError), transaction.atomic():
            Device.objects.update(sealed=b"again")


def test_acts_need_the_token_of_the_session(phone, sheet):
    bob = phone()
    bob.client.handler.enforce_csrf_checks = True
    assert bob.send().status_code == 403
    token = bob.get("begin/").json()["csrf"]
    answer = bob.client.post("/veld/opdrachten/", json.dumps({"now": 0, "commands": []}), content_type="application/json",
                             headers={**bob.headers, "X-CSRFToken": token})
    assert answer.status_code == 200


def test_one_sees_the_own_phones_and_who_plans_sees_all(phone, sign_in):
    phone(), phone("bea")
    assert sign_in("bob").get("/mijn/toestellen/").content.decode().count("wv-row__title") == 1
    page = sign_in("alice").get("/veld/toestellen/").content.decode()
    assert "Bob van den Berg" in page and "Bea Yılmaz" in page
    with acting(cast.who("bob", "visit_round")):
        assert Device.objects.count() == 1  # the wall itself


def test_the_lists_of_phones_ask_one_query(phone, django_assert_num_queries):
    for key in ("bob", "bea", "bob"):
        phone(key)
    with acting(ALICE) as by, django_assert_num_queries(1):
        assert len(queries.listed(by)) == 3


@pytest.mark.proves("R34", "R28")
def test_a_sheet_for_a_phone_is_small_and_logged(phone, sheet):
    bob = phone()
    answer = bob.client.get(f"/veld/bladen/{sheet.pk}/", headers={**bob.headers, "Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip" and answer["Cache-Control"] == "no-store"
    told = json.loads(gzip.decompress(answer.content))
    assert len(told["stops"]) == 3 and told["outcomes"][0]["key"] == "spoken"
    assert not {"joint", "marker", "household_id"} & set(told["stops"][0])
    with connection.cursor() as db, acting(cast.who("fg", "privacy")):
        db.execute("select count(distinct data_subject_id) from access_processingline where name = 'outreach.visit'")
        assert db.fetchone() == (3,)


def test_the_pages_of_the_app_hold_nobody(sign_in, client):
    for path in ("/veld/", "/veld/sw.js", "/veld/app.webmanifest"):
        mine, nobodys = sign_in("bob").get(path), client.get(path)
        assert mine.content == nobodys.content
        assert "Bob" not in mine.content.decode()
