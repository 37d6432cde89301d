"""Zoeken finds what a page would show, and Uitleg reads the handbook as text."""

import pytest
from django.test import Client

from waakvlam.access import audit
from waakvlam.access.identity import acting
from waakvlam.access.models import ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.tests import factories as register
from waakvlam.resources.tests import factories
from waakvlam.web import handbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def soup():
    with acting(cast.who("vera", Purpose.DIRECTORY)) as vera:
        return factories.make_service(vera, name="Soep op dinsdag")


def found(client: Client, words: str, **headers: str) -> str:
    return client.get("/zoeken/", {"q": words}, headers=headers).content.decode()


def test_a_few_letters_find_a_service(soup, sign_in):
    page = found(sign_in("charlie"), "soep din")
    assert f"/sociale-kaart/{soup.pk}/" in page


@pytest.mark.proves("R2")
def test_who_may_not_act_for_that_purpose_finds_nothing(soup, sign_in):
    assert "Niets gevonden" in found(sign_in("fg"), "soep")
    assert "Niets gevonden" in found(sign_in("zed"), "soep"), "another network"


def test_one_letter_lists_nobody(soup, sign_in):
    page = found(sign_in("charlie"), "s")
    assert "Typ nog een letter" in page
    assert str(soup.pk) not in page


@pytest.mark.proves("R2", "R28")
def test_people_are_found_by_a_few_letters_and_only_who_is_shown_is_logged(sign_in):
    resident = register.resident("alice", "Ria")
    register.resident("alice", "Bertus")
    words = resident.sort_name
    page = found(sign_in("alice"), words)
    assert f"/register/huishoudens/{resident.household_id}/" in page
    with acting(cast.who("fg", Purpose.PRIVACY)):
        logged = list(ProcessingLine.objects.filter(name="people.search").values_list("data_subject_id", flat=True))
    pseudonym = audit.pseudonym(cast.NETWORK, resident.pk)
    assert [bytes(line) for line in logged] == [pseudonym]
    for other in ("bob", "charlie", "dora", "zed"):
        assert str(resident.household_id) not in found(sign_in(other), words), other


def test_actions_are_found_by_their_name(sign_in):
    page = found(sign_in("charlie"), "anders werken")
    assert 'href="/wissel/"' in page


def test_what_is_typed_is_shown_as_text(sign_in):
    page = found(sign_in("charlie"), '"><script>alert(1)</script>')
    assert "<script>alert" not in page


def test_typing_on_gets_only_the_part_that_changes(soup, sign_in):
    part = found(sign_in("charlie"), "soep", **{"HX-Request": "true"})
    assert "Soep op dinsdag" in part
    assert "<html" not in part


def test_the_handbook_is_text_not_markup(tmp_path):
    (tmp_path / "bellen.md").write_text(
        "# Bellen\n\nEén **mens**\ntegelijk. Neem de tijd.\n\n<script>alert(1)</script>\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n[verder](overdragen.md) [erg](javascript:alert(1))\n"
    )
    (tmp_path / "index.md").write_text("# Begin hier\n\nLees dit eerst.\n")
    assert [c.title for c in handbook.chapters(tmp_path)] == ["Begin hier", "Bellen"]
    assert handbook.chapters(tmp_path)[1].lead == "Eén mens tegelijk."
    text = handbook.rendered("bellen", tmp_path)
    assert "<h1" not in text
    assert "<script" not in text
    assert 'href="javascript' not in text
    assert 'href="/uitleg/overdragen/"' in text
    assert '<table class="utrecht-table">' in text


def test_only_chapters_can_be_read():
    assert Client().get("/uitleg/").status_code == 200
    for slug in ("bestaat-niet", "..%2f..%2fREADME"):
        assert Client().get(f"/uitleg/{slug}/").status_code == 404
