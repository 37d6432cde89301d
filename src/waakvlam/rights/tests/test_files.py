"""The receipt and its downloads name the photos and documents that were sent, and who looked at them."""

import pytest
from django.urls import reverse

from waakvlam.handovers.tests import factories as handed
from waakvlam.kit.ids import uuid7
from waakvlam.rights.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R29")]


def test_files_stand_by_name_on_the_receipt_and_in_what_one_takes_along(sign_in):
    about, letter = factories.resident(), uuid7()
    kept = handed.draft(letter_id=letter, about=about, name="lekkage keuken.jpg")
    handed.offered(about_resident=about, id=letter)
    assert sign_in("charlie").get(reverse("handovers:file", args=[kept.pk])).status_code == 200
    client = factories.entered(about)
    assert "lekkage keuken.jpg" in client.get(reverse("rights:sent", args=[letter])).content.decode()
    [sent] = client.get(reverse("rights:everything_json")).json()["sent"]
    assert {"label": "foto's en documenten", "text": "lekkage keuken.jpg"} in sent["parts"]
    assert "bekeek een foto of document" in client.get("/mijn/").content.decode()
