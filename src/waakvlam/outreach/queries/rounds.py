"""Rounds and how far they are, for lists and for Vandaag."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Value

from waakvlam.access import reads
from waakvlam.access.identity import Who
from waakvlam.access.policies import Denied, decide
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.kit.time import start_of, today

from ..call_queries import NOT_BEGUN
from ..models import Attempt, Round, RoundEntry
from ..policies import OutreachPermission

State = Round.State


@dataclass(frozen=True)
class Line:
    """One round with its progress. Counts are households; `mine` and `made` are attempts today."""

    id: UUID
    name: str
    state: str
    starts_on: date
    ends_on: date
    done: int
    total: int
    reached: int
    made: int = 0
    mine: int = 0

    @property
    def left(self) -> int:
        return self.total - self.done


def found_round(who: Who, round_id: UUID) -> Round:
    """A round of the own organisation. Raises Absent. One query."""
    found = Round.objects.select_related("script_version__script", "approved_by", "planned_by", "team").filter(
        organisation_id=who.organisation_id, id=round_id).first()
    if found is None:
        raise Absent("round")
    return found


def rounds(who: Who, *, state: str = "", after: str = "") -> Page[Line]:
    """A page of rounds, newest first, with progress. One or two queries.

    Whoever only calls sees the rounds in which they may call, and no drafts.
    """
    rows = _visible(who)
    rows = rows.filter(state=state) if state in State.values else rows
    page = keyset(rows, "-starts_on", "-id", after=after, size=30)
    return Page(_lines(who, list(page)), page.after, page.is_first)


def rounds_today(who: Who) -> list[Line]:
    """Running rounds in which `who` has a part, with today's pace. Two queries."""
    return _lines(who, reads.rows(who, running))


def running(who: Who) -> QuerySet[Round]:
    """Those of `rounds_today`, newest first."""
    return _visible(who).filter(state=State.RUNNING).order_by("-starts_on", "-id")[:20]


def cards_left(round: Round) -> int:
    """How many cards went through a letter box. One query."""
    return Attempt.objects.filter(round=round, channel=Attempt.Channel.CARD, undone_at=None).count()


def plans_everything(who: Who) -> bool:
    return not isinstance(decide(who, OutreachPermission.SEE_ROUNDS), Denied)


def _visible(who: Who) -> QuerySet[Round]:
    rows = Round.objects.filter(organisation_id=who.organisation_id)
    if plans_everything(who):
        return rows
    rings = Q(steps=[]) | Q(steps__contains=[{"channel": Attempt.Channel.PHONE}])  # who visits walks sheets
    return rows.filter(Q(team_id=None) | Q(team_id=who.team_id), rings).exclude(state__in=NOT_BEGUN)


def _lines(who: Who, found: list[Round]) -> list[Line]:
    """Both counts in one query; none where nothing runs."""
    live = [r.id for r in found if r.state in (State.RUNNING, State.PAUSED)]
    since = start_of(today())
    homes = RoundEntry.objects.filter(round__in=live).order_by().values("round_id").annotate(
        total=Count("id", filter=~Q(state=RoundEntry.State.EXCLUDED)),
        done=Count("id", filter=Q(state__in=(RoundEntry.State.DONE, RoundEntry.State.UNREACHABLE))),
        reached=Count("id", filter=Q(reached_at__isnull=False)), of=Value("homes"))
    tries = Attempt.objects.filter(round__in=live, at__gte=since, undone_at__isnull=True).order_by().values("round_id").annotate(
        total=Count("id"), done=Count("id", filter=Q(person_id=who.person_id)), reached=Value(0), of=Value("tries"))
    counted = {(row["of"], row["round_id"]): row for row in homes.union(tries, all=True)} if live else {}
    return [_line(r, counted.get(("homes", r.id)), counted.get(("tries", r.id), {})) for r in found]


def _line(round: Round, live: Mapping[str, Any] | None, made: Mapping[str, Any]) -> Line:
    """From live counts, else from what was kept at approval and at the end."""
    kept = round.size.get("end", {})
    listed = round.size.get("listed", 0) + round.size.get("reference", 0)
    counts = live or {"total": kept.get("total", listed), "done": kept.get("done", 0),
                      "reached": kept.get("reached", 0)}
    return Line(round.id, round.name, round.state, round.starts_on, round.ends_on, counts["done"],
                counts["total"], counts["reached"], made.get("total", 0), made.get("done", 0))
