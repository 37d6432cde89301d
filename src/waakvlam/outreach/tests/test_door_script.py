"""The script at a door on the web: a question that not everybody hears says after which answer it comes."""

import re

import pytest
from django.urls import reverse

from waakvlam.access.identity import acting
from waakvlam.access.tests import cast

from .factories import script
from .visits import ALICE, BOB, looked, round_on_foot, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "R8")]


@pytest.fixture
def sheet():
    """Of a round with the script that comes with Waakvlam."""
    with acting(cast.who("alice")) as by:
        version = script(by)
    with acting(ALICE):
        return sheet_of(ALICE, round_on_foot(script_version=version), BOB.person_id)


def test_without_scripts_all_questions_stand_there_each_with_the_answer_it_follows_on(sign_in, sheet):
    here = looked(sheet).stops[0]
    page = " ".join(sign_in("bob").get(reverse("outreach:door", args=[sheet.pk, here.entry_id])).text.split())
    steps = dict(re.findall(r'data-asked="(\w+)" data-next="(\w*)"', page))
    assert list(steps)[:3] == ["welcome", "how", "what"] and steps["how"] == "contact" and steps["what"] == "contact"
    assert re.search(r'value="badly" data-next="what"', page) and 'value="well" data-next' not in page
    only = re.findall(r"Als het antwoord “(.*?)” is op: (.*?)</p>", page)
    assert only == [("Niet goed", "Hoe gaat het met u?"), ("Bijna nooit", "Spreekt u andere mensen, zoals familie, vrienden of buren?"),
                    ("Ja", "Wonen er schoolgaande kinderen bij u?")]


def test_answers_stand_there_again_when_something_else_was_wrong(sign_in, sheet):
    bob, url = sign_in("bob"), reverse("outreach:door", args=[sheet.pk, looked(sheet).stops[0].entry_id])
    given = {"id": str(bob.get(url).context["id"]), "seen": "0.", "outcome": "come_back", "next_at": "gisteren", "answer-how": "badly",
             "answer-what": "De lift is stuk"}
    page = bob.post(url, given).text
    assert 'value="badly" checked' in page and 'value="De lift is stuk"' in page and 'value="well" checked' not in page
