"""This module's rows of the permission table."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class ApiPermission(StrEnum):
    """What can be asked of the API itself."""

    MANAGE_TOKENS = "api.manage_tokens"


ROWS = [
    rule(ApiPermission.MANAGE_TOKENS, _("Sleutels voor andere systemen maken en intrekken"),
         [role_is(Role.ADMINISTRATOR, Role.SYSTEM), purpose_is(Purpose.ADMINISTRATION)]),
]
