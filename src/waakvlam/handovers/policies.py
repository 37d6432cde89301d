"""Who may do what with a handover. Out of reach is 404 before this table is asked."""

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


class HandoverPermission(StrEnum):
    """What can be asked of handovers."""

    SEE = "handovers.see"  # lists and the page of one handover, as far as reach goes
    OFFER = "handovers.offer"  # send with permission, or prepare a necessity
    CONFIRM = "handovers.confirm"  # the second pair of eyes on a necessity
    REVIEW = "handovers.review"  # look back on a necessity
    ANSWER = "handovers.answer"  # accept or decline
    WORK = "handovers.work"  # contact, feedback, return, end
    TAKE_BACK = "handovers.take_back"  # the sender ends it
    WITHDRAW_PERMISSION = "handovers.withdraw_permission"
    PROLONG = "handovers.prolong"  # the resident was asked again and says: longer
    DECIDE = "handovers.decide"  # what happens when the loop is open at the sender
    REMIND = "handovers.remind"
    ASK_MANDATE = "handovers.ask_mandate"
    DIRECT = "handovers.direct"  # the mandate sets a deadline and names the obstacle
    NOTE = "handovers.note"  # a note for the own organisation only
    ANSWER_HELPED = "handovers.answer_helped"
    RESIDENT_LINK = "handovers.resident_link"
    EXPORT = "handovers.export"


WE_SENT = Predicate(_("je organisatie heeft hem verstuurd"),
                    lambda who, h: h.sender_id == who.organisation_id, "sender")
WE_RECEIVED = Predicate(_("hij is aan je organisatie gestuurd"),
                        lambda who, h: h.receiver_id == who.organisation_id, "receiver")
PARTY = Predicate(_("je organisatie is afzender of ontvanger"),
                  lambda who, h: who.organisation_id in (h.sender_id, h.receiver_id), "party")
# Whoever is waited for, or waits, does not set the term: the mandate is the network's, once it lies there.
ASIDE = Predicate(_("je organisatie is geen afzender of ontvanger"),
                  lambda who, h: who.organisation_id not in (h.sender_id, h.receiver_id), "aside")
BY_LINK = Predicate(_("de ontvanger met een link voor deze overdracht"),
                    lambda who, h: who.role == Role.GUEST and who.only == h.pk, "link")
THE_RESIDENT = Predicate(_("de bewoner om wie het gaat"),
                         lambda who, h: who.role == Role.RESIDENT and who.only == h.pk, "resident")
NOT_WHO_ASKED = Predicate(_("iemand anders dan wie het vroeg"),
                          lambda who, n: bool(who.person_id) and n.requested_by_id != who.person_id,
                          "second")

_FOR = purpose_is(Purpose.HANDOVER)
_WORKERS = role_is(Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER,
                   Role.VOLUNTEER, Role.KEEPER)
_SENDERS = role_is(Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER, Role.KEEPER)
_CALLERS = role_is(Role.COORDINATOR, Role.CALLER, Role.VOLUNTEER, Role.DISTRICT_WORKER,
                   Role.CARE_WORKER, Role.OFFICER, Role.KEEPER)
_STEWARD = role_is(Role.STEWARD)
_SYSTEM = role_is(Role.SYSTEM)

ROWS = [
    rule(HandoverPermission.SEE, _("Overdrachten zien die aan je zijn gestuurd of die je verstuurde"),
         [NOT_A_GUEST, _WORKERS, _FOR], [NOT_A_GUEST, _STEWARD, _FOR]),
    rule(HandoverPermission.OFFER, _("Een hulpvraag warm overdragen"), [NOT_A_GUEST, _SENDERS, _FOR]),
    rule(HandoverPermission.CONFIRM, _("Een overdracht zonder toestemming bevestigen"),
         [NOT_A_GUEST, _SENDERS, _FOR, OF_OUR_ORGANISATION, NOT_WHO_ASKED]),
    rule(HandoverPermission.REVIEW, _("Een overdracht zonder toestemming achteraf nakijken"),
         [NOT_A_GUEST, role_is(Role.COORDINATOR), _FOR, OF_OUR_ORGANISATION, NOT_WHO_ASKED]),
    rule(HandoverPermission.ANSWER, _("Een overdracht aannemen of afwijzen"),
         [NOT_A_GUEST, _WORKERS, _FOR, WE_RECEIVED], [BY_LINK, _FOR, WE_RECEIVED]),
    rule(HandoverPermission.WORK, _("Contact, voortgang en afronding melden"),
         [NOT_A_GUEST, _WORKERS, _FOR, WE_RECEIVED], [BY_LINK, _FOR, WE_RECEIVED]),
    rule(HandoverPermission.TAKE_BACK, _("Een verstuurde overdracht intrekken"),
         [NOT_A_GUEST, _SENDERS, _FOR, WE_SENT]),
    rule(HandoverPermission.WITHDRAW_PERMISSION, _("De toestemming intrekken"),
         [THE_RESIDENT, _FOR], [NOT_A_GUEST, _SENDERS, _FOR, WE_SENT]),
    rule(HandoverPermission.PROLONG, _("De toestemming verlengen, opnieuw gevraagd"),
         [NOT_A_GUEST, _SENDERS, _FOR, WE_SENT]),
    rule(HandoverPermission.DECIDE, _("Beslissen hoe het verder gaat"),
         [NOT_A_GUEST, _SENDERS, _FOR, WE_SENT]),
    rule(HandoverPermission.REMIND, _("De ontvanger herinneren"), [NOT_A_GUEST, _SENDERS, _FOR, WE_SENT]),
    rule(HandoverPermission.ASK_MANDATE, _("De roerganger vragen in te grijpen"),
         [NOT_A_GUEST, _SENDERS, _FOR, WE_SENT]),
    rule(HandoverPermission.DIRECT, _("Als roerganger een termijn stellen en het obstakel noemen"),
         [NOT_A_GUEST, _STEWARD, _FOR, ASIDE]),
    rule(HandoverPermission.NOTE, _("Een notitie voor de eigen organisatie maken"),
         [NOT_A_GUEST, _WORKERS, _FOR, PARTY]),
    rule(HandoverPermission.ANSWER_HELPED, _("Opschrijven of het hielp"),
         [THE_RESIDENT, _FOR],
         [NOT_A_GUEST, _CALLERS, purpose_is(Purpose.HANDOVER, Purpose.CALL_ROUND), WE_SENT],
         [NOT_A_GUEST, _WORKERS, _FOR, WE_RECEIVED], [BY_LINK, _FOR, WE_RECEIVED]),
    rule(HandoverPermission.RESIDENT_LINK, _("De bewoner een link geven"),
         [NOT_A_GUEST, _SENDERS, _FOR, WE_SENT], [_SYSTEM, _FOR, WE_SENT]),
    rule(HandoverPermission.EXPORT, _("De eigen lijst downloaden"),
         [NOT_A_GUEST, role_is(Role.COORDINATOR), _FOR]),
]
