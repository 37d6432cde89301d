"""One handover, as far as who looks may read it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.words import Role
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now, today

from ..commands.moving import may_explain
from ..models import (
    Decision,
    Enclosure,
    Handover,
    HandoverContent,
    HelpedAnswer,
    InternalNote,
    Permission,
    State,
    Step,
)
from ..parts import Part
from ..waiting import KINDS
from . import reading
from .files import enclosures
from .lists import topic_label


class Reader:
    """From which side somebody looks."""

    SENDER, RECEIVER, MANDATE, RESIDENT = "sender", "receiver", "mandate", "resident"


@dataclass(frozen=True)
class Page:
    """All that one page shows; what may not be read is absent."""

    handover: Handover
    reader: str
    topic: str
    content: HandoverContent | None
    permission: Permission | None
    earlier: list[Permission]
    clock: Clock | None
    steps: list[Step]
    words: dict[UUID, str]
    notes: list[InternalNote]
    decision: Decision | None
    helped: list[HelpedAnswer]
    asked: HelpedAnswer | None
    files: list[Enclosure]

    @property
    def is_silent(self) -> bool:
        return self.clock is not None and self.clock.due_at < now()

    @property
    def has_expired(self) -> bool:
        """The permission ran out while somebody is still at work: the receiver reads nothing now."""
        return self.permission is not None and self.handover.is_open and self.permission.until < today()

    @property
    def may_explain(self) -> bool:
        return may_explain(self.handover)

    @property
    def title(self) -> str:
        name = self.content.parts.get("name", "") if self.content else ""
        return name or _("Overdracht %(number)s") % {"number": self.handover.number}

    @property
    def until(self) -> datetime | None:
        return self.clock.due_at if self.clock else None


def handover(who: Who, handover_id: UUID) -> Handover:
    """The shared row. Raises Absent where it is not there or out of reach. One query."""
    found = (Handover.objects.select_related("sender", "receiver", "sender_person", "receiver_person",
                                             "receiver_team", "backup_person")
             .filter(reach.opens(who, "status"), pk=handover_id).first())
    if found is None:
        raise Absent("handover", _("Deze overdracht is er niet (meer) voor jou."))
    return found


def page(who: Who, handover_id: UUID) -> Page:
    """Everything for the page; at most nine queries (one more where files went along), and one line for the resident whose copy is read."""
    found = handover(who, handover_id)
    reader = side_of(who, found)
    content = reading.sent(who).filter(handover=found).order_by("-version").first()
    if content is not None:
        audit.touched(who, "handover.read", [content.resident_id or content.household_id])
    helped = list(HelpedAnswer.objects.filter(handover=found).order_by("turn", "weeks"))
    owned = reader in (Reader.SENDER, Reader.RECEIVER) and not who.is_guest
    permissions = (list(Permission.objects.filter(handover=found, organisation_id=who.organisation_id).order_by("-given_at", "-id"))
                   if reader in (Reader.SENDER, Reader.RESIDENT) else [])
    return Page(
        handover=found, reader=reader, topic=topic_label(found.topic), content=content,
        permission=next((p for p in permissions if p.replaced_at is None), None),
        earlier=[p for p in permissions if p.replaced_at is not None],
        clock=clocks.of(who, [found.pk]).filter(kind__in=KINDS).order_by("due_at").first(),
        steps=list(Step.objects.filter(handover=found).select_related("organisation").order_by("at", "id")),
        words=dict(reading.told(who).filter(handover=found).values_list("step_id", "text")),
        notes=list(InternalNote.objects.filter(handover=found, organisation_id=who.organisation_id)
                   .select_related("person").order_by("at")) if owned else [],
        decision=Decision.objects.filter(handover=found, decided_at__isnull=True).first(),
        helped=helped, files=enclosures(who, found) if content is not None and Part.FILES in content.parts else [],
        asked=next((h for h in reversed(helped) if h.answered_at is None), None) if found.state == State.ENDED else None)


def side_of(who: Who, found: Handover) -> str:
    if who.role == Role.RESIDENT:
        return Reader.RESIDENT
    if who.role == Role.STEWARD:  # whoever holds the mandate is no side, wherever they work
        return Reader.MANDATE
    if found.sender_id == who.organisation_id:
        return Reader.SENDER
    return Reader.RECEIVER if found.receiver_id == who.organisation_id else Reader.MANDATE
