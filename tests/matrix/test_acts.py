"""Every act on every thing in every state, tried by everybody: refused where the model refuses, and then silent."""

import re

import pytest
from django.db import transaction

from waakvlam.config.matrix import routes

from . import model, tally
from .calling import call, expected, forbidden, worth
from .calling import told as told_of

pytestmark = [pytest.mark.proves("C19", "R2", "R9"), pytest.mark.slow]
PLAIN = [r for r in routes() if not re.search(r"[<({]", r.path) and r.needs and "POST" in r.needs.methods
         and not r.needs.public]
# Act of the API → its address below a handover, and the act of the page that does the same.
OPERATIONS = {"aanvaarding": "aanname", "afwijzing": "afwijzing", "contact": "contact", "afronding": "afronding"}


def _tried(who, address) -> bool:
    """Two teams of one organisation differ in few states: there the other team tries every act."""
    other = who.relation in (model.OWNER_OTHER_TEAM, model.PARTNER_OTHER_TEAM)
    return not other or address.name != "handovers:act" or address.state in ("offered", "to_team", "ended")


@pytest.mark.parametrize("relation", [*model.RELATIONS, ("", "")], ids=lambda r: "/".join(filter(None, r)) or "nobody")
def test_acts_on_things_are_for_whom_the_model_names(matrix, relation):
    wrong: dict[str, object] = {}
    for who in (p for p in matrix.people if p.relation == relation):
        for address in worth(who, (a for a in matrix.planted.addresses if a.method == "POST" and _tried(who, a))):
            with transaction.atomic():
                told = call(who, address.name, address.url, matrix.finder, "POST")
                transaction.set_rollback(True)
            tally.add(calls=1, cells=1)
            cell = f"{who} {address.url} {address.state}"
            if told.status not in expected(who, address):
                wrong[cell] = (told.status, expected(who, address))
            if leak := forbidden(who, address.name, told):
                wrong[f"{cell} LEAK"] = sorted(s.word for s in leak)
    assert not wrong, told_of(wrong)


@pytest.mark.parametrize("relation", [*model.RELATIONS, ("", "")], ids=lambda r: "/".join(filter(None, r)) or "nobody")
def test_acts_without_a_thing_are_for_the_roles_of_the_model(matrix, relation):
    wrong: dict[str, object] = {}
    for who in (p for p in matrix.people if p.relation == relation):
        for route in PLAIN:
            with transaction.atomic():
                told = call(who, route.name, route.path, matrix.finder, "POST")
                transaction.set_rollback(True)
            tally.add(calls=1, cells=1)
            refused = told.status == (302 if who.membership is None else 403)
            may = who.membership is not None and model.enters(route.name, who.slug, who.role)
            if refused == may or told.status >= 500 or forbidden(who, route.name, told):
                wrong[f"{who} {route.path}"] = told.status
    assert not wrong, told_of(wrong)


@pytest.mark.parametrize("relation", [*model.RELATIONS, ("", "")], ids=lambda r: "/".join(filter(None, r)) or "nobody")
def test_acts_by_the_api_are_for_whom_the_model_names(matrix, relation):
    wrong: dict[str, object] = {}
    for who in (p for p in matrix.people if p.relation == relation):
        for address in worth(who, (a for a in matrix.planted.addresses if a.name == "handovers:act" and _tried(who, a))):
            operation = next((o for o, slug in OPERATIONS.items() if address.url.endswith(f"/{slug}/")), None)
            if operation is None:
                continue
            url = f"/api/v1/overdrachten/{matrix.planted.handovers[address.state]}/{operation}"
            with transaction.atomic():
                told = call(who, f"api POST /overdrachten/{{id}}/{operation}", url, matrix.finder, "POST")
                transaction.set_rollback(True)
            tally.add(calls=1, cells=1)
            may = who.membership is not None and 200 in expected(who, address)
            # Without a body most answers are 422: the form is looked at before the state, the right before neither.
            if told.status >= 500 or (told.status < 300 and not may) or (who.membership is None and told.status != 401):
                wrong[f"{who} {url} {address.state}"] = told.status
            if leak := forbidden(who, "api POST /overdrachten", told):
                wrong[f"{who} {url} {address.state} LEAK"] = sorted(s.word for s in leak)
    assert not wrong, told_of(wrong)
