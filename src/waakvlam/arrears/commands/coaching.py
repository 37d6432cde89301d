"""A budget coach for new tenants: offered once, answered once; a no is a no."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, covenant
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.words import Category
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now, today
from waakvlam.people.models import Household

from ..models import CoachOffer
from ..models.states import How
from ..policies import ArrearsPermission
from .parts import ours


@transaction.atomic
def offer(*, household_id: UUID, how: str, service_id: UUID | None = None, on_day: date | None = None, by: Who) -> CoachOffer:
    """Raises Absent where the household is not ours, WrongState where it was asked, or wants no contact (R7)."""
    require(by, ArrearsPermission.COACH)
    covenant.ground_for(by, Category.TENANCY)
    home = Household.objects.filter(pk=household_id, organisation_id=by.organisation_id, gone_at=None).first()
    if home is None:
        raise Absent("household", _("Dit huishouden staat niet (meer) in jullie register."))
    if home.do_not_call:
        raise WrongState("coach.stop", _("Deze bewoner wil niet benaderd worden."))
    if how not in How.values:
        raise Invalid("how", _("Kies hoe."), came_in=how, field="how")
    if CoachOffer.objects.filter(organisation_id=by.organisation_id, household_id=household_id).exists():
        raise WrongState("coach.again", _("Dit huishouden kreeg al een aanbod."))
    made = CoachOffer.objects.create(**ours(by), household_id=household_id, offered_on=on_day or today(), how=how,
                                     service_id=service_id, person_id=by.person_id)
    audit.record(by, "arrears.coach", made)
    audit.touched(by, "arrears.coach", [household_id])
    return made


@transaction.atomic
def answer(*, offer_id: UUID, outcome: str, by: Who) -> CoachOffer:
    """What they said; it can be said again as long as somebody made a mistake."""
    require(by, ArrearsPermission.COACH)
    made = CoachOffer.objects.select_for_update(of=("self",)).filter(pk=offer_id, organisation_id=by.organisation_id).first()
    if made is None:
        raise Absent("offer")
    if outcome not in CoachOffer.Outcome.values:
        raise Invalid("outcome", _("Kies wat de bewoner zei."), came_in=outcome, field="outcome")
    made.outcome, made.outcome_at = outcome, now()
    made.save(update_fields=["outcome", "outcome_at"])
    audit.record(by, "arrears.coach_answer", made, outcome=outcome)
    audit.touched(by, "arrears.coach", [made.household_id])
    return made
