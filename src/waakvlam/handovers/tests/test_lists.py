"""Lists start from reach: what is in them, how they filter, page and cost."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.handovers import commands, diagram, queries
from waakvlam.handovers.models import TRANSITIONS, State
from waakvlam.handovers.tests import factories as make

pytestmark = pytest.mark.django_db
MOST = 12


@pytest.fixture
def three():
    return [make.offered(), make.accepted(), make.act("charlie", commands.decline, make.offered(), reason="area")]


def real(captured) -> list[str]:
    """Queries, without the marks of transactions."""
    return [q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK"))]


@pytest.mark.parametrize(("key", "name"), [("charlie", "inbox"), ("alice", "outbox")])
def test_each_side_sees_its_list_within_twelve_queries(sign_in, three, key, name):
    client = sign_in(key)
    client.get(reverse(f"handovers:{name}"))  # the first visit also logs the change of purpose
    with CaptureQueriesContext(connection, ) as captured:
        page = client.get(reverse(f"handovers:{name}")).content.decode()
    assert all(reverse("handovers:handover", args=[h.pk]) in page for h in three)
    assert len(real(captured)) <= MOST, "\n".join(real(captured))


def test_the_other_list_stays_empty(sign_in, three):
    assert str(three[0].pk) not in sign_in("charlie").get(reverse("handovers:outbox")).content.decode()
    assert str(three[0].pk) not in sign_in("alice").get(reverse("handovers:inbox")).content.decode()


@pytest.mark.parametrize("key", ["dora", "eva", "zed", "roer"])
def test_others_see_nothing(sign_in, three, key):
    page = sign_in(key).get(reverse("handovers:inbox")).content.decode()
    assert not any(str(h.pk) in page for h in three)


def test_the_filters_narrow(sign_in, three):
    client = sign_in("alice")
    only = client.get(reverse("handovers:outbox"), {"staat": "accepted"}).content.decode()
    assert str(three[1].pk) in only
    assert str(three[0].pk) not in only
    assert "Niets gevonden" in client.get(reverse("handovers:outbox"), {"onderwerp": "money"}).content.decode()
    assert "Niets gevonden" in client.get(reverse("handovers:outbox"), {"stil": "1"}).content.decode()


def test_pages_follow_each_other_without_gap_or_double(three):
    who = make.who("alice")
    with identity.acting(who):
        first = queries.outbox(who, size=2)
        second = queries.outbox(who, after=first.after, size=2)
    assert len(first) == 2
    assert len(
        {*(r.id for r in first), *(r.id for r in second)}) == 3
    assert not second.after


def test_the_name_of_a_closed_letter_is_gone_from_the_receivers_list(three):
    who = make.who("charlie")
    with identity.acting(who):
        rows = {r.id: r for r in queries.inbox(who)}
    assert rows[three[2].pk].title == three[2].number
    assert rows[three[0].pk].title == "Ria van der Berg"


def test_the_own_list_as_a_workbook_holds_no_name(sign_in, three):
    answer = sign_in("alice").get(reverse("handovers:export"), {"lijst": "out"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert {row[0] for row in rows[1:]} == {h.number for h in three}
    assert "Ria" not in str(rows)
    assert sign_in("charlie").get(reverse("handovers:export")).status_code == 403


def test_the_diagram_shows_every_transition():
    text = diagram.render()
    for before, after in TRANSITIONS.items():
        for state in after:
            assert f"{State(before).value} --> {State(state).value}" in text
    assert text.count("| ") > len(State)
