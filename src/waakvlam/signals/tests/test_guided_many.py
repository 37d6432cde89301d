"""A list of guided homes as a provider really has one: pasted from a sheet, long, and searched (docs/adr/0021)."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from waakvlam.access import identity
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import today
from waakvlam.signals import commands, queries
from waakvlam.signals.models import GuidedHome
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.guided import ADDRESS, listed

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R22")]
LIST, MANY = "/signalen/begeleid/", "/signalen/begeleid/meer/"


def _pasted(client: Client, addresses: str, **given: Any) -> HttpResponse:
    return client.post(MANY, {"addresses": addresses, "guide_id": str(make.who("eva").person_id)} | given)


def test_many_homes_at_once_as_pasted_from_a_sheet(sign_in):
    """What cannot be read stays in the field; the rest stands on the list, each home once."""
    listed("Dorpsstraat 2a, 1500AA")
    client = sign_in("eva")
    pasted = "Dorpsstraat\t1\t1500 AA\tZaandam\r\n\r\nergens <in> de buurt\r\nDorpsstraat 2 A, 1500 AA\r\nDorpsstraat 1, 1500AA\r\nDorpsstraat 3\r\n"
    answer = _pasted(client, pasted, from_on=str(today() + timedelta(days=3)))
    page = answer.content.decode()
    assert answer.status_code == 400 and "In deze 2 regels" in page and "2 woningen staan op jullie lijst" in page
    assert "Niet alles staat op de lijst." in page and "nog niet bewaard" not in page
    assert "ergens &lt;in&gt; de buurt\nDorpsstraat 3</textarea>" in page and "Zaandam" not in page
    with identity.acting(make.who("eva")):
        assert [(home.address, home.from_on) for home in GuidedHome.objects.order_by("house_number")] == [
            ("Dorpsstraat 1", today() + timedelta(days=3)), ("Dorpsstraat 2a", today())]
    assert _pasted(client, "Dorpsstraat 3, 1500AA").status_code == 302
    assert "1 woning staat op jullie lijst" in client.get(LIST).content.decode()


def test_too_many_lines_or_a_guide_who_may_not_hear_are_refused_whole(sign_in):
    client = sign_in("eva")
    lines = "\n".join(f"Dorpsstraat {number}, 1500AA" for number in range(1, 302))
    answer = _pasted(client, lines)
    assert answer.status_code == 400 and "301 regels" in answer.content.decode() and "Dorpsstraat 301, 1500AA" in answer.content.decode()
    assert _pasted(client, ADDRESS, guide_id=str(make.who("alice").person_id)).status_code == 400
    with identity.acting(make.who("eva")) as by:
        assert not GuidedHome.objects.exists()
        with pytest.raises(Invalid):
            commands.guided.add_many(lines=[ADDRESS], guide_id=make.who("alice").person_id, by=by)


def test_many_homes_cost_as_many_questions_as_one(sign_in, django_assert_max_num_queries):
    client = sign_in("eva")
    client.get(MANY)
    for most in (1, 300):
        with django_assert_max_num_queries(24):
            assert _pasted(client, "\n".join(f"Dorpsstraat {number}, 1500AA" for number in range(most))).status_code == 302


def test_a_long_list_is_searched_by_address_and_colleague(sign_in, monkeypatch):
    client = sign_in("eva")
    for address in ("Dorpsstraat 1, 1500AA", "Kerkplein 12, 1501 BB Zaandam", "Kerkplein 2, 1501BB"):
        listed(address)

    def shown(words):
        page = client.get(LIST, {"q": words}).content.decode()
        return [address for address in ("Dorpsstraat 1<", "Kerkplein 12<", "Kerkplein 2<") if address in page]
    assert shown("") == shown("eva") == ["Dorpsstraat 1<", "Kerkplein 12<", "Kerkplein 2<"]
    assert shown("kerk 1") == shown("zaandam") == shown("kerkplein 12, 1501 bb") == ["Kerkplein 12<"]
    assert shown("1500 aa") == ["Dorpsstraat 1<"] and shown("alice") == []
    assert "Geen woning gevonden" in client.get(LIST, {"q": "alice"}).content.decode()
    monkeypatch.setattr(queries.guided, "MOST", 2)
    assert shown("kerk") == ["Kerkplein 12<", "Kerkplein 2<"] and "Er zijn er meer" not in client.get(LIST, {"q": "kerk"}).content.decode()
    assert shown("") == ["Dorpsstraat 1<", "Kerkplein 12<"] and "Er zijn er meer" in client.get(LIST).content.decode()


@pytest.mark.parametrize("key", ["alice", "dora", "carla", "frank", "roer", "vera", "fg"])
def test_nobody_else_pastes(sign_in, key):
    client = sign_in(key)
    assert client.get(MANY).status_code == _pasted(client, ADDRESS).status_code == 403
