"""Every list, count, file, figure and search, as everybody: what the model says, and no more."""

import re

import pytest
from django.core.cache import cache
from django.db import transaction

from waakvlam.config.matrix import OPEN, Route, routes

from . import model, tally
from .acting import BY_KEY
from .calling import call, forbidden, missing
from .calling import told as told_of

pytestmark = [pytest.mark.proves("C19", "R2", "R13"), pytest.mark.slow]
PLAIN = [r for r in routes() if not re.search(r"[<({]", r.path) and r.needs and "GET" in r.needs.methods]
# Who comes back from a sign-in service without having left for it is refused, whoever it is.
RETURNS = "signin:organisation_return"
# Addresses with parts that are no things of anybody.
NO_THINGS = {"api:absent", "access:covenant_as_file", "insight:neighbourhood"}
# By an id that the asking system chose itself, so of nobody else: api/tests/test_signals.py.
OWN_IDS = {"api GET /signalen/{id}"}


def test_every_module_and_every_address_stands_in_the_model():
    without = [r.name for r in routes() if r.name not in OPEN and model.entry(r.name) is None]
    assert not without, "say in tests/matrix/model.py ENTER who enters these addresses, and for which purpose"


def test_every_address_of_a_thing_is_called(matrix):
    from django.urls import resolve

    planted = {a.name for a in matrix.planted.addresses}
    elsewhere = {resolve(t.url).view_name for t in matrix.things}
    without = {r.name for r in routes() if re.search(r"[<{]", r.path) and not (r.needs and r.needs.public)} - planted - elsewhere - NO_THINGS
    without -= {f"api GET {path}" for name, paths in BY_KEY.items() if name in elsewhere for path in paths} | OWN_IDS
    without = {n for n in without if not n.startswith(("api POST", "api PUT", "api DELETE"))}  # their own tests try these
    assert not without, "add a thing with these addresses to tests/matrix or tests/things"


@pytest.mark.parametrize("relation", [*model.RELATIONS, ("", "")], ids=lambda r: "/".join(filter(None, r)) or "nobody")
def test_plain_addresses_show_each_person_what_is_theirs(matrix, relation):
    wrong: dict[str, object] = {}
    for who in (p for p in matrix.people if p.relation == relation):
        with transaction.atomic():  # reading is logged: what one read does not push what was planted off the log's page
            for route in (r for r in PLAIN if _differs(who, r, matrix.planted.shown)):
                wrong |= _wrong(who, route, matrix)
            transaction.set_rollback(True)
    assert not wrong, told_of(wrong)


def _wrong(who, route: Route, matrix) -> dict[str, object]:
    wrong: dict[str, object] = {}
    told = call(who, route.name, route.path, matrix.finder)
    tally.add(calls=1, cells=len(matrix.planted.secrets))
    if told.status not in _statuses(who, route):
        wrong[f"{who} {route.path}"] = told.status
    if leak := forbidden(who, route.name, told):
        wrong[f"{who} {route.path} LEAK"] = sorted(s.word for s in leak)
    if told.status == 200 and (hidden := missing(who, route.name, told, matrix.planted.shown.get(route.name, []))):
        wrong[f"{who} {route.path} hides"] = sorted(s.word for s in hidden)
    return wrong


def _differs(who, route: Route, shown: dict) -> bool:
    """Two teams of one organisation can differ where something is listed."""
    other = who.relation in (model.OWNER_OTHER_TEAM, model.PARTNER_OTHER_TEAM)
    return not other or route.name in shown or route.name in ("web:today", "handovers:silent", "handovers:to_ask")


def _statuses(who, route: Route) -> tuple[int, ...]:
    if route.name == RETURNS:
        return (403,)
    if route.needs.public:
        return (200, 302, 404)
    if who.membership is None:
        return (401,) if route.is_api else (302,)
    if not model.enters(route.name, who.slug, who.role):
        return (403,)
    return (200, 302, 400, 404, 422)


@pytest.mark.parametrize("relation", list(model.RELATIONS), ids=lambda r: "/".join(filter(None, r)))
def test_searching_for_each_word_finds_it_only_for_who_may_read_it(matrix, relation):
    """What a search finds, also by a part of a word that the person cannot read."""
    wrong: dict[str, object] = {}
    wanted = {("number", s) for s in ("offered", "declined", "to_team", "gone_from_ended")} | {
        ("resident", "in_register"), ("service", "full"), ("round", "running"), ("sent", "offered")}
    words = list({(s.thing, s.state): s for s in matrix.planted.secrets if (s.thing, s.state) in wanted}.values())
    for who in (p for p in matrix.people if p.relation == relation):
        for secret in words:
            with transaction.atomic():
                told = who.client.get("/zoeken/", {"q": secret.word})
                transaction.set_rollback(True)
            tally.add(calls=1, cells=1)
            # The words that were typed come back in the box: whoever may not read gets no result that leads on.
            may = secret.readers.may(who.relation, who.role, model.purposes(who.slug, who.role))
            leads = re.search(r'href="/(overdrachten|register/huishoudens|sociale-kaart|belacties)/[0-9a-f-]{36}/', told.content.decode())
            if told.status_code != 200 or (leads and not may):
                wrong[f"{who} {secret.word}"] = told.status_code, leads and leads.group()
    assert not wrong, told_of(wrong)


def test_the_matrix_can_fail(matrix):
    """A word that the model forbids to its own owner is reported: the comparison is not blind."""
    cache.clear()
    owner = next(p for p in matrix.people if p.relation == model.OWNER and p.role == "coordinator")
    told = call(owner, "handovers:outbox", "/overdrachten/verstuurd/", matrix.finder)
    assert told.secrets
    assert {s.state for s in told.secrets} >= set(model.HANDOVER) - {"gone_from_ended"}
    stranger = next(p for p in matrix.people if p.relation == model.OTHER and p.role == "coordinator")
    assert forbidden(stranger, "handovers:outbox", told) == told.secrets
    assert missing(owner, "handovers:outbox", type(told)(200, set()), [(s, s.readers) for s in told.secrets]) == told.secrets
