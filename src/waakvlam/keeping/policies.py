"""Who may look at keeping, ask for erasure, and decide on it."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import OF_OUR_ORGANISATION, Predicate, purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class KeepingPermission(StrEnum):
    """What can be asked of keeping."""

    SEE = "keeping.see"  # what goes tonight, what is held back, runs and tombstones
    SET_TERM = "keeping.set_term"  # of what the system itself leaves behind
    ASK = "keeping.ask"  # ask to erase somebody of the own register
    DECIDE = "keeping.decide"  # the second pair of eyes
    HOLD = "keeping.hold"  # keep somebody's data for now, with a reason and an end
    ERASE = "keeping.erase"  # erase at once: after a decision, or by an operator
    ANSWER = "keeping.answer"  # decide on a copy that was received


SOMEBODY_ELSE = Predicate(_("een ander vroeg erom"), lambda who, e: bool(who.person_id) and e.requested_by_id != who.person_id, "four_eyes")
FOR_US = Predicate(_("het is aan je eigen organisatie gevraagd"),
                   lambda who, asked: asked.organisation_id == who.organisation_id, "owner")
_REGISTER = [role_is(Role.COORDINATOR), purpose_is(Purpose.REGISTER)]
_OVERSEER = [role_is(Role.PRIVACY_OFFICER), purpose_is(Purpose.PRIVACY)]
_ADMINISTRATOR = [role_is(Role.ADMINISTRATOR), purpose_is(Purpose.ADMINISTRATION)]
_OPERATOR = [role_is(Role.SYSTEM), purpose_is(Purpose.ADMINISTRATION)]

ROWS = [
    rule(KeepingPermission.SEE, _("Zien wat weggaat en wat blijft"), _OVERSEER, _ADMINISTRATOR),
    rule(KeepingPermission.SET_TERM, _("Een termijn van het netwerk bepalen"), _ADMINISTRATOR),
    rule(KeepingPermission.ASK, _("Vragen om een bewoner te wissen"), _REGISTER),
    rule(KeepingPermission.DECIDE, _("Beslissen over een verzoek om te wissen"),
         [*_OVERSEER, OF_OUR_ORGANISATION, SOMEBODY_ELSE]),
    rule(KeepingPermission.HOLD, _("Gegevens voorlopig laten staan"), _REGISTER, _OPERATOR),
    rule(KeepingPermission.ERASE, _("Een bewoner wissen"), _OVERSEER, _OPERATOR),
    rule(KeepingPermission.ANSWER, _("Beslissen over een ontvangen afschrift"), [*_OVERSEER, FOR_US]),
]
