"""Who may do what around major maintenance. Out of reach is 404 before this table is asked."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import NOT_A_GUEST, Predicate, kind_is, purpose_is, role_is, rule
from waakvlam.access.words import Kind, Purpose, Role


class MaintenancePermission(StrEnum):
    """What can be asked of a project."""

    SEE = "maintenance.see"  # the projects one is asked for, and what the team agreed, as far as reach goes
    PLAN = "maintenance.plan"  # make a project, where the organisation lets homes
    HOST = "maintenance.host"  # lead it: blocks, invitations, rounds of comparing, appointments
    ANSWER = "maintenance.answer"  # whether the organisation takes part, and who
    LIST = "maintenance.list"  # the own private list
    TEAM = "maintenance.team"  # what members do with what was agreed
    SETTLE = "maintenance.settle"  # compare the lists: never a person
    OVERSEE = "maintenance.oversee"  # how much the own organisation put in


OF_HOST = Predicate(_("het is een project van de eigen organisatie"),
                    lambda who, p: p is not None and p.organisation_id == who.organisation_id, "host")

_FOR = purpose_is(Purpose.MAINTENANCE)
_WORKERS = role_is(Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER)
_COORDINATOR = [NOT_A_GUEST, role_is(Role.COORDINATOR), _FOR]

ROWS = [
    rule(MaintenancePermission.SEE, _("Groot onderhoud zien waarvoor je organisatie is gevraagd"), [NOT_A_GUEST, _WORKERS, _FOR]),
    rule(MaintenancePermission.PLAN, _("Een project voor groot onderhoud maken"), _COORDINATOR),
    rule(MaintenancePermission.HOST, _("Een project leiden"), [*_COORDINATOR, kind_is(Kind.HOUSING), OF_HOST]),
    rule(MaintenancePermission.ANSWER, _("Antwoorden op een uitnodiging voor het kernteam, en mensen aanwijzen"),
         [NOT_A_GUEST, _WORKERS, _FOR]),
    rule(MaintenancePermission.LIST, _("De eigen lijst van bekende adressen bijhouden"), [NOT_A_GUEST, _WORKERS, _FOR]),
    rule(MaintenancePermission.TEAM, _("In het kernteam afspraken maken en bijhouden"), [NOT_A_GUEST, _WORKERS, _FOR]),
    rule(MaintenancePermission.SETTLE, _("Lijsten vergelijken na het sluiten"), [role_is(Role.SYSTEM), _FOR, OF_HOST]),
    rule(MaintenancePermission.OVERSEE, _("Zien hoeveel adressen de eigen organisatie inbracht"),
         [role_is(Role.PRIVACY_OFFICER), purpose_is(Purpose.PRIVACY)]),
]
