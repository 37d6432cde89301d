"""Who lives in a household: from the own register, for the lists, and as the copy that is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from waakvlam.access.identity import Who
from waakvlam.people.models import Household, Phone, Resident


@dataclass(frozen=True)
class Home:
    """A household as a line shows it. `address` is empty where it is secret."""

    household_id: UUID
    name: str
    address: str
    place: str
    do_not_call: bool = False


def homes(who: Who, household_ids: Iterable[UUID]) -> dict[UUID, Home]:
    """Household → who rents it and where. Two queries, however many; the caller logs whose it read."""
    ids = list(household_ids)
    rows = Household.objects.filter(organisation_id=who.organisation_id, id__in=ids).select_related("dwelling") if ids else ()
    names: dict[UUID, str] = {}
    for one in _tenants(who, ids) if ids else ():
        names.setdefault(one.household_id, one.name)
    return {h.pk: Home(h.pk, names.get(h.pk, "–"), "" if h.secret_address else h.dwelling.address,
                       "" if h.secret_address else f"{h.dwelling.postcode} {h.dwelling.city}".strip(), h.do_not_call) for h in rows}


def contact_of(who: Who, household_id: UUID) -> dict[str, str]:
    """The contact data that leaves: one tenant, one own number. A secret address stays here where there is a number.

    Raises Household.DoesNotExist.
    """
    home = Household.objects.select_related("dwelling").get(pk=household_id, organisation_id=who.organisation_id)
    tenant = _tenants(who, [household_id]).first()
    phone = Phone.objects.filter(resident=tenant).order_by("rank", "id").first() if tenant else None
    number = phone.number if phone and not phone.whose else ""
    d, hidden = home.dwelling, home.secret_address and bool(number)
    return {"name": tenant.name[:120] if tenant else "–", "address": "" if hidden else d.address[:160],
            "postcode": "" if hidden else d.postcode, "city": d.city, "phone": number, "email": tenant.email if tenant else ""}


def _tenants(who: Who, household_ids: Iterable[UUID]) -> QuerySet[Resident]:
    """Who signed for it first; nobody who left, died or is a child."""
    return (Resident.objects.filter(organisation_id=who.organisation_id, household_id__in=household_ids, merged_into=None,
                                    gone_at=None, moved_at=None, deceased_at=None).exclude(part=Resident.Part.CHILD)
            .order_by("household_id", "-part", "birth_date", "id"))
