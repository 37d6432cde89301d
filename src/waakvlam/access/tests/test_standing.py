"""What Python remembers of the identity is never more than what the database knows."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from waakvlam.access import identity, standing
from waakvlam.access.models import Organisation
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R2")]


def in_the_database():
    with connection.cursor() as db:
        db.execute("select current_setting('waakvlam.organisation', true), current_setting('waakvlam.purpose', true)")
        return db.fetchone()


def test_reading_for_another_purpose_costs_two_statements_and_puts_the_first_back():
    alice = cast.who("alice", Purpose.CALL_ROUND)
    with identity.acting(alice):
        with CaptureQueriesContext(connection) as asked, identity.seeing(alice.for_purpose(Purpose.HANDOVER)):
            pass
        assert len(asked) == 2
        assert in_the_database() == (str(alice.organisation_id), Purpose.CALL_ROUND)


def test_the_same_identity_again_costs_nothing():
    alice = cast.who("alice", Purpose.CALL_ROUND)
    with identity.acting(alice), CaptureQueriesContext(connection) as asked, identity.seeing(alice):
        pass
    assert len(asked) == 0


def test_after_a_savepoint_was_rolled_back_the_wall_stands_as_before():
    alice, dora = cast.who("alice", Purpose.CALL_ROUND), cast.who("dora", Purpose.CALL_ROUND)
    with identity.acting(alice):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            identity.enter(dora)
            raise ZeroDivisionError
        # The rollback took dora away; nothing may believe that she still stands.
        assert standing.read() is None
        assert in_the_database()[0] == str(alice.organisation_id)
        with identity.acting(dora):
            assert in_the_database()[0] == str(dora.organisation_id)
        assert in_the_database()[0] == str(alice.organisation_id)


def test_an_identity_changed_behind_its_back_by_a_rollback_is_entered_again():
    alice, dora = cast.who("alice", Purpose.CALL_ROUND), cast.who("dora", Purpose.CALL_ROUND)
    with identity.acting(alice):
        with pytest.raises(ZeroDivisionError), identity.acting(dora):
            raise ZeroDivisionError
        with identity.seeing(dora):
            assert in_the_database()[0] == str(dora.organisation_id)
        assert in_the_database()[0] == str(alice.organisation_id)


def test_outside_a_transaction_there_is_nobody_to_see_as(monkeypatch):
    who = cast.who("alice")
    monkeypatch.setattr(identity, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError, match="acting"), identity.seeing(who):
        pass


def test_another_purpose_is_told_in_one_message_with_the_first_question_and_not_where_nothing_is_asked():
    alice = cast.who("alice", Purpose.CALL_ROUND)
    other = alice.for_purpose(Purpose.HANDOVER)
    with identity.acting(alice):
        with CaptureQueriesContext(connection) as asked, identity.restored(), identity.entered_when_asked(other):
            pass
        assert len(asked) == 0
        with CaptureQueriesContext(connection) as asked, identity.restored(), identity.entered_when_asked(other):
            first = list(Organisation.objects.filter(pk=alice.organisation_id).values_list("slug", flat=True))
            assert first == ["wonen"], "the rows are those of the question"
            assert standing.read() == other
            assert in_the_database()[1] == Purpose.HANDOVER
        assert len(asked) == 3, "the first question, the second, and putting it back"
        assert in_the_database()[1] == Purpose.CALL_ROUND


@pytest.mark.parametrize("ask", [
    lambda db: db.executemany("select set_config('waakvlam.tried', %s, true)", [("a",), ("b",)]),
    lambda db: db.execute("select %(it)s", {"it": 1}),
    lambda db: db.execute("select '100%'"),
], ids=["many at once", "named parameters", "no parameters"])
def test_what_cannot_share_a_message_comes_after_the_wall_was_told(ask):
    alice = cast.who("alice", Purpose.CALL_ROUND)
    with identity.acting(alice), identity.restored(), identity.entered_when_asked(alice.for_purpose(Purpose.HANDOVER)):
        with connection.cursor() as db:
            ask(db)
        assert in_the_database()[1] == Purpose.HANDOVER


def test_a_failing_first_question_leaves_nobody_believing_that_the_wall_was_told():
    alice = cast.who("alice", Purpose.CALL_ROUND)
    with identity.acting(alice):
        with pytest.raises(DatabaseError), identity.acting(alice), identity.entered_when_asked(
                alice.for_purpose(Purpose.HANDOVER)), connection.cursor() as db:
            db.execute("select 1 / %s", [0])
        assert in_the_database()[1] == Purpose.CALL_ROUND
