"""What the privacy officer sees of the way to the Logboek."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Sum

from waakvlam.access.identity import Who
from waakvlam.access.models import ProcessingLine

from .models import Shipment


@dataclass(frozen=True)
class Way:
    """How far the lines of the own organisation are. `unsealed` are not yet ready to go."""

    sent: int
    lines: int
    last: datetime | None
    waiting: int
    failed: int
    unsealed: int
    troubled: list[Shipment]


def way(who: Who) -> Way:
    """Three queries; `troubled` is the oldest twenty that were tried and did not arrive."""
    rows = Shipment.objects.filter(organisation_id=who.organisation_id)
    by_state = {r["state"]: r for r in rows.values("state").annotate(n=Count("id"), lines=Sum("lines"), last=Max("sent_at"))}

    def of(state: str) -> int:
        return int(by_state[state]["n"]) if state in by_state else 0

    sent: dict[str, Any] = dict(by_state.get(Shipment.State.SENT, {"lines": 0, "last": None}))
    return Way(of(Shipment.State.SENT), sent["lines"], sent["last"], of(Shipment.State.WAITING), of(Shipment.State.FAILED),
               ProcessingLine.objects.filter(organisation_id=who.organisation_id, seal__isnull=True).count(),
               list(rows.exclude(state=Shipment.State.SENT).filter(tries__gt=0).order_by("seal")[:20]))


def first_unsent() -> int | None:
    """The lowest seal whose lines are still to go to a Logboek; None where everything arrived, or none is set up."""
    if not settings.LOGBOEK_URL:
        return None
    with connection.cursor() as db:
        db.execute("select logboek_unsent()")
        found: int | None = db.fetchone()[0]
    return found
