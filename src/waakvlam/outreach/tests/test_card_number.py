"""A card that nobody can ring back on is noticed before it is printed."""

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Organisation
from waakvlam.access.tests import cast
from waakvlam.outreach.tests.visits import ALICE, round_on_foot

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2")]
MISSING = "Er staat nog geen telefoonnummer op de kaart."


def test_the_number_of_the_organisation_stands_on_the_card_and_without_one_the_page_says_so(sign_in):
    with acting(ALICE) as by:
        page = f"/belacties/{round_on_foot(by, 1).pk}/kaart/"
    client = sign_in("alice")
    for phone, missing in (("", True), ("+31881234567", False)):
        with acting(cast.who("admin")):
            Organisation.objects.filter(pk=cast.organisation("wonen")).update(phone=phone)
        shown = client.get(page).content.decode()
        assert ((MISSING in shown), ("088\u00a0123\u00a045\u00a067" in shown)) == (missing, not missing)
