"""What the network agreed: who the report desk is, and how many days partners give each other."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.access.words import Kind
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import today

from ..models import DebtTerms
from ..policies import ArrearsPermission


@dataclass(frozen=True)
class Days:
    """Working days: before an eviction, for accepting, for first contact, for word after that."""

    desk: int = 10
    accept: int = 5
    contact: int = 10
    feedback: int = 20


@transaction.atomic
def agree(*, desk_id: UUID, days: Days, from_on: date, source: str, by: Who) -> DebtTerms:
    """From this day on; what was agreed before stays to be read. Raises Invalid with the field, Refused."""
    require(by, ArrearsPermission.SET_TERMS)
    desk = Organisation.objects.filter(pk=desk_id, network_id=by.network_id, has_accounts=True, kind=Kind.MUNICIPALITY).first()
    if desk is None:
        raise Invalid("desk", _("Kies een gemeente met een account in dit netwerk."), field="desk")
    if from_on < today():
        raise Invalid("from_on", _("Kies vandaag of een latere dag."), came_in=from_on.isoformat(), field="from_on")
    if len(source.strip()) < 5:
        raise Invalid("source", _("Schrijf op waar dit is afgesproken."), came_in=source, field="source")
    for name, most in {"desk": 60, "accept": 30, "contact": 30, "feedback": 60}.items():
        if not 1 <= getattr(days, name) <= most:
            raise Invalid("days", _("Kies 1 tot %(most)s werkdagen.") % {"most": most}, field=f"{name}_days")
    made = DebtTerms.objects.create(
        network_id=by.network_id, from_on=from_on, desk=desk, desk_days=days.desk, accept_days=days.accept,
        contact_days=days.contact, feedback_days=days.feedback, source=source.strip()[:200], made_by_id=by.organisation_id)
    audit.record(by, "arrears.terms", made, desk=desk.pk, desk_days=days.desk)
    return made


def in_force(by: Who, on: date | None = None) -> DebtTerms | None:
    """What holds on this day, or None where the network agreed on nothing yet. One query."""
    return (DebtTerms.objects.filter(network_id=by.network_id, from_on__lte=on or today())
            .select_related("desk").order_by("-from_on", "-created_at").first())


def needed(by: Who) -> DebtTerms:
    """Raises Invalid with what to do where nothing was agreed yet: no term is invented (domain.md)."""
    found = in_force(by)
    if found is None:
        raise Invalid("terms", _("Het netwerk heeft nog niet vastgelegd wie het meldpunt is en hoeveel dagen er zijn."),
                      remedy=_("Vraag de beheerder dit vast te leggen bij “Afspraken over vroegsignalen”."))
    return found
