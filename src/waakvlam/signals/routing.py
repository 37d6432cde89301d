"""Where a signal goes first, and why: readable rules, said on each signal in words that its readers understand.

The first rule that fits decides. A rule looks at kind, topic, area, urgency, the hour, and whether the organisation
says that it has room: in an answer to a partner while that counts, else in its services; never at a person (R5). Without
a rule whoever wrote it down holds it.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.remembering import keep, once
from waakvlam.kit.rows import value
from waakvlam.kit.time import AMSTERDAM, day_of, is_working_day, now
from waakvlam.people.models import Neighbourhood
from waakvlam.resources.models import Capacity
from waakvlam.resources.words import State as Room

from .models.routing import RoutingRule

FROM_HOUR, TO_HOUR = 8, 17


@dataclass(frozen=True)
class Facts:
    """What routing may look at (R5): never a person."""

    kind: str
    topic: str
    neighbourhood_code: str
    urgency: str
    channel: str


@dataclass(frozen=True)
class Where:
    """Who holds it first. `why` is {"code": …, …}: what a sentence is made of."""

    organisation_id: UUID
    team_id: UUID | None = None
    rule_id: UUID | None = None
    why: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Counting:
    """The version in force; that there is none is known too."""

    table_id: UUID | None


@dataclass(frozen=True)
class Said:
    """What an organisation answered when a partner asked for room: it counts from `at` until `until`, for one topic and area."""

    organisation_id: UUID
    topic: str
    area: str
    has_room: bool
    at: datetime
    until: datetime


def first(facts: Facts, by: Who) -> Where:
    """By the first rule that fits; else whoever writes it down. One query, two more where rooms count."""
    rules, moment = counting(by), now()
    said = answers(moment) if any(r.only_with_room for r in rules) else []
    district = district_of(facts.neighbourhood_code, by) if any(r.area for r in rules) or any(s.area for s in said) else ""
    full = without_room(said, facts, moment, district, full_for(facts.topic, by)) if any(r.only_with_room for r in rules) else {}
    found = chosen(rules, facts, moment, district, full)
    why = passed_over(chosen(rules, facts, moment, district, ()), found, full)
    if found is None:
        return Where(by.organisation_id, by.team_id, why={"code": "own", **why})
    return Where(found.holder_id, found.team_id, found.pk, {"code": "rule", "rule": found.name, **why})


def passed_over(wanted: RoutingRule | None, found: RoutingRule | None, full: Mapping[UUID, datetime | None]) -> dict[str, str]:
    """Who would have got it if it had room, and until which day it said to have none ("" where its services say so)."""
    if wanted is None or wanted is found:
        return {}
    until = full[wanted.holder_id]
    name = Organisation.objects.values_list("name", flat=True).get(pk=wanted.holder_id)  # as it is called now
    return {"full": name, "until": day_of(until).isoformat() if until else ""}


def in_force(who: Who) -> list[RoutingRule]:
    """The rules that count now, in their order, with whom they name. Two queries."""
    table = _table(who)
    return list(RoutingRule.objects.filter(table_id=table).select_related("holder", "team").order_by("place")) if table else []


def counting(who: Who) -> Sequence[RoutingRule]:
    """The same for deciding. A version never changes, so a process reads it once; which one counts is asked each time."""
    table = _table(who)
    try:
        return _rules(table) if table else ()
    except LookupError:
        return ()


def _table(who: Who) -> UUID | None:
    """One query per transaction; none where it was asked along with something else (`told`)."""
    found = once(_key(who), lambda: Counting(value("select signals_rules_in_force(%s, %s)", [who.network_id, now()])))
    return found.table_id if found else None


def told(who: Who, table_id: UUID | None) -> None:
    """Which version counts, or that none does, was learned along with something else."""
    keep(_key(who), Counting(table_id))


def _key(who: Who) -> tuple[str, UUID]:
    return "routing", who.network_id


@lru_cache(maxsize=64)
def _rules(table_id: UUID) -> tuple[RoutingRule, ...]:
    if not (found := tuple(RoutingRule.objects.filter(table_id=table_id).order_by("place"))):
        raise LookupError(table_id)  # not kept: whoever asks next may see it
    return found


def chosen(rules: Iterable[RoutingRule], facts: Facts, moment: datetime, district: str, full: Container[UUID]) -> RoutingRule | None:
    """The first that fits. Pure: the try-out asks it of the past."""
    return next((rule for rule in rules if fits(rule, facts, moment, district, full)), None)


def fits(rule: RoutingRule, facts: Facts, moment: datetime, district: str, full: Container[UUID]) -> bool:
    return (rule.kind in ("", facts.kind) and rule.topic in ("", facts.topic) and rule.urgency in ("", facts.urgency)
            and (not rule.area or rule.area in (facts.neighbourhood_code, district)) and _in_hours(rule.hours, moment)
            and not (rule.only_with_room and rule.holder_id in full))


def _in_hours(hours: str, moment: datetime) -> bool:
    local = moment.astimezone(AMSTERDAM)
    office = is_working_day(local.date()) and FROM_HOUR <= local.hour < TO_HOUR
    return hours == RoutingRule.Hours.ALWAYS or office == (hours == RoutingRule.Hours.OFFICE)


def district_of(code: str, who: Who) -> str:
    """The district in which a neighbourhood lies, or nothing. One query."""
    row = (Neighbourhood.objects.filter(network_id=who.network_id, code=code).order_by("-year")
           .values_list("district__code", flat=True).first()) if code else None
    return row or ""


def full_for(topic: str, who: Who) -> frozenset[UUID]:
    """Organisations all of whose services for this topic say that they are full. One query."""
    said: Sequence[tuple[UUID, str]] = list(
        Capacity.objects.filter(network_id=who.network_id, ended_at__isnull=True, service__ended_at__isnull=True,
                                service__topics__contains=[topic]).values_list("organisation_id", "state"))
    return frozenset({o for o, s in said if s == Room.FULL} - {o for o, s in said if s != Room.FULL})


def answers(since: datetime) -> list[Said]:
    """What partners answered about room, as far as it counted at `since` or later; the newest first. One query."""
    with connection.cursor() as db:
        db.execute("select organisation, topic, area, has_room, at, until from signals_room_said(%s)", [since])
        return [Said(*row) for row in db.fetchall()]


def without_room(said: Iterable[Said], facts: Facts, moment: datetime, district: str,
                 services: Iterable[UUID] = ()) -> dict[UUID, datetime | None]:
    """Who has no room for this, and until when they said so. The newest answer that counts goes before `services` that are full.

    Pure: the try-out asks it of the past. `said` is newest first.
    """
    full: dict[UUID, datetime | None] = dict.fromkeys(services)
    newest: dict[UUID, Said] = {}
    for one in said:
        if one.at <= moment < one.until and one.topic == facts.topic and one.area in ("", facts.neighbourhood_code, district):
            newest.setdefault(one.organisation_id, one)
    full.update({key: one.until for key, one in newest.items() if not one.has_room})
    return {key: until for key, until in full.items() if key not in newest or not newest[key].has_room}
