"""Send, try again, withdraw, mark as printed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, links
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .carriers import CARRIERS, NothingToCarryWith
from .models import TRANSITIONS, Channel, Delivery, State
from .policies import PostPermission

TRIES = 8


@transaction.atomic
def send(*, channel: str, to: str, subject: str = "", body: str, about_kind: str = "",
         about_id: UUID | None = None, recipient_id: UUID | None = None, by: Who) -> Delivery:
    """Queue one message; it leaves after commit, or vanishes with the rollback.

    `to` is an e-mail address, a number in E.164, or a postal address with line breaks. Raises
    Invalid where it is empty. The caller has checked that `by` may reach this person.
    """
    _check(channel, to)
    delivery = Delivery(
        network_id=by.network_id, organisation_id=by.organisation_id, channel=channel, to=to,
        subject=subject, body=body, about_kind=about_kind, about_id=about_id, recipient_id=recipient_id)
    delivery.save(force_insert=True)
    audit.record(by, "post.send", delivery, channel=channel, about=about_id)
    _queue([delivery])
    return delivery


@transaction.atomic
def send_many(deliveries: list[Delivery], *, by: Who) -> int:
    """Queue many messages of `by`'s organisation at once (an announcement): one act, two inserts."""
    for delivery in deliveries:
        _check(delivery.channel, delivery.to)
        delivery.network_id, delivery.organisation_id = by.network_id, by.organisation_id
    Delivery.objects.bulk_create(deliveries, batch_size=2000)
    audit.record(by, "post.send_many", None, size=len(deliveries))
    _queue(deliveries)
    return len(deliveries)


def _check(channel: str, to: str) -> None:
    if channel not in Channel.values or not to.strip():
        raise Invalid("post.address", _("Er is geen adres om dit bericht naartoe te sturen."),
                      came_in=channel, expected=_("een e-mailadres, telefoonnummer of postadres"))


def _queue(deliveries: list[Delivery]) -> None:
    from .tasks import carry

    # Arguments are opaque ids: the job's row holds nothing of a person.
    jobs: list[dict[str, Any]] = [
        {"delivery_id": str(d.id), "organisation_id": str(d.organisation_id)} for d in deliveries]
    carry.batch_defer(*jobs)


@transaction.atomic
def carry_out(delivery: Delivery) -> State:
    """Try to send one queued delivery now; called by the job with the row locked."""
    if delivery.state != State.QUEUED:
        return State(delivery.state)
    delivery.tries += 1
    try:
        CARRIERS[delivery.channel](delivery)
    except NothingToCarryWith as why:
        delivery.state, delivery.error = State.HELD, str(why)
    except Exception as error:  # noqa: BLE001  whatever a carrier does, the row must show it
        delivery.error = f"{type(error).__name__}: {error}"[:300]
        if delivery.tries >= TRIES:
            delivery.state, delivery.next_at = State.FAILED, None
        else:
            delivery.next_at = now() + timedelta(minutes=2 ** delivery.tries)
    else:
        delivery.state, delivery.sent_at, delivery.error = State.SENT, now(), ""
        # A link in it has arrived; whoever reads our copy later must not be able to open it.
        delivery.body = links.blanked(delivery.body)
    delivery.save()
    return State(delivery.state)


@transaction.atomic
def retry(delivery: Delivery, *, by: Who) -> None:
    """Raises WrongState where it was sent or withdrawn."""
    _move(delivery, State.QUEUED, "post.retry", by)
    _queue([delivery])


@transaction.atomic
def cancel(delivery: Delivery, *, by: Who) -> None:
    _move(delivery, State.CANCELLED, "post.cancel", by)


@transaction.atomic
def mark_sent(delivery: Delivery, *, by: Who) -> None:
    """A letter was printed and posted, or a message was passed on by hand."""
    delivery.sent_at, delivery.body = now(), links.blanked(delivery.body)
    _move(delivery, State.SENT, "post.mark_sent", by)


def _move(delivery: Delivery, to: State, verb: str, by: Who) -> None:
    require(by, PostPermission.ACT, delivery)
    if to not in TRANSITIONS[State(delivery.state)]:
        raise WrongState("post.state", _("Dit bericht is al %(state)s.") % {
            "state": delivery.get_state_display()})
    audit.record(by, verb, delivery, before=delivery.state, after=to)
    delivery.state, delivery.tries, delivery.next_at = to, 0, None
    delivery.save()
