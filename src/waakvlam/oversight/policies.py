"""This module's rows of the permission table."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class OversightPermission(StrEnum):
    """What can be asked of oversight."""

    SEE = "oversight.see"
    ASK = "oversight.ask"
    SET = "oversight.set"
    NOTICE = "oversight.notice"


_OFFICER = [role_is(Role.PRIVACY_OFFICER), purpose_is(Purpose.PRIVACY)]

ROWS = [
    rule(OversightPermission.SEE, _("Vragen bij het logboek zien"), _OFFICER),
    rule(OversightPermission.ASK, _("Een collega vragen naar het kijken, en het antwoord opschrijven"), _OFFICER),
    rule(OversightPermission.SET, _("Bepalen wanneer er een vraag komt"), _OFFICER),
    rule(OversightPermission.NOTICE, _("Het logboek van de nacht nalopen"),
         [role_is(Role.SYSTEM), purpose_is(Purpose.REGISTER)]),
]
