"""Inserts that nobody waits for go in one message, and nothing else changes."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from waakvlam.kit.together import UNREAD, together

kept = pytest.mark.django_db


@contextmanager
def counted():
    """Statements that really go, as they are written."""
    sent = []

    def watch(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield sent


@pytest.fixture
def db():
    with connection.cursor() as cursor:
        cursor.execute("create temp table thing (n integer primary key, said text) on commit drop")
        yield cursor


def _add(db, n):
    db.execute("INSERT INTO thing (n, said) VALUES (%s, %s)", [n, "100% 'waar'"])


@kept
def test_a_question_sees_what_was_written_before_it_and_goes_in_the_same_message(db):
    with together(), counted() as sent:
        _add(db, 1)
        _add(db, 2)
        assert sent == []
        db.execute("select count(*), min(said) from thing where n < %s", [9])
        assert db.fetchone() == (2, "100% 'waar'")
        assert len(sent) == 1
        _add(db, 3)
    db.execute("select count(*) from thing")
    assert db.fetchone() == (3,)


@kept
def test_a_writing_function_whose_answer_nobody_reads_waits_too(db):
    with together(), counted() as sent:
        db.execute(f"{UNREAD}select set_config('waakvlam.proof', %s, true)", ["it's done"])
        _add(db, 1)
        assert sent == []
        db.execute("select current_setting('waakvlam.proof'), count(*) from thing")
        assert db.fetchone() == ("it's done", 1) and len(sent) == 1
    db.execute(f"{UNREAD}select %s + 1", [1])
    assert db.fetchone() == (2,), "by itself it is a question like any other"


@kept
def test_many_at_once_come_after_what_was_waiting(db):
    with together():
        _add(db, 1)
        db.executemany("INSERT INTO thing (n, said) SELECT max(n) + %s, 'x' FROM thing", [(1,), (1,)])
    db.execute("select array_agg(n order by n) from thing")
    assert db.fetchone() == ([1, 2, 3],)


@kept
def test_what_gives_something_back_is_not_kept_waiting(db):
    with together():
        _add(db, 1)
        db.execute("INSERT INTO thing (n, said) VALUES (2, '') RETURNING n")
        assert db.fetchone() == (2,)


@kept
def test_what_is_wrong_with_one_undoes_all_of_them(db):
    with pytest.raises(IntegrityError), transaction.atomic(), together():
        _add(db, 1)
        _add(db, 1)
    db.execute("select count(*) from thing")
    assert db.fetchone() == (0,)


@kept
def test_what_was_waiting_when_something_else_failed_is_not_written(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic(), together():
        _add(db, 1)
        raise ZeroDivisionError
    db.execute("select count(*) from thing")
    assert db.fetchone() == (0,)


def test_without_a_transaction_each_would_stand_by_itself():
    with pytest.raises(RuntimeError), together():
        pass


@kept
def test_what_fails_is_undone_by_itself_and_the_transaction_goes_on(db):
    _add(db, 1)
    for questions in (0, 1):
        with pytest.raises(IntegrityError), together():
            _add(db, 2)
            if questions:
                db.execute("select 1")
            transaction.on_commit(pytest.fail)
            _add(db, 1)
        db.execute("select array_agg(n) from thing")
        assert db.fetchone() == ([1],)
    with together():
        _add(db, 2)
    db.execute("select count(*) from thing")
    assert db.fetchone() == (2,) and not connection.run_on_commit


@kept
def test_an_error_of_ours_undoes_what_was_sent_already(db):
    with pytest.raises(ZeroDivisionError), together():
        _add(db, 1)
        db.execute("select count(*) from thing")
        assert db.fetchone() == (1,)
        _add(db, 2)
        raise ZeroDivisionError
    db.execute("select count(*) from thing")
    assert db.fetchone() == (0,)


@kept
def test_a_message_that_cannot_be_read_breaks_the_transaction_and_says_so(db):
    with pytest.raises(ProgrammingError), together():
        db.execute(f"{UNREAD}select from where")
    with pytest.raises(transaction.TransactionManagementError):
        db.execute("select 1")
    transaction.set_rollback(False)


@kept
def test_one_inside_another_is_refused():
    with together(), pytest.raises(RuntimeError), together():
        pass
