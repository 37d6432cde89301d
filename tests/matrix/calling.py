"""One call of one address by one person, judged against the model."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from . import model
from .model import Readers
from .reading import Finder, Secret, text_of
from .subjects import Address
from .town import Somebody


@dataclass(frozen=True)
class Told:
    """What came back: the status and the planted words in it."""

    status: int
    secrets: set[Secret]


def worth(who: Somebody, addresses: Iterable[Address]) -> Iterator[Address]:
    """The addresses to call as this person. Whoever may not enter one is refused before anything is
    looked up: once per name, whatever the thing and its state. An act out of reach likewise: once per thing."""
    told: set[tuple[str, ...]] = set()
    for address in addresses:
        if who.membership is None or not model.enters(address.name, who.slug, who.role):
            key: tuple[str, ...] = (address.name,)
        elif address.method == "POST" and address.reach and not address.reach.may(
                who.relation, who.role, model.acts_for(address.name, who.slug, who.role)):
            key = (address.name, address.state)
        else:
            key = (address.name, address.state, address.url)
        if key not in told:
            told.add(key)
            yield address


def call(who: Somebody, name: str, url: str, finder: Finder, method: str = "GET", form: dict[str, Any] | None = None) -> Told:
    answer = _answer(who, name, url, method, form or {})
    if who.membership is not None and not name.startswith("signin:"):  # signing in leads there itself
        assert answer.get("Location", "").split("?")[0] != "/aanmelden/", f"{who} is not signed in any more"
    return Told(answer.status_code, finder(text_of(answer)))


def _answer(who: Somebody, name: str, url: str, method: str, form: dict[str, Any]) -> HttpResponse:
    if not name.startswith("api GET") and not name.startswith("api POST"):
        return getattr(who.client, method.lower())(url, form)
    found = model.entry(name)
    key = who.key(found.purpose if found else "")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    if method == "GET":
        return Client(headers=headers).get(url, form)
    return Client(headers=headers).post(url, form, content_type="application/json")


def forbidden(who: Somebody, name: str, told: Told) -> set[Secret]:
    """Words in the answer that this person may not read here."""
    acting_for = model.acts_for(name, who.slug, who.role) if who.role else set()
    return {s for s in told.secrets if not s.readers.may(who.relation, who.role, acting_for)}


def missing(who: Somebody, name: str, told: Told, promised: Iterable[tuple[Secret, Readers]]) -> set[Secret]:
    """Words that this person must find here, and did not."""
    acting_for = model.acts_for(name, who.slug, who.role) if who.role else set()
    return {s for s, to in promised if all(
        r.may(who.relation, who.role, acting_for) for r in (s.readers, to))} - told.secrets


def allowed(who: Somebody, address: Address) -> bool:
    """Whether the model lets this person have, or do, what stands at an address."""
    return who.membership is not None and model.enters(address.name, who.slug, who.role) and _sees(
        who, address) and address.only in (None, who)


def _sees(who: Somebody, address: Address) -> bool:
    return address.seen.may(who.relation, who.role, model.acts_for(address.name, who.slug, who.role))


def expected(who: Somebody, address: Address) -> tuple[int, ...]:
    """The statuses that the model allows for an address of a thing."""
    api = address.name.startswith("api ")
    if who.membership is None:
        return (401,) if api else (302,)
    if not model.enters(address.name, who.slug, who.role):
        return (403, 404) if address.method == "POST" else (403,)
    if not allowed(who, address):
        # An act of the caller's screen answers strangers as it does where there is nothing (409).
        lost = (409,) if address.name.startswith("outreach:call_") else ()
        theirs = address.else_ if address.only and _sees(who, address) else ()
        return (403, 404, *lost, *theirs) if address.method == "POST" else (*address.else_, *((403,) if address.only else ()))
    return (200, 201, 204, 302, 400, 409, 422) if address.method == "POST" else (200,)


def told(wrong: dict[str, object]) -> str:
    """What is wrong, a line each, as a failing test shows it."""
    return f"{len(wrong)} cells differ from the model:\n" + "\n".join(f"  {k}: {v}" for k, v in list(wrong.items())[:400])
