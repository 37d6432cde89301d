"""Contact with a household, as others tell the register: spoken with, or not to be called again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now

from .models import Household


@transaction.atomic
def do_not_call(*, household_id: UUID, by: Who) -> bool:
    """Nobody of this organisation calls them any more (R7). Returns whether that is new."""
    household = _locked(household_id)
    if household.do_not_call:
        return False
    household.do_not_call, household.do_not_call_since = True, now()
    household.save(update_fields=["do_not_call", "do_not_call_since"])
    audit.record(by, "household.do_not_call", household)
    return True


@transaction.atomic
def call_again(*, household_id: UUID, by: Who) -> bool:
    """They may be called again. Returns whether that is new. Who may decide is asked before."""
    household = _locked(household_id)
    if not household.do_not_call:
        return False
    household.do_not_call, household.do_not_call_since = False, None
    household.save(update_fields=["do_not_call", "do_not_call_since"])
    audit.record(by, "household.call_again", household)
    return True


def spoken(*, household_id: UUID, at: datetime | None) -> None:
    """Set the last contact. No act of its own: the attempt that says so is audited. One query."""
    Household.objects.filter(pk=household_id).update(last_contact_at=at)


def _locked(household_id: UUID) -> Household:
    found = Household.objects.select_for_update(no_key=True).filter(pk=household_id).first()
    if found is None:
        raise Absent("household")
    return found
