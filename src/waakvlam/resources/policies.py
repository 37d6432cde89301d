"""Who may read and keep the directory."""

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


class ResourcesPermission(StrEnum):
    """What can be asked of the directory."""

    SEE = "resources.see"
    KEEP = "resources.keep"
    ADD = "resources.add"


_KEEPERS = role_is(Role.COORDINATOR, Role.DISTRICT_WORKER, Role.CARE_WORKER, Role.OFFICER,
                   Role.KEEPER, Role.VOLUNTEER, Role.STEWARD, Role.ADMINISTRATOR)

WITHOUT_ACCOUNTS = Predicate(
    _("het is van een organisatie zonder accounts"),
    lambda _who, subject: getattr(getattr(subject, "organisation", None), "has_accounts", True) is False,
    "accounts")
_FOR_THEM = (role_is(Role.ADMINISTRATOR), WITHOUT_ACCOUNTS, purpose_is(Purpose.DIRECTORY))

ROWS = [
    rule(ResourcesPermission.SEE, _("De sociale kaart lezen"),
         [NOT_A_GUEST, purpose_is(Purpose.DIRECTORY, Purpose.CALL_ROUND, Purpose.HANDOVER)]),
    rule(ResourcesPermission.KEEP, _("Een dienst en haar ruimte bijhouden"),
         [OF_OUR_ORGANISATION, _KEEPERS, purpose_is(Purpose.DIRECTORY)], _FOR_THEM),
    rule(ResourcesPermission.ADD, _("Een dienst toevoegen"),
         [OF_OUR_ORGANISATION, _KEEPERS, purpose_is(Purpose.DIRECTORY)], _FOR_THEM),
]
