"""Who takes what, where, and in which order they are offered."""

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.resources import queries

from .factories import make_service

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "C12")]


@pytest.fixture
def directory():
    with acting(cast.who("carla", Purpose.DIRECTORY)) as by:
        make_service(by, "full", name="Vol", norm_days=1)
        make_service(by, "available", 3, name="Traag met plek", norm_days=9)
        make_service(by, "available", name="Snel met plek", norm_days=2)
        make_service(by, "waiting", name="Wacht", topics=("contact", "money"))
        make_service(by, "available", name="Alleen in Oost", areas=("WK990103",))
        make_service(by, "available", name="Alleen in de buurt", areas=("BU99010102",), norm_days=1)


def names(found):
    return [c.service for c in found]


def test_room_goes_before_speed_and_full_comes_last(directory):
    with acting(cast.who("alice")) as who:
        assert names(queries.offers_for(who, "contact")) == ["Snel met plek", "Traag met plek", "Wacht", "Vol"]


def test_a_neighbourhood_brings_what_serves_it_or_its_district(directory):
    with acting(cast.who("alice")) as who:
        assert names(queries.offers_for(who, "contact", "BU99010102"))[0] == "Alleen in de buurt"
        assert "Alleen in Oost" in names(queries.offers_for(who, "contact", "BU99010301"))
        assert "Alleen in Oost" not in names(queries.offers_for(who, "contact", "BU99010102"))


def test_a_candidate_says_all_a_sender_must_know(directory):
    with acting(cast.who("alice")) as who:
        found = queries.offers_for(who, "contact")[1]
        assert (found.organisation, found.state, found.places, found.norm_days) == ("Gemeente Proefstad", "available", 3, 9)
        assert found.said_at is not None


def test_another_network_sees_nothing_of_it(directory):
    with acting(cast.who("zed")) as who:
        assert queries.offers_for(who, "contact") == []
        assert not queries.directory(who).items


def test_offers_cost_two_queries_however_many_there_are(directory, django_assert_num_queries):
    with acting(cast.who("alice")) as who, django_assert_num_queries(2):
        queries.offers_for(who, "contact")


@pytest.mark.parametrize(("filters", "expected"), [
    ({"text": "oost"}, {"Alleen in Oost"}),
    ({"topic": "money"}, {"Wacht"}),
    ({"state": "full"}, {"Vol"}),
    ({"area": "WK990103", "state": "available"}, {"Alleen in Oost", "Snel met plek", "Traag met plek"}),
])
def test_the_directory_filters(directory, filters, expected):
    with acting(cast.who("alice")) as who:
        assert {s.name for s in queries.directory(who, **filters)} == expected


def test_the_summary_counts_capacity_without_anybody(directory):
    with acting(cast.who("board")) as who:
        assert queries.summary(who, ["money"]) == {"money": {"waiting": 1}}
        assert queries.summary(who)["contact"] == {"full": 1, "available": 4, "waiting": 1}
