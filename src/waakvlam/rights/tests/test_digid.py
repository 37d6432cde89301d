"""A sign-in of DigiD's kind: a port with a switch; only the organisation's own mapping says who it is."""

import pytest
from django.test import Client

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.rights import codes, digid
from waakvlam.rights.models import KnownSubject
from waakvlam.rights.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]


class Sign:
    """A provider as an installation would bring it: a class with two methods."""

    organisation = "wonen"

    def begin(self, request) -> str:
        return "https://inloggen.example.org/authorize?scope=openid"

    def finish(self, request) -> digid.Proved:
        return digid.Proved(cast.organisation(self.organisation), request.GET["sub"])


class Elsewhere(Sign):
    organisation = "anders"


@pytest.fixture
def known(settings):
    settings.RESIDENT_SIGN_IN = f"{__name__}.Sign"
    about = factories.resident()
    with identity.acting(factories.desk()) as by:
        KnownSubject.objects.create(network_id=by.network_id, organisation_id=by.organisation_id,
                                    sub_hash=codes.keyed("sub", "abc-123"), resident_id=about.pk)
    return about


def test_who_the_organisation_knows_by_this_name_comes_in(known):
    client = Client()
    assert client.get("/mijn/digid/")["Location"].startswith("https://inloggen.example.org/")
    assert client.get("/mijn/digid/terug/?sub=abc-123").status_code == 302
    assert "Dit is voor Ria van der Berg" in client.get("/mijn/").content.decode()


def test_who_it_does_not_know_does_not(known):
    client = Client()
    assert "code uit uw brief" in client.get("/mijn/digid/terug/?sub=abc-124").content.decode()
    assert "waakvlam_mijn" not in client.cookies


def test_a_name_at_another_organisations_door_is_nobody(known, settings):
    settings.RESIDENT_SIGN_IN = f"{__name__}.Elsewhere"
    client = Client()
    assert "code uit uw brief" in client.get("/mijn/digid/terug/?sub=abc-123").content.decode()
    assert "waakvlam_mijn" not in client.cookies
