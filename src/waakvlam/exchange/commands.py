"""Sending processing lines, and trying again what failed."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.models import ProcessingLine
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import WrongState
from waakvlam.kit.time import now

from .logboek import otlp
from .models import Shipment
from .policies import ExchangePermission

AT_ONCE = 500  # spans in one message
DUE = 200  # shipments in one run
LOOK = 8  # after so many tries somebody should look: about two hours
LONGEST = timedelta(hours=6)


def ship_due() -> int:
    """Send whatever is due, each organisation as itself; how many shipments were acknowledged.

    Nothing happens without an address: then the lines stay here, sealed, and can be sent later.
    """
    if not settings.LOGBOEK_URL:
        return 0
    otlp.checked(settings.LOGBOEK_URL)
    with transaction.atomic(), connection.cursor() as db:
        db.execute("select logboek_queue()")
        db.execute("select shipment, organisation from logboek_due(%s, %s)", [DUE, now()])
        due = db.fetchall()
    sent = 0
    for shipment, organisation in due:
        with acting(system(organisation, Purpose.ADMINISTRATION)) as by:
            sent += ship(shipment_id=shipment, by=by) == Shipment.State.SENT
    return sent


def ship(*, shipment_id: UUID, by: Who) -> str:
    """Send one shipment; its state. At least once: whoever is killed before the state is kept sends
    the same spans again, with the same ids."""
    require(by, ExchangePermission.SHIP)
    found = Shipment.objects.select_for_update(skip_locked=True).filter(pk=shipment_id).first()
    if found is None or found.state == Shipment.State.SENT:
        return found.state if found else "absent"
    try:
        found.lines = _send(found)
    except otlp.NotAcknowledged as error:
        found.tries, found.error = min(found.tries + 1, 30_000), str(error)
        found.state = Shipment.State.FAILED if found.tries >= LOOK else Shipment.State.WAITING
        found.next_at = _later(found.tries)
    else:
        found.state, found.sent_at, found.next_at, found.error = Shipment.State.SENT, now(), None, ""
    found.save()
    return found.state


def _send(shipment: Shipment) -> int:
    """How many lines were acknowledged. Raises NotAcknowledged."""
    rows = ProcessingLine.objects.filter(organisation_id=shipment.organisation_id, seal=shipment.seal).order_by("id")
    lines = list(rows)
    for start in range(0, len(lines), AT_ONCE):
        otlp.post(settings.LOGBOEK_URL, settings.LOGBOEK_TOKEN, otlp.request(lines[start:start + AT_ONCE]))
    return len(lines)


def _later(tries: int) -> datetime:
    """One minute after the first failure, then twice as long each time, at most six hours."""
    return now() + min(timedelta(minutes=2 ** min(tries - 1, 10)), LONGEST)


@transaction.atomic
def retry(*, by: Who) -> int:
    """Let everything that failed go now instead of when its time comes; how many."""
    require(by, ExchangePermission.SEE_SHIPMENTS)
    waiting = Shipment.objects.filter(organisation_id=by.organisation_id).exclude(state=Shipment.State.SENT)
    if not waiting.exists():
        raise WrongState("shipment", _("Er is niets dat opnieuw verstuurd moet worden."))
    count = waiting.update(state=Shipment.State.WAITING, next_at=now(), tries=0)
    audit.record(by, "logboek.retry", size=count)
    return count
