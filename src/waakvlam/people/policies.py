"""Who may do what with the register."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import NOT_A_GUEST, OF_OUR_ORGANISATION, purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class PeoplePermission(StrEnum):
    """What can be asked of the register."""

    SEE_REGISTER = "people.see_register"
    IMPORT_REGISTER = "people.import_register"
    SHOW_SECRET_ADDRESS = "people.show_secret_address"  # noqa: S105  a permission, no password
    MERGE = "people.merge"
    IMPORT_AREAS = "people.import_areas"
    DRAW_BLOCKS = "people.draw_blocks"


KEEPS_THE_REGISTER = (role_is(Role.COORDINATOR, Role.SYSTEM), purpose_is(Purpose.REGISTER), NOT_A_GUEST)

ROWS = [
    rule(PeoplePermission.SEE_REGISTER, _("Het eigen register zien"), KEEPS_THE_REGISTER),
    rule(PeoplePermission.IMPORT_REGISTER, _("Een register inlezen"), KEEPS_THE_REGISTER),
    rule(PeoplePermission.SHOW_SECRET_ADDRESS, _("Een geheim adres tonen, met reden"),
         [role_is(Role.COORDINATOR), purpose_is(Purpose.REGISTER), OF_OUR_ORGANISATION]),
    rule(PeoplePermission.MERGE, _("Dubbele bewoners of woningen samenvoegen"), KEEPS_THE_REGISTER),
    rule(PeoplePermission.DRAW_BLOCKS, _("Tekenen hoe de deuren van een blok hangen"), KEEPS_THE_REGISTER),
    rule(PeoplePermission.IMPORT_AREAS, _("Wijken en buurten inlezen"),
         [role_is(Role.COORDINATOR, Role.ADMINISTRATOR, Role.SYSTEM)]),
]
