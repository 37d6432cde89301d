"""Who may help residents with their rights. The resident's own pages ask the wall, not this table."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import (
    NOT_A_GUEST,
    OF_OUR_ORGANISATION,
    Predicate,
    purpose_is,
    role_is,
    rule,
)
from waakvlam.access.words import Purpose, Role


class RightsPermission(StrEnum):
    """What can be asked of residents' rights."""

    SEE = "rights.see"  # the desk: requests of the own organisation
    OVERSEE = "rights.oversee"  # numbers and clocks, no words
    GIVE_CODE = "rights.give_code"  # a letter or SMS to a resident of the own register
    PRINT = "rights.print"  # the receipt on paper, for who has no internet
    FILE = "rights.file"  # a request that came by letter, phone or at the desk
    ANSWER = "rights.answer"
    ASK = "rights.ask"  # the resident: a request of one's own


THE_RESIDENT = Predicate(_("de bewoner om wie het gaat"), lambda who, r: (
    who.role == Role.RESIDENT and who.only is not None and getattr(r, "resident_id", who.only) == who.only), "resident")
_DESK = (NOT_A_GUEST, role_is(Role.COORDINATOR), purpose_is(Purpose.REGISTER))
_SYSTEM = (role_is(Role.SYSTEM), purpose_is(Purpose.REGISTER))

ROWS = [
    rule(RightsPermission.SEE, _("Verzoeken van bewoners zien"), _DESK),
    rule(RightsPermission.OVERSEE, _("Zien of verzoeken op tijd zijn, zonder wat erin staat"),
         [NOT_A_GUEST, role_is(Role.PRIVACY_OFFICER), purpose_is(Purpose.PRIVACY)]),
    rule(RightsPermission.GIVE_CODE, _("Een bewoner een code sturen"), [*_DESK, OF_OUR_ORGANISATION]),
    rule(RightsPermission.PRINT, _("Het overzicht van een bewoner op papier geven"), [*_DESK, OF_OUR_ORGANISATION]),
    rule(RightsPermission.FILE, _("Een verzoek van een bewoner opschrijven"), [*_DESK, OF_OUR_ORGANISATION]),
    rule(RightsPermission.ANSWER, _("Een verzoek van een bewoner beantwoorden"), [*_DESK, OF_OUR_ORGANISATION]),
    rule(RightsPermission.ASK, _("Zelf een verzoek doen of terugnemen"), [THE_RESIDENT], _SYSTEM),
]
