"""Two worlds that differ in one signal only: whoever did not agree to know it sees the same, but for a hint where it may (R9, R22).

What may be known is written out by hand below; it knows nothing of marks, gates or walls.
"""

import random
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.words import Purpose
from waakvlam.api.tests.tokens import api
from waakvlam.kit.time import at, now
from waakvlam.signals.models import Signal
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.beside import compare, known, refuse, say, seen

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R9", "R11", "R22")]
KEYS = ("alice", "carla", "dora", "eva")
SLUG = {"alice": "wonen", "carla": "gemeente", "dora": "anders", "eva": "zorg"}
MAY_KNOW = {"alice", "carla", "dora"}  # the covenant has no line for care
SHAPES: dict[str, tuple[dict[str, str], bool]] = {
    "worry": ({}, True), "home": ({"kind": "home"}, True), "nuisance": ({"kind": "nuisance"}, False), "danger": ({"urgency": "danger"}, False),
    "care": ({"topic": "care"}, False), "unsafe": ({"topic": "safety"}, False)}
TABLES = ("signals_signal", "signals_signalcontent", "signals_hint", "signals_met", "signals_signalstep", "access_clock", "access_audit", "access_reach")
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TOKENS = re.compile(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"')
ASKED = re.compile(r'<section class="wv-sheet" id="samen">.*?</section>', re.DOTALL)


@dataclass
class Plan:
    """Who brings what about one home, and what each answers."""

    shapes: dict[str, str]
    says: dict[str, str]
    secret: str
    hides: bool = False
    met: dict[str, set[str]] = field(default_factory=dict)

    @property
    def shown(self) -> set[str]:
        """Whose signal may be known of at all, in this world."""
        there = {k for k in self.shapes if k in MAY_KNOW and SHAPES[self.shapes[k]][1]} - ({self.secret} if self.hides else set())
        return there if len(there) > 1 else set()

    def knows(self, key: str) -> set[str]:
        yes = {k for k in self.shown if self.says[k] == "yes"}
        return yes - {key} if key in yes else set()


def plan(seed: int) -> Plan:
    draw = random.Random(seed)
    shapes = {k: draw.choice(["worry", "home", "worry", *SHAPES]) for k in KEYS}
    return Plan(shapes, {k: draw.choice(["yes", "yes", "no", ""]) for k in KEYS}, draw.choice(KEYS))


def world(made: Plan, sign_in: Any) -> dict[str, dict[str, Any]]:
    """Everything that each of the others sees of it; nothing of it stays."""
    point, here = transaction.savepoint(), {}
    for key in KEYS:
        if not (made.hides and key == made.secret):
            here[key] = make.brought(key, observation=f"Alleen voor {SLUG[key]}.", **SHAPES[made.shapes[key]][0])
    compare()
    for key, signal in here.items():
        assert (seen(key, signal) is not None) is (key in made.shown), (made, key)
        if key in made.shown and made.says[key]:
            (say if made.says[key] == "yes" else refuse)(key, signal)
    told = {key: sight(key, signal, sign_in(key)) for key, signal in here.items() if key != made.secret}
    for key in told:
        assert set(known(key, here[key])) == {SLUG[k] for k in made.knows(key)}, (made, key)
    transaction.savepoint_rollback(point)
    return told


def sight(key: str, signal: Signal, client: Client) -> dict[str, Any]:
    """Pages, answers of the API and counts of what raw SQL shows, without what differs between any two worlds."""
    urls = (reverse("signals:signal", args=[signal.pk]), "/signalen/", "/stil/", "/")
    found = {url.replace(str(signal.pk), "id"): client.get(url).content.decode() for url in urls}
    by_key = api(key, Purpose.SIGNAL)
    for part in ("", f"/{signal.pk}", f"/{signal.pk}/gelijkende", f"/{signal.pk}/samengevoegde", f"/{signal.pk}/woordvraag", f"/{signal.pk}/samen"):
        found[f"api{part.replace(str(signal.pk), 'id')}"] = by_key.get(f"/api/v1/werksignalen{part}").content.decode()
    with identity.acting(make.who(key)), connection.cursor() as db:
        for table in TABLES:
            db.execute(f"select count(*) from {table}")
            found[table] = str(db.fetchone())
    return {name: TOKENS.sub("·", IDS.sub("·", text)).replace(signal.number, "·") for name, text in found.items()}


def differs(made: Plan, sign_in: Any) -> dict[str, set[str]]:
    """Who of the others sees the secret signal's being there, and where. Whoever agreed to know is left out."""
    without = Plan(made.shapes, made.says, made.secret, hides=True)
    with at(now()):
        one, other = world(made, sign_in), world(without, sign_in)
    return {key: {name for name in one[key] if one[key][name] != other[key][name]} for key in one if made.secret not in made.knows(key)}


@pytest.mark.parametrize("seed", range(6))
def test_nobody_sees_more_of_a_signal_than_a_hint_and_only_where_it_may(seed, sign_in):
    made = plan(seed)
    hinted = made.shown - Plan(made.shapes, made.says, made.secret, hides=True).shown
    assert {key for key, where in differs(made, sign_in).items() if where} <= hinted


def test_of_a_hint_nothing_shows_but_that_it_is_there(sign_in):
    """Beside the question itself the page is the same, letter by letter, and so are the board and the words of the API."""
    made = Plan(dict.fromkeys(KEYS, "worry"), {"alice": "yes", "carla": "no", "dora": "", "eva": "yes"}, "carla")
    made.shapes["dora"] = "care"
    where = differs(made, sign_in)
    assert where.pop("dora") == where.pop("eva") == set()
    asked = {"/", "/stil/", "/signalen/id/", "api/id/samen", "signals_hint", "access_clock", "access_audit"}
    assert where["alice"] - asked == set() and "/signalen/id/" in where["alice"]
    without = Plan(made.shapes, made.says, made.secret, hides=True)
    with at(now()):
        one, other = (ASKED.sub("", world(plan_, sign_in)["alice"]["/signalen/id/"]) for plan_ in (made, without))
    assert re.sub(r"\s+", " ", one) == re.sub(r"\s+", " ", other)


def test_a_planted_leak_is_found(sign_in, monkeypatch):
    """The gate forgets what is shielded: a nuisance report would tell that somebody else knows the home."""
    made = Plan({"alice": "nuisance", "carla": "worry", "dora": "care", "eva": "worry"}, dict.fromkeys(KEYS, ""), "carla")
    monkeypatch.setitem(SHAPES, "nuisance", ({"kind": "worry"}, False))
    with pytest.raises(AssertionError):
        differs(made, sign_in)
