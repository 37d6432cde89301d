"""Doors of which two telephones told different things, until a person chose."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import Denied, decide
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset

from .. import outcomes
from ..models import Attempt, Round
from ..policies import OutreachPermission
from .sheets import ACTIVITY, visible


@dataclass(frozen=True)
class Report:
    """One of the two. `told_at` is what a telephone with a wrong clock said."""

    id: UUID
    label: str
    by: str
    at: datetime
    told_at: datetime | None
    note: str
    stands: bool


@dataclass(frozen=True)
class Beside:
    """A door with both reports; `id` is the attempt that contests the other."""

    id: UUID
    address: str
    reports: tuple[Report, Report]


def open_(who: Who, round: Round, *, after: str = "") -> Page[Attempt]:
    """Unsettled, newest first: all for whoever plans, else of the sheets one walks. One query."""
    rows = Attempt.objects.filter(round=round, contests__isnull=False, settled_at=None).select_related(
        "person", "contests__person", "household__dwelling")
    if isinstance(decide(who, OutreachPermission.PLAN_VISITS, round), Denied):
        rows = rows.filter(door__sheet__in=visible(who))
    return keyset(rows, "-at", "-id", after=after, size=30)


def one(who: Who, attempt_id: UUID) -> Attempt:
    """A report that contests another, on a sheet of theirs. Raises Absent. One query."""
    found = Attempt.objects.filter(pk=attempt_id, contests__isnull=False, door__sheet__in=visible(who)).first()
    if found is None:
        raise Absent("attempt")
    return found


def beside(who: Who, round: Round, rows: Page[Attempt]) -> list[Beside]:
    """Both reports of each, with words for the outcomes; logged. No query."""
    audit.touched(who, ACTIVITY, [a.household_id for a in rows])
    labels = {o.code: o.label for channel in (Attempt.Channel.PHONE, Attempt.Channel.DOOR)
              for o in outcomes.of(round, channel)}
    return [Beside(a.pk, a.household.dwelling.address, (_report(a.contests, labels, True), _report(a, labels, False)))
            for a in rows if a.contests is not None]


def _report(attempt: Attempt, labels: dict[str, str], stands: bool) -> Report:
    return Report(attempt.pk, labels.get(attempt.outcome, attempt.outcome), attempt.person.name if attempt.person else "",
                  attempt.at, attempt.told_at, attempt.observation, stands)


def count(round: Round) -> int:
    """How many wait for a choice. One query over an index of those alone."""
    return Attempt.objects.filter(round=round, contests__isnull=False, settled_at=None)[:101].count()
