"""Doors of the own organisation, and how much mail did not become a signal."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent

from ..models import Door, RefusedMail
from ..models.signal import BRINGERS
from ..policies import SignalPermission


@dataclass(frozen=True)
class DoorRow:
    """`refused` is [(reason, how many)]: without who wrote or what."""

    door: Door
    refused: list[tuple[str, int]]


def doors(who: Who) -> list[DoorRow]:
    """Open ones first. Two queries."""
    require(who, SignalPermission.DOORS)
    counts: dict[UUID, list[tuple[str, int]]] = {}
    rows = RefusedMail.objects.filter(organisation_id=who.organisation_id)
    rows = rows.none() if who.role in BRINGERS else rows
    counted = rows.values_list("door_id", "reason").annotate(n=Count("id")).order_by("reason")
    for door_id, reason, n in counted:
        counts.setdefault(door_id, []).append((reason, n))
    found = Door.objects.filter(organisation_id=who.organisation_id).order_by("-is_open", "title")
    return [DoorRow(d, counts.get(d.pk, [])) for d in found]


def door(who: Who, door_id: UUID) -> Door:
    """Raises Absent outside the own organisation."""
    found = Door.objects.filter(organisation_id=who.organisation_id, pk=door_id).first()
    if found is None:
        raise Absent("signal.door", _("Deze ingang is er niet."))
    return found
