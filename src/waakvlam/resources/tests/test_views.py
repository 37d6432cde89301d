"""The directory through its pages: find, read, keep; and who may not."""

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.resources import queries
from waakvlam.resources.models import Service

from .factories import make_service

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "C12")]


@pytest.fixture
def coffee():
    with acting(cast.who("carla", Purpose.DIRECTORY)) as by:
        return make_service(by, "available", 12)


def given(**changes):
    return {"name": "Soep op dinsdag", "topics": ["contact", "groceries"], "norm_days": "2", **changes}


def test_everybody_with_the_purpose_finds_it_by_word_and_topic(sign_in, coffee):
    for key in ("alice", "charlie", "eva", "frank", "vera", "board"):
        page = sign_in(key).get("/sociale-kaart/", {"text": "koffie", "topic": "contact"}).content.decode()
        assert "Samen koffie" in page, key
        assert "12 plekken" in page
    assert "Samen koffie" not in sign_in("alice").get("/sociale-kaart/", {"topic": "money"}).content.decode()


def test_nothing_found_says_what_to_do(sign_in, coffee):
    page = sign_in("alice").get("/sociale-kaart/", {"text": "zwemmen"}).content.decode()
    assert "Niets gevonden" in page
    assert "Toon alles" in page


def test_a_caller_has_no_business_here(sign_in, coffee):
    assert sign_in("bob").get("/sociale-kaart/").status_code == 403


def test_another_network_gets_404_where_ours_gets_200(sign_in, coffee):
    assert sign_in("alice").get(f"/sociale-kaart/{coffee.id}/").status_code == 200
    assert sign_in("zed").get(f"/sociale-kaart/{coffee.id}/").status_code == 404


def test_only_its_own_organisation_is_offered_and_may_use_the_form(sign_in, coffee):
    assert "Plek doorgeven" in sign_in("carla").get(f"/sociale-kaart/{coffee.id}/").content.decode()
    assert "Plek doorgeven" not in sign_in("eva").get(f"/sociale-kaart/{coffee.id}/").content.decode()
    assert sign_in("eva").post(f"/sociale-kaart/{coffee.id}/ruimte/", {"state": "full"}).status_code == 403
    assert sign_in("carla").post(f"/sociale-kaart/{coffee.id}/ruimte/", {"state": "full"}).status_code == 302
    assert "vol" in sign_in("eva").get(f"/sociale-kaart/{coffee.id}/").content.decode()


def test_a_wrong_number_of_places_comes_back_with_what_was_typed(sign_in, coffee):
    answer = sign_in("carla").post(f"/sociale-kaart/{coffee.id}/ruimte/", {"state": "waiting", "places": "-3"})
    assert answer.status_code == 422
    assert 'value="-3"' in answer.content.decode()


def test_a_service_is_added_changed_and_stopped(sign_in):
    client = sign_in("carla")
    assert client.post("/sociale-kaart/nieuw/", given()).status_code == 302
    with acting(cast.who("carla", Purpose.DIRECTORY)) as who:
        made = queries.services(who).get()
    assert (made.topics, made.norm_days) == (["contact", "groceries"], 2)
    assert client.get(f"/sociale-kaart/{made.id}/gegevens/").status_code == 200
    assert client.post(f"/sociale-kaart/{made.id}/gegevens/", given(name="Soep op woensdag")).status_code == 302
    assert "Soep op woensdag" in client.get("/sociale-kaart/").content.decode()
    assert client.post(f"/sociale-kaart/{made.id}/einde/").status_code == 302
    client.get("/sociale-kaart/")  # the toast that says so
    assert "Soep op woensdag" not in client.get("/sociale-kaart/").content.decode()


def test_a_name_that_is_taken_is_told_at_the_name(sign_in, coffee):
    answer = sign_in("carla").post("/sociale-kaart/nieuw/", given(name="Samen koffie"))
    assert answer.status_code == 422
    assert "al een dienst met deze naam" in answer.content.decode()


def test_a_service_without_topic_is_refused(sign_in):
    assert sign_in("carla").post("/sociale-kaart/nieuw/", {"name": "X", "norm_days": "2"}).status_code == 422
    with acting(cast.who("carla", Purpose.DIRECTORY)):
        assert not Service.objects.exists()


def test_the_list_costs_the_same_however_long_it_is(sign_in, coffee, django_assert_max_num_queries):
    client = sign_in("alice")
    client.get("/sociale-kaart/")
    with acting(cast.who("carla", Purpose.DIRECTORY)) as by:
        for number in range(30):
            make_service(by, "full", name=f"Dienst {number}")
    with django_assert_max_num_queries(20):
        client.get("/sociale-kaart/")


def test_the_search_finds_services_by_name_and_organisation(coffee):
    with acting(cast.who("eva", Purpose.DIRECTORY)) as who:
        assert [h.title for h in queries.search(who, "gemeente koffie")] == ["Samen koffie"]
        assert queries.search(who, "zwembad") == []
