"""Change who gets what first. Every change is a next version of the whole table, with a reason and an author."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation, Team
from waakvlam.access.policies import require
from waakvlam.access.remembering import forget
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now
from waakvlam.resources.words import Topic

from .. import routing
from ..models import Kind, RoutingRule, RoutingTable, Urgency
from ..policies import SignalPermission

MOST = 200
DAYS = 90


@dataclass(frozen=True)
class Line:
    """A rule as somebody writes it; "" fits everything."""

    name: str
    holder_id: UUID
    kind: str = ""
    topic: str = ""
    area: str = ""
    urgency: str = ""
    hours: str = RoutingRule.Hours.ALWAYS
    only_with_room: bool = False
    team_id: UUID | None = None


@dataclass(frozen=True)
class Moved:
    """How many signals of the last days would have gone elsewhere: from whom to whom, counted per organisation.

    `passed`: whom a rule would have passed over, since it had answered a partner that it had no room, and how often.
    """

    total: int
    moved: int
    pairs: list[tuple[str, str, int]]
    passed: list[tuple[str, int]]


def lines_of(who: Who) -> list[Line]:
    """The rules in force as lines that can be written anew. Two queries."""
    return [Line(r.name, r.holder_id, r.kind, r.topic, r.area, r.urgency, r.hours, r.only_with_room, r.team_id)
            for r in routing.in_force(who)]


@transaction.atomic
def write(*, lines: Iterable[Line], reason: str, in_force_from: datetime | None = None, by: Who) -> RoutingTable:
    """The next version, in force from now or later. Raises Invalid with the field; nothing is kept of a wrong table."""
    require(by, SignalPermission.ROUTE)
    kept = list(lines)
    if len(reason.strip()) < 5:
        raise Invalid("reason", _("Schrijf op waarom de regels veranderen."), field="reason")
    if len(kept) > MOST:
        raise Invalid("rules", _("Hoogstens %(most)s regels.") % {"most": MOST}, came_in=str(len(kept)))
    for line in kept:
        _check(line, by)
    assert by.person_id is not None  # an administrator is somebody
    latest = RoutingTable.objects.filter(network_id=by.network_id).order_by("-number").first()
    made = RoutingTable.objects.create(network_id=by.network_id, number=(latest.number if latest else 0) + 1, person_id=by.person_id,
                                       in_force_from=max(in_force_from or now(), now()), reason=reason.strip()[:200])
    RoutingRule.objects.bulk_create([
        RoutingRule(network_id=by.network_id, table=made, place=place, name=x.name.strip(), kind=x.kind, topic=x.topic,
                    area=x.area, urgency=x.urgency, hours=x.hours, only_with_room=x.only_with_room, holder_id=x.holder_id,
                    team_id=x.team_id) for place, x in enumerate(kept, start=1)])
    forget()
    audit.record(by, "signal.routes", made, number=made.number, size=len(kept))
    return made


def try_out(*, lines: Iterable[Line], by: Who) -> Moved:
    """What these rules would have changed for the signals of the last 90 days; counts only. Three queries.

    Who had room then is known from answers to partners alone: of what services said then nothing is kept.
    """
    require(by, SignalPermission.ROUTE)
    rules = [RoutingRule(place=n, name=x.name, kind=x.kind, topic=x.topic, area=x.area, urgency=x.urgency, hours=x.hours,
                         only_with_room=x.only_with_room, holder_id=x.holder_id, team_id=x.team_id) for n, x in enumerate(lines, start=1)]
    with connection.cursor() as db:
        db.execute("select kind, topic, area, district, urgency, channel, came_at, holder, n from signals_routed(%s, %s)", [DAYS, now()])
        rows = db.fetchall()
    names = dict(Organisation.objects.filter(network_id=by.network_id).values_list("id", "name"))
    said = routing.answers(now() - timedelta(days=DAYS))
    pairs: dict[tuple[str, str], int] = {}
    passed: dict[str, int] = {}
    for kind, topic, area, district, urgency, channel, came_at, holder, n in rows:
        facts = routing.Facts(kind, topic, area, urgency, channel)
        found = routing.chosen(rules, facts, came_at, district, routing.without_room(said, facts, came_at, district))
        wanted = routing.chosen(rules, facts, came_at, district, ())
        if wanted is not None and wanted is not found:
            name = names.get(wanted.holder_id, "")
            passed[name] = passed.get(name, 0) + n
        if found is not None and found.holder_id != holder:
            key = (names.get(holder, ""), names.get(found.holder_id, ""))
            pairs[key] = pairs.get(key, 0) + n
    moved = sorted(((a, b, n) for (a, b), n in pairs.items()), key=lambda row: -row[2])
    return Moved(sum(row[-1] for row in rows), sum(n for *_ab, n in moved), moved, sorted(passed.items(), key=lambda row: (-row[1], row[0])))


def _check(line: Line, by: Who) -> None:
    if not line.name.strip():
        raise Invalid("name", _("Geef elke regel een naam: die staat op het signaal."), field="name")
    for value, known, field in ((line.kind, Kind.values, "kind"), (line.topic, Topic.values, "topic"),
                                (line.urgency, Urgency.values, "urgency"), (line.hours, RoutingRule.Hours.values, "hours")):
        if value and value not in known:
            raise Invalid("rule", _("Dit kan een regel niet zeggen."), came_in=str(value)[:40], expected=", ".join(known), field=field)
    if not Organisation.objects.filter(pk=line.holder_id, network_id=by.network_id, has_accounts=True).exists():
        raise Invalid("holder", _("Kies een organisatie met accounts in dit netwerk."), field="holder_id")
    if line.team_id and not Team.objects.filter(pk=line.team_id, organisation_id=line.holder_id).exists():
        raise Invalid("team", _("Dit team hoort niet bij deze organisatie."), field="team_id")
