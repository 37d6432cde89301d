"""This module's rows of the permission table: who sees the neighbourhoods. Never a person."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import NOT_A_GUEST, purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class InsightPermission(StrEnum):
    """What can be asked of the figures."""

    SEE = "insight.see"
    EXPORT = "insight.export"
    REFRESH = "insight.refresh"


_READER = [role_is(Role.BOARD, Role.STEWARD, Role.COORDINATOR), purpose_is(Purpose.INSIGHT), NOT_A_GUEST]
_NIGHT = [role_is(Role.SYSTEM), purpose_is(Purpose.INSIGHT)]

P = InsightPermission
ROWS = [
    rule(P.SEE, _("De cijfers over buurten zien"), _READER),
    rule(P.EXPORT, _("De cijfers over buurten opslaan als bestand"), _READER),
    rule(P.REFRESH, _("De cijfers over buurten opnieuw uitrekenen"), _READER, _NIGHT),
]
