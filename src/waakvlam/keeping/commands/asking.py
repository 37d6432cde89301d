"""Four eyes: who keeps the register asks, who oversees privacy decides."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now
from waakvlam.people.models import Resident

from ..models import Erasure, Tombstone
from ..policies import KeepingPermission
from .erasing import erase


@transaction.atomic
def ask(*, resident_id: UUID, reason: str, by: Who) -> Erasure:
    """Ask to erase a resident of the own register. Raises WrongState where that was asked already."""
    require(by, KeepingPermission.ASK)
    if not Resident.objects.filter(pk=resident_id).exists():
        raise Absent("resident", _("Deze bewoner staat niet (meer) in het register."))
    if reason not in Tombstone.Why.values:
        raise Invalid("reason", _("Kies waarom deze persoon gewist wordt."), came_in=reason, field="reason")
    if Erasure.objects.filter(resident_id=resident_id, state=Erasure.State.REQUESTED).exists():
        raise WrongState("erasure.asked", _("Dit is al gevraagd en wacht op een tweede paar ogen."))
    assert by.person_id is not None  # the policy lets only people at work ask
    made = Erasure.objects.create(network_id=by.network_id, organisation_id=by.organisation_id,
                                  resident_id=resident_id, why=reason, requested_by_id=by.person_id)
    audit.record(by, "erasure.ask", made, why=reason)
    return made


@transaction.atomic
def approve(*, erasure: Erasure, by: Who) -> Tombstone:
    """Somebody else says yes: it is done at once, and this row forgets whom it was about."""
    held = _locked(erasure, by)
    assert held.resident_id is not None
    stone = erase(subject=held.resident_id, reason=held.why, by=by)
    _decide(held, Erasure.State.DONE, by, resident_id=None, tombstone=stone)
    return stone


@transaction.atomic
def refuse(*, erasure: Erasure, by: Who) -> None:
    _decide(_locked(erasure, by), Erasure.State.REFUSED, by)


def _locked(erasure: Erasure, by: Who) -> Erasure:
    require(by, KeepingPermission.DECIDE, erasure)
    held = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if held.state != Erasure.State.REQUESTED:
        raise WrongState("erasure.decided", _("Hierover is al beslist."), came_in=held.state)
    return held


def _decide(held: Erasure, state: str, by: Who, **changes: object) -> None:
    for name, value in {"state": state, "decided_by_id": by.person_id, "decided_at": now(), **changes}.items():
        setattr(held, name, value)
    held.save()
    audit.record(by, f"erasure.{state}", held, why=held.why)
