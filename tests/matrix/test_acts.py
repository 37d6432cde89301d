"""Every act on every thing in every state, tried by everybody: refused where the model refuses, and then without effect."""

from collections.abc import Callable, Iterable

import pytest
from django.db import connection, transaction

from waakvlam.config.matrix import routes
from waakvlam.handovers.acts import BY_SLUG

from . import acting, tally
from .acting import Cell
from .calling import call, expected, forbidden
from .calling import told as told_of
from .model import ACTS, RELATIONS

pytestmark = [pytest.mark.proves("C19", "R2", "R9"), pytest.mark.slow]
# What a refusal may write: logs, the session, counts of what is limited, and when a key was last used.
LOGS = {"access_audit", "access_processingline", "access_auditday", "signin_session", "django_session", "access_counter"}
REFUSED = (403, 404)
IDS = [pytest.param(r, id="/".join(filter(None, r)) or "nobody") for r in [*RELATIONS, ("", "")]]


def written(*besides: str) -> dict[str, int]:
    """Table → rows that this transaction wrote, by whichever function, also what was taken back."""
    with connection.cursor() as db:
        db.execute("select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables")
        return {table: n for table, n in db.fetchall() if n and table not in LOGS and table not in besides}


def test_every_address_that_changes_something_answers_post():
    """Another method would have to be tried here too. What the API does by PUT and DELETE, its own tests try."""
    others = {r.name for r in routes() if r.needs and not r.is_api and set(r.needs.methods) - {"GET", "HEAD", "OPTIONS", "POST"}}
    assert not others, "try these methods in tests/matrix/test_acts.py"


def test_every_act_on_a_handover_stands_in_the_model():
    assert set(ACTS) - {"bewonerslink"} == set(BY_SLUG), "say in tests/matrix/model.py ACTS who may, and in acting.py WORKS when"
    assert set(acting.WORKS) == set(ACTS)


def test_every_address_that_changes_something_is_tried(matrix):
    somebody = matrix.people[0]
    tried = {c.name for sort in SORTS.values() for c in sort(somebody, matrix) if c.method == "POST"}
    # What the API does besides handovers, its own tests try: an operation has no thing of its own.
    without = sorted(n for n in {r.name for r in acting.POSTS} - tried if not n.startswith("api POST"))
    assert not without, "add a thing with these addresses to tests/things, or a maker to tests/matrix"


SORTS: dict[str, Callable[..., Iterable[Cell]]] = {
    "handovers": lambda who, m: acting.on_handovers(who, m.planted), "by the api": lambda who, m: acting.by_the_api(who, m.planted),
    "kept": lambda who, m: acting.on_what_is_kept(who, m.planted), "plain": lambda who, m: acting.without_a_thing(who, m.planted),
    "things": lambda who, m: acting.on_things(who, m.things)}


@pytest.mark.parametrize("relation", IDS)
@pytest.mark.parametrize("sort", SORTS)
def test_acts_are_for_whom_the_model_names(matrix, sort, relation):
    wrong: dict[str, object] = {}
    everybody = [p for p in matrix.people if p.relation == relation]
    for cell in acting.chosen((c for who in everybody for c in SORTS[sort](who, matrix)), f"{sort} {relation}"):
        if found := judged(cell, matrix):
            wrong[str(cell)] = found
    assert not wrong, told_of(wrong)


def judged(cell: Cell, matrix) -> object:
    """What is wrong with the answer to this act, or with what it left behind."""
    tables = ("api_apitoken",) if cell.name.startswith("api ") else ()
    before = written(*tables)
    cell.who.client.cookies.pop("messages", None)  # what an act before this one told, which was taken back
    with transaction.atomic():
        told = call(cell.who, cell.name, cell.url, matrix.finder, cell.method, cell.form)
        after = {t: n - before.get(t, 0) for t, n in written(*tables).items() if n != before.get(t, 0)}
        transaction.set_rollback(True)
    tally.add(calls=1, cells=2)
    if leak := forbidden(cell.who, cell.name, told):
        return "LEAK", sorted(s.word for s in leak)
    if told.status >= 500 or not _fits(cell, told.status, matrix):
        return told.status, f"the model says {cell.may}, works {cell.works}"
    if cell.may is False and after:
        return told.status, "was refused and wrote", after
    if cell.works is not None and cell.may and bool(after) != cell.works:
        return told.status, f"wrote {after}, and the model says {cell.works}"
    return None


def _fits(cell: Cell, status: int, matrix) -> bool:
    if cell.may is None:
        return True
    if cell.may:
        # Without an id 404 says that what was sent named nothing.
        return (status != 403 if not acting.ID.search(cell.url) else status not in REFUSED) and (cell.works is None or (status < 400) == cell.works)
    if cell.who.membership is None:
        return status == (401 if cell.name.startswith("api ") else 302)
    if cell.name in acting.PROVES_AFRESH and status == 302:
        return status == _of_nothing(cell, matrix)  # proves who they are first, before anything is looked up
    if status in cell.calm:
        return True
    if cell.address is not None:
        return status in expected(cell.who, cell.address)
    # Another answer is fine where it is that to something that never existed.
    return status in REFUSED or (acting.ID.search(cell.url) is not None and status < 500 and status == _of_nothing(cell, matrix))


def _of_nothing(cell: Cell, matrix) -> int:
    with transaction.atomic():
        status = call(cell.who, cell.name, acting.never_there(cell.url), matrix.finder, cell.method, cell.form).status
        transaction.set_rollback(True)
    return status


def test_the_matrix_of_acts_can_fail(matrix):
    """The sender's own withdrawal, were it forbidden, is seen as done and as having written."""
    owner = next(p for p in matrix.people if p.relation == ("wonen", "") and p.role == "coordinator")
    done = next(c for c in acting.on_handovers(owner, matrix.planted) if c.url.endswith("/intrekking/") and c.state == "offered")
    assert judged(done, matrix) is None
    from dataclasses import replace

    assert judged(replace(done, may=False), matrix) is not None
    assert judged(replace(done, works=False), matrix) is not None
