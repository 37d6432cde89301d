"""Everybody who comes by a link or a code, along every link and form: nobody else's words, and no breakdown."""

import re
import time
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client

from waakvlam.access import identity
from waakvlam.handovers import commands
from waakvlam.handovers.tests import factories
from waakvlam.kit.time import add_working_days, today
from waakvlam.post.models import Delivery
from waakvlam.rights.tests import factories as rights

from . import tally
from .reading import text_of
from .test_crawl import Walk

pytestmark = [pytest.mark.proves("C19", "R2", "R9"), pytest.mark.slow]
LINK = re.compile(r"https?://[^/\s]+(/l/\S+/)")
KINDS = ("partner's link", "partner's link at work", "resident's link", "resident's receipt", "link that was closed")
SECONDS = 4.0


@dataclass
class Guest:
    """A browser without an account, and where it may begin."""

    client: Client
    starts: list[str]


def _mailed(to: str) -> str:
    with identity.acting(factories.who("alice")):
        found = LINK.search(Delivery.objects.filter(to=to).latest("created_at", "id").body)
    assert found
    return found.group(1)


def _partner(*, at_work: bool) -> Guest:
    made = factories.offered(to="voedsel")
    link = _mailed("post@voedsel.example.org")
    guest = Guest(Client(), [link])
    if at_work:
        guest.client.post(link, {"act": "aanname", "name": "Nel", "first_contact_by": add_working_days(today(), 1).isoformat()})
        guest.client.post(link, {"act": "contact"})
        assert factories.again(made.pk).accepted_name == "Nel"
    return guest


def guest(kind: str) -> Guest:
    """Each with a handover, or a place in the register, of its own: none of what was planted is theirs."""
    if kind == "resident's receipt":
        return Guest(rights.entered(rights.resident()), ["/mijn/"])
    if kind.startswith("partner"):
        return _partner(at_work=kind.endswith("work"))
    made = factories.offered(to="gemeente")
    with identity.acting(factories.who("alice")) as by:
        found = LINK.search(commands.resident_link(handover=made, by=by))
    assert found
    if kind == "link that was closed":
        from waakvlam.access import links

        with identity.acting(factories.who("alice")):
            links.revoke(made.pk, "resident")
        return Guest(Client(), [found.group(1)])
    return Guest(Client(), [found.group(1)])


class Judged(Walk):
    """A walk that also looks for what was planted in everything it is shown."""

    def ask(self, method: str, way: str, data: dict | None = None):
        cache.clear()  # counts of what strangers may repeat would end the walk early
        answer = super().ask(method, way, data)
        if leak := self.finder(text_of(answer)):  # type: ignore[attr-defined]
            self.broken.append(f"LEAK {method} {way}: {sorted(s.word for s in leak)}")
        return answer


@pytest.mark.parametrize("kind", KINDS)
def test_a_guest_follows_every_link_and_sends_nonsense(matrix, kind):
    one = guest(kind)
    one.client.raise_request_exception = False
    walk = Judged(one.client, time.monotonic() + SECONDS)
    walk.finder = matrix.finder
    walk.waiting.extendleft(one.starts)
    walk.run()
    tally.add(calls=len(walk.seen), cells=len(walk.seen) * len(matrix.planted.secrets))
    assert not walk.broken, "\n".join(walk.broken)
    assert walk.opened, "nothing was opened"
