"""Who uses the app at the door, and who may wipe a phone."""

from enum import StrEnum

from waakvlam.access.policies import OF_OUR_ORGANISATION, Predicate, purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class FieldPermission(StrEnum):
    """What can be asked of the app at the door."""

    USE = "field.use"
    SEE_DEVICES = "field.see_devices"
    WIPE = "field.wipe"
    SEE_PHOTOS = "field.see_photos"


OWN_DEVICE = Predicate("het is de eigen telefoon", lambda who, device: device.person_id == who.person_id, "own")

_VISITOR = [role_is(Role.CALLER, Role.VOLUNTEER, Role.COORDINATOR), purpose_is(Purpose.VISIT_ROUND)]
_PLANNER = [role_is(Role.COORDINATOR), purpose_is(Purpose.VISIT_ROUND)]

ROWS = [
    rule(FieldPermission.USE, "De app aan de deur gebruiken", _VISITOR),
    rule(FieldPermission.SEE_DEVICES, "Zien welke telefoons een dagblad hebben", _PLANNER),
    rule(FieldPermission.WIPE, "De app op een telefoon wissen",
         [*_VISITOR, OF_OUR_ORGANISATION, OWN_DEVICE], [*_PLANNER, OF_OUR_ORGANISATION]),
    rule(FieldPermission.SEE_PHOTOS, "Foto's van schade bekijken", _PLANNER),
]
