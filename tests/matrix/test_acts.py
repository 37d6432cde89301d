"""Every act on every thing in every state, tried by everybody: refused where the model refuses, and then without effect."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from waakvlam.access.tests import cast
from waakvlam.config.matrix import routes

from . import model, tally
from .calling import allowed, call, expected, forbidden, worth
from .calling import told as told_of
from .model import RELATIONS

pytestmark = [pytest.mark.proves("C19", "R2", "R9"), pytest.mark.slow]
PLAIN = [r for r in routes() if not re.search(r"[<({]", r.path) and r.needs and "POST" in r.needs.methods
         and not r.needs.public]
# Act of the API → its address below a handover, and the act of the page that does the same.
OPERATIONS = {"aanvaarding": "aanname", "afwijzing": "afwijzing", "contact": "contact", "afronding": "afronding"}
# What being refused may write: logs, the session, and counts of what is limited.
LOGS = {"access_audit", "access_processingline", "access_auditday", "signin_session", "django_session"}
KINDS_OF_ROLE = ("coordinator", "volunteer", "steward")
IDS = [pytest.param(r, id="/".join(filter(None, r)) or "nobody") for r in [*RELATIONS, ("", "")]]


def written() -> dict[str, int]:
    """Table → rows that this transaction wrote, by whichever function, also what was taken back."""
    with connection.cursor() as db:
        db.execute("select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables")
        return {table: n for table, n in db.fetchall() if n and table not in LOGS}


@contextmanager
def without_effect(wrong: dict[str, object], what: str) -> Iterator[None]:
    """Whatever happens inside writes no row but those of the logs."""
    before = written()
    yield
    if after := {t: n - before.get(t, 0) for t, n in written().items() if n != before.get(t, 0)}:
        wrong[f"{what} was refused and wrote"] = after


def _tried(who, address) -> bool:
    """Every act in every state by one of each kind of role; the others, and other teams, in the states that tell them apart."""
    few = who.relation in (model.OWNER_OTHER_TEAM, model.PARTNER_OTHER_TEAM) or who.role not in KINDS_OF_ROLE
    return not few or address.name != "handovers:act" or address.state in ("offered", "to_team", "ended")


def test_every_address_that_changes_something_answers_post():
    """Another method would have to be tried here too."""
    others = {r.name for r in routes() if r.needs and set(r.needs.methods) - {"GET", "HEAD", "OPTIONS", "POST"}}
    assert not others, "try these methods in tests/matrix/test_acts.py"


@pytest.mark.parametrize("relation", IDS)
def test_acts_on_things_are_for_whom_the_model_names(matrix, relation):
    wrong: dict[str, object] = {}
    for who in (p for p in matrix.people if p.relation == relation):
        acts = list(worth(who, (a for a in matrix.planted.addresses if a.method == "POST" and _tried(who, a))))
        refused = [a for a in acts if not allowed(who, a)]
        with without_effect(wrong, str(who)):
            _try(who, refused, matrix, wrong)
        _try(who, [a for a in acts if a not in refused], matrix, wrong)
    assert not wrong, told_of(wrong)


def _try(who, addresses, matrix, wrong: dict[str, object]) -> None:
    for address in addresses:
        with transaction.atomic():
            told = call(who, address.name, address.url, matrix.finder, "POST")
            transaction.set_rollback(True)
        tally.add(calls=1, cells=1)
        cell = f"{who} {address.url} {address.state}"
        if told.status not in expected(who, address):
            wrong[cell] = (told.status, expected(who, address))
        if leak := forbidden(who, address.name, told):
            wrong[f"{cell} LEAK"] = sorted(s.word for s in leak)


@pytest.mark.parametrize("relation", IDS)
def test_acts_without_a_thing_are_for_the_roles_of_the_model(matrix, relation):
    wrong: dict[str, object] = {}
    for who in (p for p in matrix.people if p.relation == relation):
        may = {r.name for r in PLAIN if who.membership is not None and model.enters(r.name, who.slug, who.role)}
        with without_effect(wrong, str(who)):
            _plain(who, [r for r in PLAIN if r.name not in may], matrix, wrong, fine=False)
        _plain(who, [r for r in PLAIN if r.name in may], matrix, wrong, fine=True)
    assert not wrong, told_of(wrong)


def _plain(who, wanted, matrix, wrong: dict[str, object], *, fine: bool) -> None:
    for route in wanted:
        with transaction.atomic():
            told = call(who, route.name, route.path, matrix.finder, "POST")
            transaction.set_rollback(True)
        tally.add(calls=1, cells=1)
        refused = told.status == (403 if who.membership is not None else 401 if route.is_api else 302)
        if refused == fine or told.status >= 500 or forbidden(who, route.name, told):
            wrong[f"{who} {route.path}"] = told.status


@pytest.mark.parametrize("relation", IDS)
def test_acts_by_the_api_are_for_whom_the_model_names(matrix, relation):
    wrong: dict[str, object] = {}
    for who in (p for p in matrix.people if p.relation == relation):
        for address in worth(who, (a for a in matrix.planted.addresses if a.name == "handovers:act" and _tried(who, a))):
            operation = next((o for o, slug in OPERATIONS.items() if address.url.endswith(f"/{slug}/")), None)
            if operation is not None:
                _by_api(who, address, operation, matrix, wrong)
    assert not wrong, told_of(wrong)


def _by_api(who, address, operation: str, matrix, wrong: dict[str, object]) -> None:
    url, may = f"/api/v1/overdrachten/{matrix.planted.handovers[address.state]}/{operation}", allowed(who, address)
    before = written()
    with transaction.atomic():
        told = call(who, f"api POST /overdrachten/{{id}}/{operation}", url, matrix.finder, "POST")
        transaction.set_rollback(True)
    tally.add(calls=1, cells=1)
    # Without a body most answers are 422: the form is looked at before the state, the right before neither.
    if told.status >= 500 or (told.status < 300 and not may) or (who.membership is None and told.status != 401):
        wrong[f"{who} {url} {address.state}"] = told.status
    if told.status >= 400 and written() != before:
        wrong[f"{who} {url} {address.state} wrote"] = told.status
    if leak := forbidden(who, "api POST /overdrachten", told):
        wrong[f"{who} {url} {address.state} LEAK"] = sorted(s.word for s in leak)


@pytest.mark.parametrize("relation", IDS)
def test_things_of_every_module_are_for_organisations_that_they_name(matrix, relation):
    """Whoever works elsewhere than those whom a thing names gets neither its pages nor its acts."""
    wrong: dict[str, object] = {}
    for who in (p for p in matrix.people if p.relation == relation):
        with without_effect(wrong, str(who)):
            for thing in (t for t in matrix.things if not t.public and (who.membership is None or who.slug not in {cast.PEOPLE[k][1] for k in t.may})):
                with transaction.atomic():
                    told = call(who, "", thing.url, matrix.finder, "POST" if thing.posts else "GET")
                    transaction.set_rollback(True)
                tally.add(calls=1, cells=1)
                # A refusal like the one for what never existed: an act of the caller's screen answers 409.
                if told.status not in ((302,) if who.membership is None else (403, 404, 409)):
                    wrong[f"{who} {thing.url}"] = told.status
    assert not wrong, told_of(wrong)
