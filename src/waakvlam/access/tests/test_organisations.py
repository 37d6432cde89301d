"""Where others reach an organisation: it says so itself, and it stands on what residents read."""

import pytest

from waakvlam.access import identity
from waakvlam.access.models import Audit, Organisation
from waakvlam.access.tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "C19")]


def address(slug: str) -> str:
    return f"/beheer/organisaties/{cast.organisation(slug)}/"


def reached(slug: str) -> tuple[str, str]:
    with identity.acting(cast.who("admin")):
        found = Organisation.objects.get(pk=cast.organisation(slug))
    return found.phone, found.email


def test_its_administrator_says_where_it_is_reached_and_the_act_is_kept(sign_in):
    client = sign_in("admin")
    assert client.post(address("wonen"), {"phone": "088 123 45 67", "email": "balie@wonen.example.org"}).status_code == 302
    assert reached("wonen") == ("+31881234567", "balie@wonen.example.org")
    assert 'value="088 123 45 67"' in client.get(address("wonen")).content.decode()
    assert "088 123 45 67" in client.get("/beheer/organisaties/").content.decode()
    with identity.acting(cast.who("fg")):
        assert Audit.objects.get(verb="organisation.change").detail["fields"] == ["email", "phone"]


@pytest.mark.parametrize("given", [{"phone": "12"}, {"phone": "bel mij"}, {"email": "geen adres"}])
def test_what_is_no_number_or_address_is_refused_and_stays_typed(sign_in, given):
    before = reached("wonen")
    answer = sign_in("admin").post(address("wonen"), given)
    assert answer.status_code == 400 and next(iter(given.values())) in answer.content.decode()
    assert reached("wonen") == before


def test_nobody_leads_the_mail_of_another_organisation_astray(sign_in):
    before, client = reached("gemeente"), sign_in("admin")
    page = client.get(address("gemeente")).content.decode()
    assert "houdt zelf bij" in page and "<input" not in page.split("<main")[1]
    assert client.post(address("gemeente"), {"phone": "088 123 45 67", "email": "x@elders.example.org"}).status_code == 403
    assert reached("gemeente") == before


def test_for_a_partner_without_accounts_somebody_else_may(sign_in):
    assert sign_in("admin").post(address("voedsel"), {"phone": "088 765 43 21"}).status_code == 302
    assert reached("voedsel")[0] == "+31887654321"


@pytest.mark.proves("C19", "R9")
@pytest.mark.parametrize(("whose", "changes"), [("gemeente", 0), ("voedsel", 1), ("wonen", 1)], ids=["another", "without accounts", "own"])
def test_the_wall_holds_for_the_row_as_the_command_does(whose, changes):
    with identity.acting(cast.who("admin")):
        assert Organisation.objects.filter(pk=cast.organisation(whose)).update(email="x@elders.example.org") == changes


def test_one_of_another_network_is_not_there(sign_in):
    assert sign_in("admin").get(address("ver")).status_code == 404
