"""Every act as a cell: who tries what on which thing, whether the model lets them, and whether it then works.

Of each sort of acts a sample is tried per relation, another one each day; WAAKVLAM_ACTS says how many, or "all".
"""

import os
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from fnmatch import fnmatch
from typing import Any
from uuid import UUID

from django.urls import resolve

from tests.objects import Thing
from waakvlam.access.tests import cast
from waakvlam.config.matrix import routes
from waakvlam.kit.time import add_working_days, today

from . import model
from .calling import allowed, worth
from .model import ACTS
from .subjects import Address, Planted
from .town import Somebody

SAMPLE = os.environ.get("WAAKVLAM_ACTS", "36")
POSTS = [r for r in routes() if r.needs and "POST" in r.needs.methods and not r.needs.public]
PLAIN = [r for r in POSTS if not re.search(r"[<({]", r.path)]
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# One's own: no colleague, whatever the role.
OWN = ("signin:session_end", "signin:passkey_end", "access:withdrawal", "outreach:call", "outreach:call_[!ts]*", "outreach:call_step",
       *(f"maintenance:{n}" for n in ("my_list", "agenda*", "point", "agreed", "release", "entry", "act", "taken_back", "item",
                                       "others", "ringing", "appointment*")))
# Of those who walk a sheet, or hold a telephone; and of whoever plans.
OF_A_WALK = ("outreach:sheet", "outreach:sheet_paper", "outreach:door", "outreach:visit_undo", "outreach:report_choice", "maintenance:at_door", "field:*")
# Who of the own organisation may is finer than a role, and its own tests say it: an empty list of reports for whoever walks no
# sheet of the round (outreach/tests), a file that a colleague is still writing with (handovers/tests/test_files_reach.py).
FINER = {"outreach:round_reports", "handovers:file"}
# What a colleague who may not hears instead of a refusal: who gives back what they do not hold is told that it is back.
CALM = {"outreach:call_return": (302,)}
# Whoever does these proves afresh who they are, before anything is looked up.
PROVES_AFRESH = {"api:revocation"}
# What keys read of a thing that has a page: whoever may read the one may read the other.
BY_KEY = {
    "breakthroughs:one": ("/doorbraken/{id}",), "arrears:notice": ("/vroegsignalen/{id}", "/vroegsignalen/{id}/gegevens"),
    "maintenance:project": ("/onderhoudsprojecten/{id}",), "signals:signal": ("/werksignalen/{id}", *(f"/werksignalen/{{id}}/{part}" for part in (
        "verhaal", "gelijkende", "samengevoegde", "woordvraag", "samen"))),
    "maintenance:agenda": ("/onderhoudsprojecten/{id}/adressen", "/onderhoudsprojecten/{id}/agendapunten")}
# Of the whole network: whoever has the role in any of its organisations may, or reads that another holds it.
OF_THE_NETWORK = {"access:adoption", "access:rejection", "access:proposal", "access:organisation"}


@dataclass(frozen=True)
class Cell:
    """One act of one person on one thing. `may`: allowed, refused, or None where the model does not say;
    `works`: whether it then does what it is for, or is refused for its state; None where the form stays empty;
    `calm`: answers that stand for a refusal too, as long as nothing is written."""

    who: Somebody
    name: str
    url: str
    state: str = ""
    may: bool | None = False
    works: bool | None = None
    form: dict[str, Any] = field(default_factory=dict, hash=False)
    method: str = "POST"
    address: Address | None = None
    calm: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.name} {self.url} {self.state}"


def chosen(cells: Iterable[Cell], seed: str) -> list[Cell]:
    """All, or a sample of each half: what the model allows, and what it does not."""
    whole = list(cells)
    if SAMPLE == "all":
        return whole
    draw = random.Random(f"{today().toordinal()} {seed}")
    halves = [c for c in whole if c.may], [c for c in whole if not c.may]
    return [c for half in halves for c in draw.sample(half, min(len(half), int(SAMPLE) // 2))]


_OPEN = {"offered", "in_round", "at_mandate", "accepted", "to_team", "contact", "under_way"}
_ASIDE = {"expired", "gone_from_ended"}  # in contact, and offered: what was sent is out of reach for the receiver


def _form(slug: str) -> dict[str, Any]:
    """What somebody fills in to do this act."""
    later = add_working_days(today(), 2).isoformat()
    return {
        "aanname": {"first_contact_by": later}, "afwijzing": {"reason": "capacity"}, "teruggave": {"reason": "capacity"},
        "afronding": {"outcome": "helped"}, "slot": {"internal": "Het blijft hierbij."},
        "antwoord": {"answer": "yes", "witness": "Nel"}, "aanwijzing": {"obstacle": "other", "working_days": "2"},
        "intrekking": {"reason": "solved"}, "toestemming": {"how": "phone"}, "notitie": {"text": "Gebeld."},
        "verlenging": {"words": "Mag het langer?", "asked": "phone", "given_by": "self",
                       "until": (today() + timedelta(days=170)).isoformat()}}.get(slug, {})


_AT_WORK = {"contact", "under_way", "expired"}
# Act → the states of the matrix in which it works for whoever may.
WORKS: dict[str, set[str]] = {
    "aanname": {"offered", "in_round", "at_mandate"}, "afwijzing": {"offered", "in_round", "at_mandate"},
    "contact": {"accepted", "to_team"}, "begin": {"contact", "expired"}, "afronding": _AT_WORK,
    "bericht": _AT_WORK, "teruggave": _AT_WORK | {"accepted", "to_team"},
    "hervatting": set(), "slot": {"declined", "returned", "by_ended"}, "antwoord": {"ended"},
    "herinnering": _OPEN | _ASIDE, "opschaling": set(),
    "aanwijzing": {"at_mandate"},
    "intrekking": _OPEN | _ASIDE, "verlenging": _OPEN | _ASIDE, "toestemming": set(model.HANDOVER) - {"stopped"}, "notitie": set(model.HANDOVER),
    "bewonerslink": set(model.HANDOVER)}
# Operation of the API → the act of the page that does the same, and what is sent.
OPERATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "aanvaarding": ("aanname", {"eersteContactUiterlijk": add_working_days(today(), 2).isoformat()}),
    "afwijzing": ("afwijzing", {"reden": "capacity"}), "contact": ("contact", {}), "afronding": ("afronding", {"uitkomst": "helped"})}


def on_handovers(who: Somebody, planted: Planted) -> Iterator[Cell]:
    for slug in ACTS:
        for address in worth(who, (a for a in planted.addresses if _slug(a) == slug)):
            may = allowed(who, address)
            yield Cell(who, address.name, address.url, address.state, may, may and address.state in WORKS[slug],
                       _form(slug), address=address)


def by_the_api(who: Somebody, planted: Planted) -> Iterator[Cell]:
    for operation, (slug, body) in OPERATIONS.items():
        for address in worth(who, (a for a in planted.addresses if _slug(a) == slug)):
            may, name = allowed(who, address), f"api POST /overdrachten/{{id}}/{operation}"
            yield Cell(who, name, f"/api/v1/overdrachten/{planted.handovers[address.state]}/{operation}", address.state,
                       may, may and address.state in WORKS[slug], body)


def on_what_is_kept(who: Somebody, planted: Planted) -> Iterator[Cell]:
    for address in worth(who, (a for a in planted.addresses if a.method == "POST" and not _slug(a))):
        yield Cell(who, address.name, address.url, address.state, allowed(who, address), address=address)


def without_a_thing(who: Somebody, _planted: Planted) -> Iterator[Cell]:
    for route in PLAIN:
        yield Cell(who, route.name, route.path, may=who.membership is not None and model.enters(route.name, who.slug, who.role))


def on_things(who: Somebody, things: list[Thing]) -> Iterator[Cell]:
    """Of every module, as it declares them itself: a new module is among them from its first day."""
    answers = {r.name: r for r in POSTS}
    for thing in (t for t in things if not t.public):
        name = resolve(thing.url).view_name
        if not ID.search(thing.url):  # a place in a list, or a door by its name: each organisation has its own
            if thing.posts and name not in {r.name for r in PLAIN}:
                enters = who.membership is not None and model.enters(name, who.slug, who.role)
                yield Cell(who, name, thing.url, may=None if enters else False)
            continue
        for path in BY_KEY.get(name, ()):
            by_key = f"api GET {path}"
            may = model.enters(by_key, who.slug, who.role) and _of_theirs(who, name, thing)
            yield Cell(who, by_key, f"/api/v1{path.replace('{id}', ID.search(thing.url).group())}", may=may, method="GET")
        methods = ["POST"] if thing.posts else ["GET", "POST"] if name in answers else ["GET"]
        may = _of_theirs(who, name, thing)
        calm = CALM.get(name, ()) if who.slug in {cast.PEOPLE[k][1] for k in thing.may} else ()
        for method in methods:  # of an act a thing names who may at most; what it takes besides, each module tests
            yield Cell(who, name, thing.url, may=None if may and method == "POST" else may, method=method, calm=calm)


def _of_theirs(who: Somebody, name: str, thing: Thing) -> bool | None:
    """Colleagues with the role of whom a thing names may as they do; another organisation never."""
    if who.membership is None or not model.enters(name, who.slug, who.role):
        return False
    named = {(cast.PEOPLE[k][1], cast.PEOPLE[k][2]) for k in thing.may}
    if name in OF_THE_NETWORK and who.slug != "ver":
        return None
    walk = any(fnmatch(name, pattern) for pattern in OF_A_WALK) and who.role != "coordinator"
    if walk or who.slug not in {slug for slug, _role in named} or any(fnmatch(name, pattern) for pattern in OWN):
        return False
    return True if (who.slug, who.role) in named and name not in FINER else None


def _slug(address: Address) -> str:
    """The act on a handover that stands behind this address, if it is one."""
    if address.method != "POST":
        return ""
    return {"handovers:act": address.url.rstrip("/").rsplit("/", 1)[-1], "handovers:resident_link": "bewonerslink"}.get(address.name, "")


def never_there(url: str) -> str:
    """The same address of something that never existed."""
    return ID.sub(str(UUID(int=77)), url, count=1)
