"""Reads of the outbox."""

from uuid import UUID

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset

from .models import Channel, Delivery, State

LETTERS_AT_ONCE = 500


def outbox(who: Who, *, state: str = "", channel: str = "", after: str = "") -> Page[Delivery]:
    """A page of own deliveries, newest first. One query."""
    rows = Delivery.objects.filter(organisation_id=who.organisation_id)
    rows = rows.filter(state=state) if state in State.values else rows
    rows = rows.filter(channel=channel) if channel in Channel.values else rows
    page = keyset(rows, "-created_at", "-id", after=after)
    audit.touched(who, "post.outbox", (d.recipient_id for d in page))
    return page


def delivery(who: Who, delivery_id: UUID) -> Delivery:
    """Raises Absent where it is not there or not ours."""
    found = Delivery.objects.filter(organisation_id=who.organisation_id, id=delivery_id).first()
    if found is None:
        raise Absent("post")
    audit.touched(who, "post.delivery", [found.recipient_id])
    return found


def letters_to_print(who: Who) -> list[Delivery]:
    """The oldest letters that wait for the printer, at most 500."""
    rows = Delivery.objects.filter(organisation_id=who.organisation_id, state=State.HELD,
                                   channel=Channel.LETTER).order_by("created_at", "id")
    found = list(rows[:LETTERS_AT_ONCE])
    audit.touched(who, "post.print", (d.recipient_id for d in found))
    return found
