"""Who may do what on the debt track. Out of reach is 404 before this table is asked."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import (
    NOT_A_GUEST,
    OF_OUR_ORGANISATION,
    Predicate,
    kind_is,
    purpose_is,
    role_is,
    rule,
)
from waakvlam.access.words import Kind, Purpose, Role


class ArrearsPermission(StrEnum):
    """What can be asked of tracks and notices."""

    SEE = "arrears.see"  # the own tracks, and the notices that reach opens
    KEEP = "arrears.keep"  # open a track, write down what was done, arrange, end it
    SEND = "arrears.send"  # tell the municipality, or take it back
    WORK = "arrears.work"  # accept a notice, make contact, report an agreed outcome
    IMPORT = "arrears.import"  # read a file of arrears
    EXPORT = "arrears.export"  # the own open tracks as a file
    COACH = "arrears.coach"  # offer a budget coach to new tenants
    SET_TERMS = "arrears.set_terms"  # what the network agreed: the desk and the days


WE_SENT = Predicate(_("je organisatie heeft het verstuurd"), lambda who, n: n.sender_id == who.organisation_id, "sender")
WE_RECEIVED = Predicate(_("het is aan je organisatie gestuurd"), lambda who, n: n.receiver_id == who.organisation_id, "receiver")

_FOR = purpose_is(Purpose.DEBT)
_WORKERS = role_is(Role.COORDINATOR, Role.DISTRICT_WORKER)
_LANDLORD = kind_is(Kind.HOUSING)
_SYSTEM = role_is(Role.SYSTEM)

ROWS = [
    rule(ArrearsPermission.SEE, _("Huurachterstanden zien van de eigen organisatie, of wat daarover is gestuurd"), [NOT_A_GUEST, _WORKERS, _FOR]),
    rule(ArrearsPermission.KEEP, _("Een huurachterstand bijhouden"),
         [NOT_A_GUEST, _WORKERS, _FOR, _LANDLORD, OF_OUR_ORGANISATION], [_SYSTEM, _FOR, _LANDLORD, OF_OUR_ORGANISATION]),
    rule(ArrearsPermission.SEND, _("Een vroegsignaal of een geplande ontruiming aan de gemeente melden, of terugnemen"),
         [NOT_A_GUEST, _WORKERS, _FOR, _LANDLORD, WE_SENT], [_SYSTEM, _FOR, _LANDLORD, WE_SENT]),
    rule(ArrearsPermission.WORK, _("Een vroegsignaal oppakken en terugmelden"), [NOT_A_GUEST, _WORKERS, _FOR, WE_RECEIVED]),
    rule(ArrearsPermission.IMPORT, _("Een bestand met huurachterstanden inlezen"),
         [NOT_A_GUEST, role_is(Role.COORDINATOR), _FOR], [_SYSTEM, _FOR]),
    rule(ArrearsPermission.EXPORT, _("De eigen lijst van huurachterstanden downloaden"),
         [NOT_A_GUEST, role_is(Role.COORDINATOR), _FOR]),
    rule(ArrearsPermission.COACH, _("Nieuwe huurders een budgetcoach aanbieden"), [NOT_A_GUEST, _WORKERS, _FOR, _LANDLORD]),
    rule(ArrearsPermission.SET_TERMS, _("De afspraken over vroegsignalen en het meldpunt vastleggen"),
         [NOT_A_GUEST, role_is(Role.ADMINISTRATOR), purpose_is(Purpose.ADMINISTRATION)]),
]
