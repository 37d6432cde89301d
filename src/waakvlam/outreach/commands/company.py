"""Who of the own organisation rings at a door, for whoever comes along."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from waakvlam.kit.errors import WrongState

from ..models import JointDoor, JointVisit, Sheet, SheetDoor


def walkers(sheet: Sheet) -> str:
    """As the partner reads it. One query."""
    return ", ".join(sheet.members.order_by("person__name").values_list("person__name", flat=True))[:300]


def tell_company(sheet: Sheet) -> None:
    """Another team walks: whoever goes along reads the new names. Two queries."""
    JointDoor.objects.filter(visit__basis__door__sheet=sheet, visit__state__in=JointVisit.OPEN).update(company=walkers(sheet))


def alone(doors: Iterable[SheetDoor]) -> None:
    """Raises WrongState where somebody of another organisation counts on a door as it stands."""
    if any(door.joint for door in doors):
        raise WrongState("door_joint", _("Bij een van deze deuren gaat een andere organisatie mee. Zeg dat bezoek eerst af."))
