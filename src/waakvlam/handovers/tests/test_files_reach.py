"""Who opens a photo or document that went with a letter, and until when."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers import commands, queries
from waakvlam.handovers.tests import factories as make
from waakvlam.handovers.tests.test_composing import about, address, filled, service  # noqa: F401  fixtures
from waakvlam.handovers.tests.test_files import url
from waakvlam.handovers.tests.test_links import partner_link, resident_link
from waakvlam.kit.errors import Absent
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C5", "C19")]


def test_it_comes_as_a_download_that_can_do_nothing(sign_in):
    sent = make.enclosed()
    answer = sign_in("charlie").get(url(sent))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'attachment; filename="kraan.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "allow-" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.proves("R2")
@pytest.mark.parametrize(("key", "status"), [
    ("alice", 200), ("charlie", 200), ("carla", 200), ("dora", 404), ("eva", 404), ("frank", 404), ("zed", 404), ("roer", 404),
    ("kees", 404), ("bob", 403), ("admin", 403), ("fg", 403)])
def test_who_is_in_reach_opens_it_and_nobody_else(sign_in, key, status):
    assert sign_in(key).get(url(make.enclosed())).status_code == status


def test_without_signing_in_there_is_nothing(client):
    assert client.get(url(make.enclosed())).status_code == 302
    assert client.get(reverse("handovers:file", args=[uuid7()])).status_code == 302


def test_by_raw_sql_it_is_seen_by_both_sides_and_by_nobody_else():
    sent = make.enclosed()
    seen = set()
    for key in cast.PEOPLE:
        for purpose in Purpose:
            with identity.acting(cast.who(key, purpose)), connection.cursor() as db:
                db.execute("select count(*) from handovers_enclosure where id = %s", [sent.pk])
                if db.fetchone()[0]:
                    seen.add((key, str(purpose)))
    assert seen == {(key, "handover") for key in cast.PEOPLE
                    if cast.PEOPLE[key][1] in ("wonen", "gemeente") and cast.PEOPLE[key][2] != "steward"}


def test_a_file_of_a_letter_that_is_being_written_is_its_writers_alone(sign_in):
    kept = make.draft("charlie")
    assert sign_in("charlie").get(url(kept)).status_code == 200
    for key in ("carla", "alice", "dora", "zed", "roer"):
        assert sign_in(key).get(url(kept)).status_code == 404, key


@pytest.mark.proves("R9")
def test_a_withdrawn_permission_closes_it_at_once(sign_in):
    sent = make.enclosed()
    charlie, alice = sign_in("charlie"), sign_in("alice")
    assert charlie.get(url(sent)).status_code == 200
    make.act("alice", commands.withdraw_permission, sent.handover, how="phone")
    assert charlie.get(url(sent)).status_code == 404
    assert alice.get(url(sent)).status_code == 200, "their own copy"
    assert "kraan.jpg" not in charlie.get(reverse("handovers:handover", args=[sent.handover_id])).content.decode()


def test_a_permission_that_ran_out_closes_it_by_itself():
    sent = make.enclosed()
    with at(now() + timedelta(days=120)), identity.acting(make.who("charlie")), pytest.raises(Absent):
        queries.file(make.who("charlie"), sent.pk)


def test_a_receiver_without_account_opens_it_with_the_link_and_nothing_else():
    sent = make.enclosed(to="voedsel")
    other = make.enclosed(to="gemeente")
    link = partner_link(sent.handover)
    page = Client().get(link).content.decode()
    assert f"?bijlage={sent.pk}" in page
    answer = Client().get(f"{link}?bijlage={sent.pk}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="kraan.jpg"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    for wrong in (other.pk, uuid7(), "x"):
        assert Client().get(f"{link}?bijlage={wrong}").status_code == 404
    make.act("alice", commands.withdraw_permission, sent.handover, how="phone")
    assert Client().get(f"{link}?bijlage={sent.pk}").status_code == 404


@pytest.mark.proves("R29")
def test_the_resident_sees_by_name_what_went_and_may_open_it():
    sent = make.enclosed()
    link = resident_link(sent.handover)
    page = Client().get(link).content.decode()
    assert page.count("kraan.jpg") >= 2, "among what was sent, and to open"
    assert Client().get(f"{link}?bijlage={sent.pk}").status_code == 200
