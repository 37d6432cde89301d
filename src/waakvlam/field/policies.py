"""Who uses the app at the door, and who may wipe a phone."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import OF_OUR_ORGANISATION, Predicate, purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class FieldPermission(StrEnum):
    """What can be asked of the app at the door."""

    USE = "field.use"
    SEE_DEVICES = "field.see_devices"
    WIPE = "field.wipe"
    SEE_PHOTOS = "field.see_photos"


OWN_DEVICE = Predicate(_("het is de eigen telefoon"), lambda who, device: device.person_id == who.person_id, "own")

_VISITOR = [role_is(Role.CALLER, Role.VOLUNTEER, Role.COORDINATOR), purpose_is(Purpose.VISIT_ROUND)]
_PLANNER = [role_is(Role.COORDINATOR), purpose_is(Purpose.VISIT_ROUND)]

ROWS = [
    rule(FieldPermission.USE, _("De app aan de deur gebruiken"), _VISITOR),
    rule(FieldPermission.SEE_DEVICES, _("Zien welke telefoons een dagblad hebben"), _PLANNER),
    rule(FieldPermission.WIPE, _("De app op een telefoon wissen"),
         [*_VISITOR, OF_OUR_ORGANISATION, OWN_DEVICE], [*_PLANNER, OF_OUR_ORGANISATION]),
    rule(FieldPermission.SEE_PHOTOS, _("Foto's van schade bekijken"), _PLANNER),
]
