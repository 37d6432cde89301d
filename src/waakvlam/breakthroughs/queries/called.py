"""Calls for a decision: the list, one with its timeline, and who could decide."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from waakvlam.access import clocks, covenant, reach, reads
from waakvlam.access import waiting as ahead
from waakvlam.access.identity import Who, seeing
from waakvlam.access.models import Clock, Membership, Organisation, Reach
from waakvlam.access.policies import require
from waakvlam.access.waits import of_kind, short
from waakvlam.access.words import Kind
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.kit.time import day_of, now, working_days_between

from ..models import Breakthrough, Decision, State, Step
from ..models.states import CLOCK
from ..policies import DECIDERS, BreakthroughPermission
from .above import Higher, chain

KIND = "breakthrough"
MOST_ASKED = 20


@dataclass(frozen=True)
class Sight:
    """One breakthrough as somebody who reaches it sees it. `higher`: who comes next, lowest first."""

    b: Breakthrough
    steps: list[Step]
    decision: Decision | None
    higher: list[Higher]

    @property
    def is_late(self) -> bool:
        return self.b.state == State.OPEN and self.b.due_at < now()

    @property
    def took(self) -> int | None:
        """Working days from the question to its end."""
        return working_days_between(day_of(self.b.called_at), day_of(self.b.ended_at)) if self.b.ended_at else None


def one(who: Who, breakthrough_id: UUID) -> Breakthrough:
    """Raises Absent where it is out of reach. One query."""
    found = (Breakthrough.objects.filter(reach.opens(who, "status"), pk=breakthrough_id)
             .select_related("organisation", "decider", "decider_person", "caller").first())
    if found is None:
        raise Absent(KIND)
    return found


def sight(who: Who, found: Breakthrough) -> Sight:
    """Six queries."""
    steps = list(Step.objects.filter(breakthrough=found).select_related("organisation", "person", "to", "to_person").order_by("at", "id"))
    decision = Decision.objects.filter(breakthrough=found).select_related("option", "removed_by", "person", "organisation").first()
    higher = [h for h in chain(found) if h.taken > found.rung and (h.organisation_id, h.person_id) != (found.decider_id, found.decider_person_id)]
    return Sight(found, steps, decision, higher if found.state == State.OPEN else [])


def called(who: Who, *, state: str = "", after: str = "", size: int = 40) -> Page[Breakthrough]:
    """What one's organisation asked, must decide or is party to, newest change first. Two queries."""
    require(who, BreakthroughPermission.SEE)
    start = reach.listed(who, KIND, "status", status=state if state in State.values else "")
    found: Page[Reach] = keyset(start, "-sort_at", "-subject_id", after=after, size=size)
    rows = Breakthrough.objects.select_related("organisation", "decider", "decider_person").in_bulk([r.subject_id for r in found])
    return Page([rows[r.subject_id] for r in found if r.subject_id in rows], found.after, found.is_first)


def asked_of(who: Who) -> list[Breakthrough]:
    """What waits for a decision of one's organisation: one's own first, then what is due first. Two queries, or none."""
    return sorted(reads.rows(who, asked_now), key=lambda b: (b.decider_person_id not in (None, who.person_id), b.due_at))


def asked_now(who: Who) -> QuerySet[Breakthrough] | None:
    """Those of `asked_of`, in no order."""
    ids = [clock.subject_id for clock in ahead.on_us(who, (CLOCK,), MOST_ASKED)]
    rows = Breakthrough.objects.filter(reach.opens(who, "status"), pk__in=ids).select_related("organisation", "decider", "decider_person")
    return rows if ids else None


def stuck(who: Who, clock_id: UUID) -> tuple[Clock, str]:
    """The silent clock that a decision is asked about, with what it is called. Raises Absent."""
    found = clocks.silent(who).filter(pk=clock_id).first()
    if found is None:
        raise Absent("clock")
    row = of_kind(found.kind)
    return found, str(row.label) if row else found.kind


def deciders(who: Who) -> list[tuple[str, str]]:
    """Who can be asked: everybody in a role that decides, and the mailbox of organisations without accounts. Two queries."""
    rows = list(Membership.objects.filter(network_id=who.network_id, role__in=DECIDERS, until__isnull=True)
                .select_related("person", "organisation").order_by("organisation__name", "person__name"))
    found = {f"{m.organisation_id}:{m.person_id}": f"{m.organisation.name}: {m.person.name} ({m.get_role_display()})" for m in rows}
    for o in Organisation.objects.filter(network_id=who.network_id, has_accounts=False).exclude(email="").order_by("name"):
        found[f"{o.pk}:"] = o.name
    return list(found.items())


def partners(who: Who) -> list[tuple[str, str]]:
    """Organisations of the network, by name. One query."""
    rows = Organisation.objects.filter(network_id=who.network_id).exclude(kind=Kind.NETWORK).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def ref_of(who: Who, clock: Clock) -> str:
    """What a silent thing is called where nobody may be named: a number that tells of nobody."""
    row = of_kind(clock.kind)
    if row is None or row.purpose not in who.purposes() or not covenant.opens(who.for_purpose(row.purpose)):
        return short(clock.subject_id)
    with seeing(who.for_purpose(row.purpose)) as other:
        said = row.say(other, [clock]).get(clock.subject_id)
    return said.ref if said else short(clock.subject_id)
