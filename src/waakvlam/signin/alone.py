"""Somebody who proved who they are and acts for nobody yet: sees only their own keys and codes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from waakvlam.access import audit, identity, signin, standing
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent


@dataclass(frozen=True)
class Me:
    """A person at work without a role."""

    id: UUID
    network_id: UUID
    name: str
    email: str


@contextmanager
def acting(person_id: UUID) -> Iterator[Me]:
    """A transaction in which the wall shows this person's own rows. Raises Absent."""
    with identity.restored(), transaction.atomic():
        standing.forget()
        with connection.cursor() as db:
            db.execute("select person_enter(%s)", [person_id])
            found = (db.fetchone() or [None])[0]
        if found is None:
            raise Absent("person")
        row: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
        yield Me(UUID(row["id"]), UUID(row["network_id"]), row["name"], row["email"])


def roles(person_id: UUID) -> list[Who]:
    """The identities that this person may act as now. One query more than there are."""
    with identity.restored():
        return [who for post in signin.posts(person_id) if (who := identity.member(post.id, ""))]


def told(person_id: UUID, verb: str, **detail: Any) -> None:
    """Write an act of somebody upon themselves in the log of each organisation they work for."""
    with identity.restored():
        for who in roles(person_id):
            identity.enter(who)
            audit.record(who, verb, **detail)
