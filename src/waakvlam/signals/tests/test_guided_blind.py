"""Two worlds that differ in one line of a provider's list: of all others nobody sees, hears or counts anything else (R11, R22)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.identity import Who
from waakvlam.access.tests import cast
from waakvlam.access.wall import walls
from waakvlam.access.words import PURPOSES, Purpose
from waakvlam.api.tests.tokens import api
from waakvlam.kit.time import at, now
from waakvlam.post.models import Delivery
from waakvlam.signals import codes
from waakvlam.signals.commands import TellerGiven, guided
from waakvlam.signals.commands.mailing import take_in_mail
from waakvlam.signals.models import Signal
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.guided import HERE, heard, let, listed, tell
from waakvlam.signals.tests.test_mail import letter
from waakvlam.signals.tests.test_public import opened, sent

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3", "C4", "R11", "R22")]
TABLES = sorted(t for t, w in walls().items() if w is not None and w.verbs and w.name != "open")
COUNTED = " union all ".join(f"select '{table}', count(*) from {table}" for table in TABLES)
OTHERS = ("ada", "alice", "bob", "board", "carla", "dora", "frank", "roer", "vera", "zed")
BY_KEY = ("bob", "carla", "dora")
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DRAWN = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"|S-[2-9A-Z]{4}-[2-9A-Z]{4}|name="ticket" value="[^"]+"|'
                   r'class="sg-code">[^<]+<|code [A-Z0-9-]{11}')
PAGES = ("/", "/signalen/", "/signalen/gemeld/", "/signalen/overlast/", "/signalen/begeleid/", "/stil/", "/stil/partners/", "/stil/klokken/")
World = dict[str, str]


def wonen() -> Who:
    return identity.system(cast.organisation("wonen"), Purpose.SIGNAL)


def brought_in(client: Client) -> tuple[dict[str, Signal], str]:
    """The same nuisance by a partner, a caller, the landlord, the public door; and mail. Each is told of; with what the door answered."""
    teller = TellerGiven("neighbour", "Bep Buurman", "", "bep@example.org", "mail", "nl", b"")
    made = {key: make.brought(key, **HERE, teller=teller if key == "carla" else None) for key in ("carla", "bob", "dora")}
    with at(now() + timedelta(seconds=1)):  # what came in at one moment stands in the order of its id, and that of mail hangs on the door's
        take_in_mail(raw=letter("Harde muziek, Dorpsstraat 1234, 1500AA."))
    with identity.acting(wonen()):
        before = list(Signal.objects.values_list("pk", flat=True))
    answer = sent(client, what="nuisance", where="Dorpsstraat 1234, 1500AA", email="bep@example.org", hear="mail")
    with identity.acting(wonen()):
        made["public"] = Signal.objects.exclude(pk__in=before).get()
    for key, signal in made.items():
        tell(signal, cast.PEOPLE[key][1] if key in cast.PEOPLE else "wonen")
    return made, answer.content.decode()


def world(sign_in: Any, *, lists: bool, keys: tuple[str, ...] = OTHERS) -> World:
    """All that others than the provider see, hear and count; nothing of it stays."""
    point, client = transaction.savepoint(), Client()
    if lists:
        listed()
    let()
    opened(email="meld@laan.example")
    made, found = {}, {}
    made, found["door"] = brought_in(client)
    for name, signal in made.items():
        found[f"status {name}"] = client.post("/melden/status/", {"code": codes.of(signal.pk)}).content.decode()
    for key in keys:
        found |= {f"{key} {name}": text for name, text in sight(key, made, sign_in(key)).items()}
    found["told"] = str(len(heard("eva")))
    transaction.savepoint_rollback(point)
    return {name: DRAWN.sub("·", IDS.sub("·", text)) for name, text in found.items()}


def sight(key: str, made: dict[str, Signal], client: Client) -> World:
    answers = {url: client.get(url) for url in PAGES}
    for name, signal in made.items():
        answers |= {f"{route} {name}": client.get(reverse(f"signals:{route}", args=[signal.pk])) for route in ("signal", "reporter")}
    told = {name: f"{answer.status_code} {answer.content.decode()}" for name, answer in answers.items()}
    if key in BY_KEY:
        by_key = api(key, Purpose.SIGNAL)
        for name, signal in made.items():
            told |= {f"api {part} {name}": by_key.get(f"/api/v1/{part}/{signal.pk}").content.decode() for part in ("signalen", "werksignalen")}
        told["api"] = by_key.get("/api/v1/werksignalen").content.decode()
    for purpose in {Purpose.SIGNAL, Purpose.HANDOVER} & {*PURPOSES[cast.PEOPLE[key][2]]}:
        with identity.acting(cast.who(key, purpose)), connection.cursor() as db:
            db.execute(COUNTED)
            told[f"rows for {purpose}"] = str(sorted(db.fetchall()))
            told[f"post for {purpose}"] = str(sorted(Delivery.objects.values_list("to", "subject", "body")))
    return told


def differs(sign_in: Any, keys: tuple[str, ...] = OTHERS) -> tuple[set[str], World]:
    with at(now()):
        one, other = (world(sign_in, lists=lists, keys=keys) for lists in (True, False))
    assert set(one) == set(other) and (one.pop("told"), other.pop("told")) == ("4", "0")
    return {name for name in one if one[name] != other[name]}, one


def test_nobody_but_the_provider_can_tell_whether_the_home_is_on_its_list(sign_in):
    where, seen = differs(sign_in)
    assert where == set()
    assert len(seen) > 150 and "Er is overlast gemeld" in seen["dora /"] and "403" not in seen["dora /signalen/overlast/"][:3]


def test_a_planted_leak_is_found(sign_in, monkeypatch):
    """Whoever wrote it down would find the mail to the guide among its own."""
    tell_ = guided.notices.of_nuisance

    def told_by_another(notice, they):
        if notice.guide_id is None:
            return tell_(notice, they)
        with identity.acting(identity.system(cast.organisation("gemeente"), Purpose.SIGNAL)) as by:
            return tell_(notice, by)

    monkeypatch.setattr(guided.notices, "of_nuisance", told_by_another)
    where, _seen = differs(sign_in, ("carla",))
    assert {"carla post for signal", "carla rows for signal"} <= where
