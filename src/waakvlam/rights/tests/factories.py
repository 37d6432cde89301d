"""A resident with a handover to the municipality, a code in the letter, and a browser that used it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from waakvlam.access import commands as members
from waakvlam.access import identity
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.tests import factories as handed
from waakvlam.kit.time import now
from waakvlam.people.models import Resident
from waakvlam.post.models import Delivery
from waakvlam.rights import commands, visits

BORN = date(1941, 11, 24)
CODE = re.compile(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b")


def desk(key: str = "alice") -> Any:
    return cast.who(key, Purpose.REGISTER)


def second(role: str = "coordinator") -> Any:
    """Somebody else at the desk of “wonen”."""
    with identity.acting(cast.who("admin")) as by:
        made = members.add_member(name="Tweede van de Balie", email=f"{uuid4()}@wonen.example.org", role=role, by=by)
        # The database's own clock stands still in a test: they work here since yesterday.
        Membership.objects.filter(pk=made.pk).update(since=now() - timedelta(days=1))
    return replace(desk(), role=role, person_id=made.person_id, membership_id=made.pk)


def resident(key: str = "alice", **given: Any) -> Resident:
    made = handed.resident(key, **given)
    with identity.acting(desk(key)):
        Resident.objects.filter(pk=made.pk).update(birth_date=BORN)
        made.refresh_from_db()
    return made


def code_for(about: Resident, *, key: str = "alice", channel: str = "letter", language: str = "nl") -> str:
    """What stands in the letter on its way to them."""
    by = desk(key)
    with identity.acting(by):
        made = commands.give(resident_id=about.pk, channel=channel, language=language, by=by)
        return CODE.search(Delivery.objects.get(about_id=made.pk).body).group()  # type: ignore[union-attr]


def entered(about: Resident, **given: Any) -> Client:
    """A browser in which this resident signed in."""
    client = Client()
    answer = client.post("/mijn/aanmelding/", {"code": code_for(about, **given), "born": "24-11-1941"})
    assert answer.status_code == 302, answer.content.decode()
    return client


def as_resident(about: Resident) -> Any:
    return visits.resident(about.network_id, about.organisation_id, about.pk, organisation_kind="housing_association",
                           organisation_name="Wonen aan de Laan")
