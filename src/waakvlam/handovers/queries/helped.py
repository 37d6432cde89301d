"""Did it help: who still has to be asked, and what a round brought in the end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waakvlam.access import audit
from waakvlam.access.identity import Who

from ..models import HandoverContent, HelpedAnswer, Origin, State
from ..parts import Part
from . import reading


@dataclass(frozen=True)
class ToAsk:
    """Somebody to ring: did it help?"""

    handover_id: UUID
    number: str
    name: str
    phone: str
    weeks: int
    asked_at: datetime


@dataclass(frozen=True)
class Lasting:
    """What a round's requests came to. Counts of requests; `after[weeks]` counts answers.

    `lastingly(weeks)` is “yes” at that moment; silence is not help.
    """

    handed_over: int
    ended: int
    after: dict[int, dict[str, int]]

    def lastingly(self, weeks: int) -> int:
        return self.after[weeks].get(HelpedAnswer.Answer.YES, 0)

    def asked(self, weeks: int) -> int:
        return sum(self.after[weeks].values())


def to_ask(who: Who, *, limit: int = 100) -> list[ToAsk]:
    """Residents of whom no answer came yet, longest waiting first: the call task. Three queries."""
    rows = list(HelpedAnswer.objects.filter(
        answered_at__isnull=True, handover__sender_id=who.organisation_id, handover__state=State.ENDED)
        .select_related("handover").order_by("asked_at")[:limit])
    copies = {c.handover_id: c for c in reading.sent(who).filter(handover_id__in=[r.handover_id for r in rows])}
    audit.touched(who, "handover.to_ask", (c.resident_id or c.household_id for c in copies.values()))
    return [_to_ask(row, copies.get(row.handover_id)) for row in rows]


def _to_ask(row: HelpedAnswer, copy: HandoverContent | None) -> ToAsk:
    sent = copy.parts if copy else {}
    return ToAsk(row.handover_id, row.handover.number, sent.get(Part.NAME, row.handover.number),
                 sent.get(Part.PHONE, ""), row.weeks, row.asked_at)


def lastingly_helped(who: Who, round_id: UUID) -> Lasting:
    """For the round's report: requests that became a handover, and the answers to “did it help?”
    at the end, after 6 and after 12 weeks. Of each handover the last turn counts. Two queries.
    """
    return of_round(who.organisation_id, round_id)


def of_round(organisation_id: UUID, round_id: UUID) -> Lasting:
    """The same, for whoever has the round in hand; the wall decides what is counted."""
    of_round = Origin.objects.filter(organisation_id=organisation_id, round_id=round_id)
    states = list(of_round.values_list("handover_id", "handover__state"))
    latest: dict[tuple[UUID, int], str] = {}
    for id_, weeks, answer in HelpedAnswer.objects.filter(
            handover_id__in=[h for h, _s in states], answered_at__isnull=False).order_by("turn").values_list(
            "handover_id", "weeks", "answer"):
        latest[id_, weeks] = answer
    after: dict[int, dict[str, int]] = {weeks: {} for weeks in HelpedAnswer.WEEKS}
    for (_h, weeks), answer in latest.items():
        after[weeks][answer] = after[weeks].get(answer, 0) + 1
    return Lasting(len(states), sum(s == State.ENDED for _h, s in states), after)
