"""A version that a person chose at /veld/versies/ is what the round's page and report count, and they say what waits."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.outreach import queries
from waakvlam.outreach.commands import visits
from waakvlam.outreach.tests.visits import ALICE, BEA, BOB, looked, ring, round_on_foot, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2")]
WAITS = "zijn er nog twee verslagen"


@pytest.fixture
def sheet():
    with acting(ALICE):
        return sheet_of(ALICE, round_on_foot(), BOB.person_id, BEA.person_id)


def contest(sheet, first, second):
    """Two reports of the first door, of which the second waits for somebody to choose."""
    door = looked(sheet).stops[0]
    ring(sheet, door, first, BOB)
    with pytest.raises(visits.VisitConflict) as raised:
        ring(sheet, door, second, BEA)
    return raised.value.other


def told(sheet):
    """(reached, waits, (attempts, reached) that count) as the round's page and report have it."""
    who = cast.who("alice", "call_round")
    with acting(who):
        found = queries.progress(who, sheet.round)
    return found.listed.reached, found.contested, (sum(d.made for d in found.days), sum(d.reached for d in found.days))


def report(client, sheet):
    pages = PdfReader(BytesIO(client.get(reverse("outreach:round_report", args=[sheet.round_id])).content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(("first", "second", "before", "after"), [
    ("not_home", "spoken", (0, 1, (1, 0)), (1, 0, (1, 1))), ("spoken", "not_home", (1, 1, (1, 1)), (0, 0, (1, 0)))])
def test_what_was_chosen_shows_in_the_rounds_report(sign_in, sheet, first, second, before, after):
    other, alice = contest(sheet, first, second), sign_in("alice")
    page = reverse("outreach:round", args=[sheet.round_id])
    assert told(sheet) == before and WAITS in report(alice, sheet)
    assert reverse("outreach:round_reports", args=[sheet.round_id]) in alice.get(page).text
    assert sign_in("bob").post(reverse("field:choice", args=[other.pk]), {"stands": other.pk}).status_code == 302
    assert told(sheet) == after and WAITS not in report(alice, sheet)
    assert reverse("outreach:round_reports", args=[sheet.round_id]) not in alice.get(page).text


def test_it_shows_also_where_somebody_rang_once_more_before_it_was_chosen(sign_in, sheet):
    other = contest(sheet, "not_home", "spoken")
    ring(sheet, looked(sheet).stops[0], "not_home", BOB)
    sign_in("bob").post(reverse("field:choice", args=[other.pk]), {"stands": other.pk})
    assert told(sheet) == (1, 0, (2, 1))


def test_the_version_that_already_counted_changes_nothing(sign_in, sheet):
    other = contest(sheet, "spoken", "not_home")
    sign_in("bob").post(reverse("field:choice", args=[other.pk]), {"stands": other.contests_id})
    assert told(sheet) == (1, 0, (1, 1))
