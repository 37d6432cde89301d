"""Raw SQL as the application's role, over every table, with real rows in it: nothing leaks.

Filled through tests/things (and, for tables that no thing touches, from the model itself); a
table with a wall that stays empty fails, so that nothing here can pass on an empty database.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.filling import fill, identities, model_of
from tests.objects import everything
from waakvlam.access import identity
from waakvlam.access.wall import Wall, walls

pytestmark = pytest.mark.proves("C19", "R2")
WALLED: dict[str, Wall] = {t: w for t, w in walls().items() if w is not None and w.verbs and w.name != "open"}
# What partners of one network may know of each other; never a resident.
# The picture holds counts only, hidden where small before they are stored (R30).
FOR_PARTNERS = {t for t, w in WALLED.items() if w.name == "network"} | {"access_network", "insight_picture"}
# Read by every partner through walls that say more than that: who decides what is stuck, and what waits for whoever
# has room. Nobody is named there; nobody else writes them.
READ_BY_PARTNERS = FOR_PARTNERS | {"breakthroughs_ladder", "breakthroughs_rung", "signals_pooloffer"}
SENDERS = ("wonen", "gemeente")


# One statement over every table: a role × purpose costs one query, not fifty.
EVERYTHING = " union all ".join(f"select '{t}', {model_of(t)._meta.pk.column}::text from {t}" for t in WALLED)


def shown() -> dict[str, set[str]]:
    """Table → primary keys that raw SQL shows now."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as db:
        # Planned once: planning a union of a hundred walls for each identity takes longer than reading it.
        for table, key in db.cursor.execute(EVERYTHING, prepare=True).fetchall():
            found.setdefault(table, set()).add(key)
    return found


def seen_by(*slugs: str) -> dict[str, set[str]]:
    """Everything that any role of these organisations sees with any purpose, the system included."""
    seen: dict[str, set[str]] = {table: set() for table in WALLED}
    for slug in slugs:
        for who in identities(slug):
            with identity.acting(who):
                for table, keys in shown().items():
                    seen[table] |= keys
    return seen


def both(one: dict[str, set[str]], other: dict[str, set[str]], tables: set[str]) -> dict[str, int]:
    return {table: len(rows) for table in tables if (rows := one[table] & other[table])}


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, set[str]]]:
    """Table → keys that the first organisation and the one it sent to can see. Made once, rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        everything()
        found = seen_by(*SENDERS)
        empty = [table for table, rows in found.items() if not rows]
        yield seen_by(*SENDERS) if [table for table in empty if fill(table)] else found
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(filled: dict[str, set[str]]) -> Iterator[None]:
    """What one test does, the next does not find."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_no_table_with_a_wall_stays_empty(filled):
    empty = [table for table, rows in filled.items() if not rows]
    assert not empty, "add a thing to tests/things that fills these tables"


def test_without_identity_raw_sql_shows_nothing(filled):
    assert shown() == {}


def test_another_organisation_sees_nothing_that_was_not_sent_to_it(filled):
    assert both(filled, seen_by("anders"), set(WALLED) - READ_BY_PARTNERS) == {}


def test_another_network_sees_nothing_at_all(filled):
    assert both(filled, seen_by("ver", "verzorg"), set(WALLED)) == {}


def test_whoever_a_thing_was_sent_to_sees_no_owned_row_of_the_sender(filled):
    """The handover carries a copy: the receiver gets no window on the sender's register."""
    owned = {t for t, w in WALLED.items() if w.name == "owned"}
    assert both(seen_by("wonen"), seen_by("gemeente"), owned) == {}


def test_tables_without_a_grant_refuse_to_be_read_at_all():
    closed = [t for t, w in walls().items() if w is not None and not w.verbs]
    assert closed
    for table in closed:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), \
                connection.cursor() as db:
            db.execute(f"select count(*) from {table}")


def test_what_is_open_to_all_is_only_libraries_and_hashes():
    assert {t for t, w in walls().items() if w is not None and w.name == "open" and not t.startswith("procrastinate_")} == {
        "access_auditday", "access_auditremoval", "access_auditseal"}


@pytest.mark.parametrize("role", ["coordinator", "administrator", "system", "steward"])
def test_another_organisation_cannot_change_or_remove_a_row_by_raw_sql(filled, role):
    touched: dict[str, int] = {}
    for who in (w for w in identities("anders") if w.role == role):
        with identity.acting(who), connection.cursor() as db:
            for table in set(WALLED) - FOR_PARTNERS:
                key, rows = model_of(table)._meta.pk.column, list(filled[table])
                for verb, sql in (("update", f"update {table} set {key} = {key}"), ("delete", f"delete from {table}")):
                    if verb in WALLED[table].verbs:
                        touched[table] = touched.get(table, 0) + _rows(db, f"{sql} where {key}::text = any(%s)", [rows])
    assert {table: n for table, n in touched.items() if n} == {}
    assert touched, "nothing was tried"


def _rows(db, sql, args) -> int:
    """How many rows it changed; none where the wall refuses what would be left."""
    try:
        with transaction.atomic():
            db.execute(sql, args)
            return db.rowcount
    except ProgrammingError as error:
        assert "row-level security" in str(error)
        return 0
