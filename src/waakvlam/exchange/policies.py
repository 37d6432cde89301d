"""This module's rows of the permission table."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class ExchangePermission(StrEnum):
    """What can be asked of exchange."""

    SEE_SHIPMENTS = "exchange.see_shipments"
    SHIP = "exchange.ship"


ROWS = [
    rule(ExchangePermission.SEE_SHIPMENTS, _("Zien wat naar het Logboek Dataverwerkingen ging, en opnieuw laten versturen"),
         [role_is(Role.PRIVACY_OFFICER), purpose_is(Purpose.PRIVACY)]),
    rule(ExchangePermission.SHIP, _("Verwerkingsregels versturen"), [role_is(Role.SYSTEM), purpose_is(Purpose.ADMINISTRATION)]),
]
