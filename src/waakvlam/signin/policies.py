"""Who may help with signing in."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class SigninPermission(StrEnum):
    """What can be asked of sign-in."""

    RESET_FACTORS = "signin.reset_factors"
    OPEN_EMERGENCY = "signin.open_emergency"
    REVIEW_EMERGENCY = "signin.review_emergency"
    SET_PROVIDER = "signin.set_provider"
    SET_DIRECTORY = "signin.set_directory"


_ADMINISTRATOR = [role_is(Role.ADMINISTRATOR), purpose_is(Purpose.ADMINISTRATION)]
_OPERATOR = [role_is(Role.SYSTEM), purpose_is(Purpose.ADMINISTRATION)]

ROWS = [
    rule(SigninPermission.RESET_FACTORS, _("De tweede stap van een collega herstellen"), _ADMINISTRATOR, _OPERATOR),
    rule(SigninPermission.SET_PROVIDER, _("Instellen waar de eigen medewerkers aanmelden"), _ADMINISTRATOR),
    rule(SigninPermission.SET_DIRECTORY, _("Instellen welke personeelsgids zegt wie er werkt"), _ADMINISTRATOR),
    rule(SigninPermission.OPEN_EMERGENCY, _("Noodtoegang gebruiken als iemand acuut gevaar loopt"),
         [role_is(Role.STEWARD, Role.COORDINATOR), purpose_is(Purpose.HANDOVER)]),
    rule(SigninPermission.REVIEW_EMERGENCY, _("Beoordelen of noodtoegang terecht was"),
         [role_is(Role.PRIVACY_OFFICER), purpose_is(Purpose.PRIVACY)]),
]
