"""Keep somebody's data for now: with a reason and an end."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now, today

from ..models import Hold
from ..policies import KeepingPermission


@transaction.atomic
def hold(*, resident_id: UUID, reason: str, until: date, by: Who) -> Hold:
    """Raises Invalid without a reason or with an end that has passed, WrongState where one stands."""
    require(by, KeepingPermission.HOLD)
    if not reason.strip():
        raise Invalid("reason", _("Schrijf op waarom deze gegevens moeten blijven."), field="reason")
    if until <= today():
        raise Invalid("until", _("Kies een dag in de toekomst."), came_in=str(until), field="until")
    if Hold.objects.filter(resident_id=resident_id, lifted_at__isnull=True).exists():
        raise WrongState("hold", _("Deze gegevens worden al vastgehouden."))
    made = Hold.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, resident_id=resident_id,
                               reason=reason.strip()[:300], until=until, placed_by_id=by.person_id)
    audit.record(by, "hold.place", made, until=str(until))
    return made


@transaction.atomic
def lift(*, hold: Hold, by: Who) -> None:
    require(by, KeepingPermission.HOLD)
    held = Hold.objects.select_for_update().get(pk=hold.pk)
    if held.lifted_at is not None:
        raise WrongState("hold", _("Dit is al opgeheven."))
    held.lifted_at, held.lifted_by_id = now(), by.person_id
    held.save(update_fields=["lifted_at", "lifted_by"])
    audit.record(by, "hold.lift", held)
