"""What deserves a question in one organisation's log of one day. Reads both logs, writes nothing.

Everything runs as the organisation's own system, over its own log: no other organisation's rows,
and no new data. Readings are linked to acts, so a line says whose data and the act says who.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from waakvlam.access.identity import Who
from waakvlam.kit.time import AMSTERDAM

from .models import Question, Threshold

Kind = Question.Kind
BEFORE = timedelta(days=28)  # over which a person's own usual is taken
AGAIN = timedelta(days=14)
SINGLE = 5  # an act that shows more people than this is a list, not a look at somebody


@dataclass(frozen=True)
class Noticed:
    kind: str
    person_id: UUID
    count: int
    usual: int | None = None
    subject: bytes = b""
    hint: str = ""


def noticed(who: Who, day: date, limits: Threshold) -> Iterator[Noticed]:
    """Everything but nearness (`nearness.py`). Four statements over one organisation's log."""
    args = {"organisation": who.organisation_id, **_span("", day, day), **_span("before_", day - BEFORE, day),
            **_span("again_", day - AGAIN, day), "single": SINGLE, **{
                name: getattr(limits, name) for name in ("many", "times", "quiet_from", "quiet_until", "quiet_people",
                                                         "looks", "refusals")}}
    for person, count, usual in _rows(_MANY, args):
        yield Noticed(Kind.MANY, person, count, usual)
    for person, count in _rows(_QUIET, args):
        yield Noticed(Kind.QUIET, person, count)
    for person, subject, count in _rows(_AGAIN, args):
        yield Noticed(Kind.AGAIN, person, count, subject=bytes(subject))
    for person, count in _rows(_REFUSED, args):
        yield Noticed(Kind.REFUSED, person, count)


def looks(who: Who, day: date) -> list[tuple[UUID, bytes]]:
    """Who looked at whom on this day, lists aside: (colleague, encrypted id). One statement."""
    return [(person, bytes(subject)) for person, subject in _rows(_LOOKS, {
        "organisation": who.organisation_id, **_span("", day, day), "single": SINGLE})]


def _rows(sql: str, args: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as db:
        db.execute(sql, args)
        return db.fetchall()


def _span(name: str, first: date, last: date) -> dict[str, Any]:
    """The days as moments and as the milliseconds of the processing lines."""
    start, end = (datetime.combine(d, time(), AMSTERDAM) for d in (first, last + timedelta(days=1)))
    return {f"{name}from": start, f"{name}to": end, f"{name}from_ms": int(start.timestamp() * 1000),
            f"{name}to_ms": int(end.timestamp() * 1000)}


# A reading: who, whose data, when. Both logs by the organisation's own index on the time.
_READ = """select a.person_id as person, l.data_subject_id as subject, a.at, a.id as act, a.verb
    from access_processingline l
    join access_audit a on a.id = l.audit_id and a.organisation_id = %(organisation)s
   where l.organisation_id = %(organisation)s and l.start_time >= %({0}from_ms)s and l.start_time < %({0}to_ms)s
     and a.person_id is not null"""
_LOCAL = "at time zone 'Europe/Amsterdam'"

_MANY = f"""with read as materialized ({_READ.format("before_")}),
    hours as (select person, date_trunc('hour', at) as hour, count(distinct subject) as n from read group by 1, 2),
    usual as (select person, percentile_disc(0.5) within group (order by n) as n from hours
               where hour < %(from)s group by person)
  select h.person, max(h.n), max(u.n) from hours h left join usual u on u.person = h.person
   where h.hour >= %(from)s group by h.person
  having max(h.n) >= %(many)s and max(h.n) >= %(times)s * coalesce(max(u.n), 0)"""  # noqa: S608  constants

_QUIET = f"""with read as ({_READ.format("")})
  select person, count(distinct subject) from read
   where extract(hour from at {_LOCAL}) >= %(quiet_from)s or extract(hour from at {_LOCAL}) < %(quiet_until)s
   group by person having count(distinct subject) >= %(quiet_people)s"""  # noqa: S608

_AGAIN = f"""with read as materialized ({_READ.format("again_")}),
    small as (select act from read group by act having count(distinct subject) <= %(single)s)
  select r.person, r.subject, count(distinct (r.at {_LOCAL})::date) from read r join small using (act)
   group by r.person, r.subject
  having count(distinct (r.at {_LOCAL})::date) >= %(looks)s and bool_and(r.verb = 'data.read')
     and max(r.at) >= %(from)s"""  # noqa: S608

_REFUSED = """select person_id, count(*) from access_audit
   where organisation_id = %(organisation)s and at >= %(from)s and at < %(to)s and verb = 'access.denied'
     and person_id is not null group by person_id having count(*) >= %(refusals)s"""

_LOOKS = f"""with read as materialized ({_READ.format("")}),
    small as (select act from read group by act having count(distinct subject) <= %(single)s)
  select distinct r.person, r.subject from read r join small using (act)"""  # noqa: S608
