"""Every address × everybody: declared, never broken, never open to whom it is not for, and GET writes nothing."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from tests.objects import everything
from waakvlam.access.covenant import DEFAULT, WITHOUT_PERSONS
from waakvlam.access.tests import cast
from waakvlam.access.words import Role
from waakvlam.config.matrix import OPEN, routes

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R2")]
PAGES = [r for r in routes() if not r.is_api]
PLAIN = [r for r in PAGES if "<" not in r.path and "(" not in r.path]
NAMED = [r for r in PAGES if "<uuid:" in r.path]
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# Logs are what a GET must write; the session keeps the purpose that the screen chose.
LOGS = ("access_audit", "access_processingline", "signin_session")
WRITES = re.compile(r'^\s*(insert\s+into|update|delete\s+from)\s+"?(\w+)', re.I)
# Acts on oneself or on the session: they change nothing of anybody else and answer everybody.
OWN = {"signin:sign_in", "signin:sign_out", "signin:switch", "web:language", "web:light", "web:cast"}


def writes():
    """A list that fills with the tables that GETs write."""
    found: list[str] = []

    def watch(execute, sql, params, many, context):
        match = WRITES.match(sql)
        if match and match.group(2) not in LOGS:
            found.append(match.group(2))
        return execute(sql, params, many, context)

    return found, connection.execute_wrapper(watch)


# Pages that need a line of the covenant for what is on them, and not for their purpose alone.
ABOUT = {"signals:guided": {"guided"}, "signals:guided_many": {"guided"}, "signals:nuisances": {"guided", "nuisance"}}


def in_covenant(key, route):
    """Whether the covenant has a line for this kind of organisation; the matrix knows roles only."""
    _name, slug, role, _first = cast.PEOPLE[key]
    purpose, about = route.needs.purpose, ABOUT.get(route.name)
    return not purpose or purpose in WITHOUT_PERSONS or role == Role.STEWARD and not about or any(
        x.kind == cast.ORGANISATIONS[slug][2] and x.purpose == purpose and (about is None or x.category in about and x.role in ("", role))
        for x in DEFAULT)


def test_every_address_says_what_it_needs():
    forgotten = [r.name for r in routes() if r.needs is None and r.name not in OPEN]
    assert not forgotten, "put @page(…) or @needs(…) above these views, or a reason in config.matrix.OPEN"


def test_the_list_of_open_addresses_holds_nothing_that_is_gone():
    assert set(OPEN) <= {r.name for r in routes()}


def test_pages_for_people_signed_in_name_a_purpose_or_are_known_to_need_none():
    """Without a purpose a page can show no resident: the covenant has no line to stand on."""
    known = {"access", "web", "signin", "algorithms"}
    assert {r.name.split(":")[0] for r in PAGES if r.needs and not r.needs.public and not r.needs.purpose} <= known


@pytest.mark.parametrize("route", PAGES, ids=lambda r: r.name)
def test_nobody_comes_in_without_signing_in(route):
    path = re.sub(r"<int:\w+>", "1", re.sub(r"<uuid:\w+>", str(uuid4()), route.path))
    path = re.sub(r"<[^>]+>", "x", path)
    if route.needs is None or "(" in path:
        return
    for method in route.needs.methods:
        answer = getattr(Client(), method.lower())(path)
        assert answer.status_code < 500
        if not route.needs.public:
            assert answer.status_code == 302
            assert answer["Location"].startswith("/aanmelden/")


@pytest.mark.parametrize("key", list(cast.PEOPLE))
def test_each_member_enters_only_what_the_role_may(sign_in, key):
    role = cast.PEOPLE[key][2]
    found, watching = writes()
    with watching:
        for route in PLAIN:
            if route.needs is None or "GET" not in route.needs.methods:
                continue
            found.clear()
            answer = sign_in(key).get(route.path)
            assert answer.status_code < 500, route.path
            if not route.may(role):
                assert answer.status_code == 403, f"{key} got {answer.status_code} at {route.path}"
            elif not route.needs.public and in_covenant(key, route):
                assert answer.status_code != 403 or route.needs.permission is None, f"{key} was refused at {route.path}"
            assert not found, f"GET {route.path} writes {found}"


@pytest.mark.parametrize("key", list(cast.PEOPLE))
def test_acts_without_a_right_are_refused_before_anything_is_read(sign_in, key):
    role = cast.PEOPLE[key][2]
    for route in PLAIN:
        if route.needs is None or "POST" not in route.needs.methods or route.name in OWN:
            continue
        answer = sign_in(key).post(route.path)
        assert answer.status_code < 500, route.path
        if not route.may(role):
            assert answer.status_code == 403, f"{key} got {answer.status_code} at POST {route.path}"


@pytest.mark.parametrize("key", list(cast.PEOPLE))
def test_what_does_not_exist_is_not_there_for_anybody(sign_in, key):
    client = sign_in(key)
    for route in NAMED:
        path = re.sub(r"<uuid:\w+>", lambda _m: str(uuid4()), route.path)
        if "<" in path:
            continue
        for method in route.needs.methods:
            answer = getattr(client, method.lower())(path)
            assert answer.status_code in (302, 400, 403, 404, 409), f"{method} {path}: {answer.status_code}"
            # A redirect may lead back to a list, never mean that something was done.
            assert method == "GET" or answer.status_code in (403, 404, 400, 409), f"{method} {path}: {answer.status_code}"


def test_things_are_seen_by_whom_they_are_for_and_by_nobody_else(sign_in):
    things = everything()
    clients = {key: sign_in(key) for key in cast.PEOPLE}
    wrong: dict[str, object] = {}
    for thing in (t for t in things if not t.posts):
        found, watching = writes()
        with watching:
            asked = {"HX-Request": "true"} if thing.part else {}
            status = {key: clients[key].get(thing.url, headers=asked).status_code for key in cast.PEOPLE}
        if {key for key, code in status.items() if code == 200} != thing.may or not set(status.values()) <= {200, 403, 404}:
            wrong[thing.url] = status
        if found:
            wrong[f"GET {thing.url} writes"] = set(found)
        if Client().get(thing.url).status_code not in ((200,) if thing.public else (302, 404)):
            wrong[thing.url] = "open to anybody"
    assert wrong == {}


def test_acts_on_things_are_refused_to_everybody_else(sign_in):
    things = everything()
    clients = {key: sign_in(key) for key in cast.PEOPLE}
    wrong = {}
    for thing in (t for t in things if t.posts):
        nothing = ID.sub(str(uuid4()), thing.url, count=1)
        for key in set(cast.PEOPLE) - thing.may:
            code = clients[key].post(thing.url).status_code
            # Another refusal is fine where it is word for word what something that never existed gets.
            if code not in (403, 404) and not (400 <= code < 500 and code == clients[key].post(nothing).status_code):
                wrong[(thing.url, key)] = code
    assert wrong == {}


def test_every_address_with_a_number_in_it_has_a_thing():
    """So that the two tests above cannot pass by leaving an address out."""
    urls = [t.url for t in everything()]
    resolved = {get_resolver().resolve(url).view_name for url in urls}
    without = sorted({r.name for r in NAMED if not r.needs.public} - resolved)
    assert not without, "add a thing with these addresses to tests/things/<module>.py"
