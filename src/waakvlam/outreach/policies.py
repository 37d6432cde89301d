"""This module's rows of the permission table: planning rounds, and calling."""

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


class OutreachPermission(StrEnum):
    """What can be asked of rounds, scripts and calls."""

    # The coordinator.
    SEE_ROUNDS = "outreach.see_rounds"
    PLAN = "outreach.plan"
    APPROVE = "outreach.approve"
    STEER = "outreach.steer"
    SEE_ENTRIES = "outreach.see_entries"
    EXCLUDE = "outreach.exclude"
    ANNOUNCE = "outreach.announce"
    WRITE_SCRIPTS = "outreach.write_scripts"
    SEE_FINDINGS = "outreach.see_findings"
    EXPORT = "outreach.export"
    SEE_COVERAGE = "outreach.see_coverage"
    COUNT_COVERAGE = "outreach.count_coverage"
    SET_COVERAGE = "outreach.set_coverage"
    EXPORT_COVERAGE = "outreach.export_coverage"
    # Whoever calls.
    SEE_OWN_ROUNDS = "outreach.see_own_rounds"
    CALL = "outreach.call"
    # Whoever rings at doors.
    VISIT = "outreach.visit"
    SEE_OWN_SHEETS = "outreach.see_own_sheets"
    SEE_SHEETS = "outreach.see_sheets"
    PLAN_VISITS = "outreach.plan_visits"
    MARK_DOORS = "outreach.mark_doors"
    LAPSE_JOINT = "outreach.lapse_joint"
    # Whoever is asked to go along.
    SEE_JOINT = "outreach.see_joint"
    ANSWER_JOINT = "outreach.answer_joint"
    # At a door or on the telephone.
    WRITE_NOTE = "outreach.write_note"
    RECORD_FINDING = "outreach.record_finding"
    STOP_CALLING = "outreach.stop_calling"
    LIFT_STOP = "outreach.lift_stop"
    FOLLOW_UP = "outreach.follow_up"


ON_THE_TEAM = Predicate(
    _("de ronde is van het eigen team of van iedereen"),
    lambda who, round: getattr(round, "team_id", None) in (None, who.team_id), "team")

_COORDINATOR = [role_is(Role.COORDINATOR), purpose_is(Purpose.CALL_ROUND)]
_READER = [role_is(Role.COORDINATOR, Role.SYSTEM), purpose_is(Purpose.CALL_ROUND)]
_CALLER = [role_is(Role.CALLER, Role.VOLUNTEER, Role.COORDINATOR), purpose_is(Purpose.CALL_ROUND)]
_VISITOR = [role_is(Role.CALLER, Role.VOLUNTEER, Role.COORDINATOR), purpose_is(Purpose.VISIT_ROUND)]
_FOLLOWER = [role_is(Role.COORDINATOR, Role.DISTRICT_WORKER, Role.SYSTEM),
             purpose_is(Purpose.CALL_ROUND, Purpose.HANDOVER), OF_OUR_ORGANISATION]
_OUR_ROUND = [*_COORDINATOR, OF_OUR_ORGANISATION]
_ON_OUR_ROUND = [*_CALLER, OF_OUR_ORGANISATION, ON_THE_TEAM]
_PLANNER = [role_is(Role.COORDINATOR), purpose_is(Purpose.VISIT_ROUND)]
_AT_OUR_DOOR = [*_VISITOR, OF_OUR_ORGANISATION]

ASKED_US = Predicate(_("de eigen organisatie is gevraagd om mee te gaan"),
                     lambda who, visit: visit is not None and visit.partner_id == who.organisation_id, "received")
_ALONG = [NOT_A_GUEST, role_is(Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER), purpose_is(Purpose.JOINT_VISIT)]

P = OutreachPermission
ROWS = [
    rule(P.SEE_ROUNDS, _("Belacties van de eigen organisatie zien"), _READER),
    rule(P.PLAN, _("Een belactie opstellen of wijzigen"), _OUR_ROUND),
    rule(P.APPROVE, _("De lijst van een belactie goedkeuren"), _OUR_ROUND),
    rule(P.STEER, _("Een belactie starten, pauzeren of beëindigen"), _OUR_ROUND),
    rule(P.SEE_ENTRIES, _("Zien wie er op de lijst staat en waarom"), _OUR_ROUND),
    rule(P.EXCLUDE, _("Iemand van de lijst halen"), _OUR_ROUND),
    rule(P.ANNOUNCE, _("Een belactie aankondigen"), _OUR_ROUND),
    rule(P.WRITE_SCRIPTS, _("Belscripts schrijven"), _COORDINATOR),
    rule(P.SEE_FINDINGS, _("Zien wat een belactie opleverde"), _OUR_ROUND),
    rule(P.EXPORT, _("De cijfers van een belactie opslaan als bestand"), [*_READER, OF_OUR_ORGANISATION]),
    rule(P.SEE_COVERAGE, _("Zien wanneer woningen voor het laatst bereikt zijn"), _COORDINATOR),
    rule(P.COUNT_COVERAGE, _("Het bereik tellen"), _READER),
    rule(P.SET_COVERAGE, _("Vastleggen wat telt als bereikt"), _COORDINATOR),
    rule(P.EXPORT_COVERAGE, _("Opslaan als bestand wie nog nooit bereikt is"), _COORDINATOR),
    rule(P.SEE_OWN_ROUNDS, _("De stand zien van belacties waarin je belt"), _CALLER),
    rule(P.CALL, _("Bellen in een belactie"), _ON_OUR_ROUND),
    rule(P.VISIT, _("Aanbellen in een ronde"), _AT_OUR_DOOR),
    rule(P.SEE_OWN_SHEETS, _("De bezoeklijsten zien die je loopt"), _VISITOR),
    rule(P.SEE_SHEETS, _("Alle bezoeklijsten van de eigen organisatie zien"), _PLANNER),
    rule(P.PLAN_VISITS, _("Bezoeken verdelen over dagen en ploegen"), [*_PLANNER, OF_OUR_ORGANISATION]),
    rule(P.MARK_DOORS, _("Vastleggen en zien bij welke deur je met twee mensen gaat"), [*_PLANNER, OF_OUR_ORGANISATION]),
    rule(P.LAPSE_JOINT, _("Een gezamenlijk bezoek laten vervallen waarop niemand antwoordde"),
         [role_is(Role.SYSTEM), purpose_is(Purpose.VISIT_ROUND), OF_OUR_ORGANISATION]),
    rule(P.SEE_JOINT, _("Zien voor welk huisbezoek je organisatie is gevraagd"), _ALONG),
    rule(P.ANSWER_JOINT, _("Antwoorden op een gezamenlijk huisbezoek, en opschrijven hoe het liep"), [*_ALONG, ASKED_US]),
    rule(P.WRITE_NOTE, _("Een notitie maken bij een gesprek"), _ON_OUR_ROUND, _AT_OUR_DOOR),
    rule(P.RECORD_FINDING, _("Vastleggen wat een gesprek opleverde"), _ON_OUR_ROUND, _AT_OUR_DOOR),
    rule(P.STOP_CALLING, _("Vastleggen dat iemand niet meer gebeld wil worden"), _ON_OUR_ROUND, _AT_OUR_DOOR,
         # A resident who objects on their own page, or by letter: the system writes it down (R7).
         [role_is(Role.SYSTEM), purpose_is(Purpose.CALL_ROUND), OF_OUR_ORGANISATION]),
    rule(P.LIFT_STOP, _("Iemand die niet gebeld wilde worden weer laten bellen"), _OUR_ROUND),
    rule(P.FOLLOW_UP, _("Opvolgen wat een gesprek opleverde"), _FOLLOWER),
]
