"""Who may do what about silence and breakthroughs. Out of reach is 404 before this table is asked."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import NOT_A_GUEST, purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class BreakthroughPermission(StrEnum):
    """What can be asked of silence."""

    SEE_SILENCE = "breakthroughs.see_silence"  # what waits too long, of the own organisation or the network
    EXPORT = "breakthroughs.export"  # that list as a file, without names


_FOR = purpose_is(Purpose.BREAKTHROUGH)
_WORKERS = role_is(Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER, Role.VOLUNTEER, Role.KEEPER, Role.STEWARD)

ROWS = [
    rule(BreakthroughPermission.SEE_SILENCE, _("Zien wat stil is gevallen"), [NOT_A_GUEST, _WORKERS, _FOR]),
    rule(BreakthroughPermission.EXPORT, _("De lijst van wat stil is gevallen opslaan"),
         [NOT_A_GUEST, role_is(Role.COORDINATOR, Role.STEWARD), _FOR]),
]
