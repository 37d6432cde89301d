"""The board and the page of one signal, over HTTP, as those who weigh, bring or direct see them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from waakvlam.signals.models import Basis
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4")]


def address(signal, slug: str = "") -> str:
    return reverse("signals:act", args=[signal.pk, slug]) if slug else reverse("signals:signal", args=[signal.pk])


def test_the_board_shows_what_lies_with_us_within_its_queries(sign_in):
    client = sign_in("alice")
    client.get("/signalen/")  # whatever is read once per process is read
    for n in range(3):
        make.brought(observation=f"Dit is signaal {n}.")
    with CaptureQueriesContext(connection, ) as few:
        assert b"Dit is signaal 2." in client.get("/signalen/").content
    for n in range(9):
        make.taken(observation=f"Nog een, {n}.")
    with CaptureQueriesContext(connection) as many:
        client.get("/signalen/")
    assert len(few) == len(many)


@pytest.mark.parametrize(("asked", "there"), [
    ("", True), ("staat=new", True), ("staat=closed", False), ("soort=worry", True), ("soort=nuisance", False), ("onderwerp=contact", True),
    ("onderwerp=money", False), ("urgentie=normal", True), ("urgentie=danger", False), ("van=mij", False), ("buurt=BU09990101", True),
    ("buurt=BU09990102", False), ("staat=onzin", True)])
def test_filters_stand_in_the_address(sign_in, asked, there):
    make.brought()
    page = sign_in("alice").get(f"/signalen/?{asked}")
    assert (make.WORDS in page.content.decode()) is there


def test_taking_is_one_press_and_can_be_undone(sign_in):
    made, client = make.brought(), sign_in("alice")
    page = client.post(address(made, "behandeling"), follow=True).content.decode()
    assert address(made, "teruglegging") in page and "Afspreken wat er volgt" in page
    page = client.post(address(made, "teruglegging"), follow=True).content.decode()
    assert "Ik pak dit op" in page


def test_what_was_typed_stays_where_something_is_wrong(sign_in):
    made, client = make.taken(), sign_in("alice")
    answer = client.post(address(made, "doorgave"), {"to": "", "reason": "capacity", "basis": "agrees", "words": "Zij zei: dat mag best."})
    assert answer.status_code == 400 and "Zij zei: dat mag best." in answer.content.decode()


@pytest.mark.proves("R9")
def test_given_on_without_the_residents_side_the_words_stay(sign_in):
    made, client = make.taken(), sign_in("alice")
    to = next(value for value, name in make.receivers("alice") if name == "Gemeente Proefstad")
    client.post(address(made, "doorgave"), {"to": to, "reason": "better_way_in", "basis": Basis.UNKNOWN})
    page = sign_in("carla").get(address(made)).content.decode()
    assert make.WORDS not in page and "Vragen of de woorden mee mogen" in page
    assert "Doorgegeven" in sign_in("alice").get("/signalen/gegeven/").content.decode()


@pytest.mark.proves("R11")
@pytest.mark.parametrize("key", ["bob", "vera"])
def test_whoever_only_brings_signals_in_sees_no_board_and_no_page(sign_in, key):
    made, client = make.brought("bob"), sign_in(key)
    assert client.get("/signalen/").status_code == 403
    assert client.get(address(made)).status_code == 403
    seen = client.get("/signalen/gemeld/").content.decode()
    assert (made.number in seen) is (key == "bob") and make.WORDS not in seen


def test_the_helmsman_reads_no_words(sign_in):
    made = make.brought()
    client = sign_in("roer")
    assert client.get(address(made)).status_code == 404
    assert client.get("/signalen/").status_code == 200


def test_paper_and_file_hold_what_they_should(sign_in):
    made, client = make.brought(), sign_in("alice")
    assert make.WORDS in client.get(reverse("signals:print", args=[made.pk])).content.decode()
    answer = client.get("/signalen/lijst.xlsx")
    assert answer.status_code == 200 and make.WORDS.encode() not in answer.content


def test_a_follow_up_is_done_and_then_it_closes(sign_in):
    made, client = make.taken(), sign_in("alice")
    client.post(address(made, "vervolg"), {"kind": "call", "due_on": make.soon()})
    page = client.get(address(made)).content.decode()
    done = reverse("signals:follow", args=[made.pk, make.follow_of(made), "gedaan"])
    assert done in page
    assert client.post(done).status_code == 302
    page = client.post(address(made, "afsluiting"), {"outcome": "helped"}, follow=True).content.decode()
    assert "er is hulp" in page
