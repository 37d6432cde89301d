"""Keep a list under a name, make it the one that opens first, take it away and bring it back."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import now

from ..models import SavedView
from ..policies import SignalPermission

MOST = 30
# What may stand in a kept list; the words that somebody looked for may not.
KEPT = ("staat", "soort", "onderwerp", "urgentie", "buurt", "van", "volgorde")
BACK_WITHIN = timedelta(days=1)


@transaction.atomic
def keep(*, name: str, filters: Mapping[str, str], is_shared: bool = False, by: Who) -> SavedView:
    """A new list of one's own; the same name again replaces what it holds. Raises Invalid with the field."""
    require(by, SignalPermission.FIND)
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Invalid("name", _("Geef de lijst een naam van hoogstens 60 tekens."), came_in=name[:80], field="name")
    held = {key: str(filters[key])[:40] for key in KEPT if filters.get(key)}
    if not held:
        raise Invalid("filters", _("Kies eerst een filter of volgorde."), field="name")
    mine = _mine(by).filter(removed_at__isnull=True)
    made = mine.filter(name=name).first()
    if made is None and mine.count() >= MOST:
        raise Invalid("name", _("Je hebt al %(most)s lijsten. Haal er eerst een weg.") % {"most": MOST}, field="name")
    if made is None:
        made = SavedView(network_id=by.network_id, organisation_id=by.organisation_id, person_id=_person(by), name=name)
    made.filters, made.is_shared = held, is_shared
    made.save()
    audit.record(by, "signal.view", made, is_shared=is_shared)
    return made


@transaction.atomic
def open_first(*, view_id: UUID, by: Who) -> SavedView:
    """From now on the board opens with this list; where it already did, with everything again."""
    found = _own(view_id, by)
    was = found.is_default
    _mine(by).filter(is_default=True).update(is_default=False)
    found.is_default = not was
    found.save(update_fields=["is_default"])
    audit.record(by, "signal.view", found, is_default=found.is_default)
    return found


@transaction.atomic
def remove(*, view_id: UUID, by: Who) -> SavedView:
    """Away; for a day it can come back. What was away longer goes for good."""
    found = _own(view_id, by)
    _mine(by).filter(removed_at__lt=now() - BACK_WITHIN).delete()
    found.removed_at, found.is_default = now(), False
    found.save(update_fields=["removed_at", "is_default"])
    audit.record(by, "signal.view", found, removed=True)
    return found


@transaction.atomic
def restore(*, view_id: UUID, by: Who) -> SavedView:
    """Back as it was, but no longer the first. Raises Absent where it is gone for good."""
    require(by, SignalPermission.FIND)
    found = _mine(by).filter(pk=view_id, removed_at__gte=now() - BACK_WITHIN).first()
    if found is None:
        raise Absent("signal.view", _("Deze lijst is er niet meer."))
    found.removed_at = None
    found.save(update_fields=["removed_at"])
    audit.record(by, "signal.view", found, removed=False)
    return found


def _mine(by: Who) -> QuerySet[SavedView]:
    return SavedView.objects.filter(organisation_id=by.organisation_id, person_id=_person(by))


def _person(by: Who) -> UUID:
    """Raises Absent for who is no person: a job keeps no lists."""
    if by.person_id is None:
        raise Absent("signal.view")
    return by.person_id


def _own(view_id: UUID, by: Who) -> SavedView:
    """Raises Absent where it is not one's own."""
    require(by, SignalPermission.FIND)
    found = _mine(by).filter(pk=view_id, removed_at__isnull=True).first()
    if found is None:
        raise Absent("signal.view", _("Deze lijst is er niet (meer)."))
    return found
