"""Sending: opening and closing reach of shared rows. The only way in for another organisation.

Thin over the `reach_*` functions in sql/gate.sql, which refuse what must be refused even if
somebody calls them with raw SQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from waakvlam.kit.ids import uuid7
from waakvlam.kit.rows import as_json
from waakvlam.kit.time import now
from waakvlam.kit.together import UNREAD

from .identity import Who
from .models import Reach
from .words import Role


@dataclass(frozen=True)
class Sent:
    """What is opened to whom. `sort_at`, `status`, `topic`, `area`, `urgency` and `nature` feed the lists."""

    kind: str
    subject_id: UUID
    organisation_id: UUID
    compartment: str
    purpose: str
    ground: str
    sort_at: datetime | None = None
    status: str = ""
    topic: str = ""
    area: str = ""
    urgency: str = ""
    nature: str = ""
    team_id: UUID | None = None
    person_id: UUID | None = None
    may_grant: bool = False
    until: datetime | None = None


def open_to(sent: Sent) -> UUID:
    """Open reach. Found it for your own organisation first (`may_grant=True`), then for others.

    One query. Raises django.db.ProgrammingError (42501) where the caller may not share.
    """
    return open_all([sent])[0]


def open_all(rows: Sequence[Sent]) -> list[UUID]:
    """Open several in their order, in one statement; the first of a subject founds it."""
    made = [uuid7() for _row in rows]
    wanted = [{
        "id": id_, "kind": sent.kind, "subject": sent.subject_id, "organisation": sent.organisation_id, "team": sent.team_id,
        "person": sent.person_id, "compartment": sent.compartment, "purpose": sent.purpose, "ground": sent.ground,
        "may_grant": sent.may_grant, "until": sent.until, "sort_at": sent.sort_at or now(), "status": sent.status,
        "topic": sent.topic, "area": sent.area, "urgency": sent.urgency, "nature": sent.nature,
    } for id_, sent in zip(made, rows, strict=True)]
    with connection.cursor() as db:
        db.execute(f"{UNREAD}select reach_open_all(%s)", [as_json(wanted)])
    return made


def close(subject_id: UUID, organisation_id: UUID | None = None, compartment: str | None = None) -> int:
    """Close reach now; returns how many rows. None means every organisation or compartment."""
    return _one("select reach_close(%s, %s, %s)", [subject_id, organisation_id, compartment])


def prolong(subject_id: UUID, organisation_id: UUID, compartment: str, until: datetime) -> int:
    """Keep open what has an end, until `until`; returns how many rows. Nothing that was closed opens.

    Raises django.db.ProgrammingError (42501) where the caller may not share.
    """
    return _one("select reach_prolong(%s, %s, %s, %s)", [subject_id, organisation_id, compartment, until])


def widen(subject_id: UUID, organisation_id: UUID) -> int:
    """What stands open to one team of it is from now on open to the whole organisation; returns how many rows.

    For what stayed silent: a colleague of another team can help. Raises django.db.ProgrammingError (42501) where
    the caller may not share.
    """
    return _one("select reach_widen(%s, %s)", [subject_id, organisation_id])


def touch(subject_id: UUID, sort_at: datetime, status: str) -> int:
    """Keep the lists' sort key and status up to date; returns how many rows."""
    return _one("select reach_touch(%s, %s, %s)", [subject_id, sort_at, status])


def file(subject_id: UUID, compartment: str, kind: str) -> int:
    """Move our own reach of this to another list of ours; who reads what stays as it is. Returns how many rows."""
    return _one("select reach_file(%s, %s, %s)", [subject_id, compartment, kind])


def listed(who: Who, kind: str, compartment: str, *, status: str = "", topic: str = "", area: str = "", urgency: str = "",
           nature: str = "", held_by: UUID | None = None) -> QuerySet[Reach]:
    """The rows of reach to start a list from: order by -sort_at, -subject_id and take a page."""
    rows = Reach.objects.filter(
        organisation_id=who.organisation_id, subject_kind=kind, compartment=compartment,
        purpose=who.purpose, ended_at__isnull=True)
    given: dict[str, Any] = {"status": status, "topic": topic, "neighbourhood_code": area, "urgency": urgency, "nature": nature,
                             "held_by": held_by}
    return rows.filter(**{key: value for key, value in given.items() if value})


class Look(Exists):
    """One look per row, whatever the planner expects: it cannot see through the wall how much reach an organisation has, and
    would read all of it first where a list walks an index of its own.
    """

    template = "EXISTS(%(subquery)s OFFSET 0)"


def opens(who: Who, compartment: str, subject: str = "id", kind: type[Exists] = Exists) -> Exists:
    """A filter: rows of which reach opens this compartment to who asks, now and for this purpose.

    `subject` names the column that holds what was sent. No query of its own: one look in an index per row; with the kind
    `Look` also where the planner would do otherwise.
    """
    opened = Reach.objects.filter(
        Q(until__isnull=True) | Q(until__gt=now()), subject_id=OuterRef(subject), organisation_id=who.organisation_id,
        compartment=compartment, purpose=who.purpose, ended_at__isnull=True)
    if who.role != Role.SYSTEM:
        opened = opened.filter(Q(team_id__isnull=True) | Q(team_id=who.team_id), Q(person_id__isnull=True) | Q(person_id=who.person_id))
    return kind(opened if who.only is None else opened.filter(subject_id=who.only))


def _one(sql: str, args: list[Any]) -> int:
    with connection.cursor() as db:
        db.execute(sql, args)
        row = db.fetchone()
    return int(row[0]) if row else 0
