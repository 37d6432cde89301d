"""A budget coach for new tenants: once, never to who refuses contact; and what the network agreed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.arrears import commands
from waakvlam.arrears.models import CoachOffer, DebtTerms
from waakvlam.arrears.tests import factories as make
from waakvlam.handovers.tests.factories import resident
from waakvlam.kit.errors import WrongState
from waakvlam.kit.time import today
from waakvlam.people.models import Household

pytestmark = pytest.mark.django_db


def tenant(name: str, days: int = 20, **facts) -> Household:
    home = resident(name=name)
    with identity.acting(make.who("alice")):
        Household.objects.filter(pk=home.household_id).update(tenancy_start=today() - timedelta(days=days), **facts)
        return Household.objects.get(pk=home.household_id)


@pytest.mark.proves("C13")
def test_new_tenants_are_offered_a_coach_once_and_their_answer_is_kept(sign_in):
    client, home = sign_in("alice"), tenant("Nieuw")
    tenant("Oud", days=900)
    page = client.get(reverse("arrears:new_tenants")).content.decode()
    assert "Nieuw van der Berg" in page and "Oud van der Berg" not in page
    assert client.post(reverse("arrears:offer", args=[home.pk]), {"how": "phone"}).status_code == 302
    assert "Nieuw van der Berg" not in client.get(reverse("arrears:new_tenants")).content.decode()
    with identity.acting(make.who("alice")):
        offer = CoachOffer.objects.get()
    client.post(reverse("arrears:answer", args=[offer.pk]), {"outcome": "accepted"})
    assert "ja, graag" in client.get(reverse("arrears:given")).content.decode()
    assert client.post(reverse("arrears:offer", args=[home.pk]), {"how": "phone"}).status_code == 409


@pytest.mark.proves("C13", "R7")
def test_who_wants_no_contact_is_never_asked(sign_in):
    home = tenant("Stil", do_not_call=True)
    assert "Stil van der Berg" not in sign_in("alice").get(reverse("arrears:new_tenants")).content.decode()
    with identity.acting(make.who("alice")) as by, pytest.raises(WrongState):
        commands.coaching.offer(household_id=home.pk, how="letter", by=by)


@pytest.mark.proves("R24")
def test_terms_are_said_by_an_administrator_with_their_source_and_only_followed(sign_in):
    given = {"desk": str(make.cast.organisation("gemeente")), "desk_days": 15, "accept_days": 3, "contact_days": 5, "feedback_days": 20,
             "from_on": today().isoformat(), "source": "prestatieafspraken 2026"}
    client = sign_in("ada")
    assert client.post(reverse("arrears:terms"), given | {"source": ""}).status_code == 400
    assert client.post(reverse("arrears:terms"), given | {"from_on": "2020-01-01"}).status_code == 400
    assert client.post(reverse("arrears:terms"), given).status_code == 302
    assert sign_in("alice").get(reverse("arrears:terms")).status_code == 403
    with identity.acting(make.who("alice")) as by:
        assert commands.terms.needed(by).desk_days == 15
        assert not DebtTerms.objects.filter(source__contains="2026").exclude(desk_days=15).exists()
