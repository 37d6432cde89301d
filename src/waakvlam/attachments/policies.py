"""Who may keep, take back and open a file. Out of reach is 404 before this table is asked."""

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

from .models import PURPOSES


class AttachmentPermission(StrEnum):
    """What can be asked of files."""

    KEEP = "attachments.keep"
    WITHDRAW = "attachments.withdraw"
    OPEN = "attachments.open"


# A helmsman, a board and an administrator never open what is a resident's.
_WORKERS = role_is(Role.COORDINATOR, Role.CALLER, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER,
                   Role.VOLUNTEER, Role.KEEPER)
_FOR = purpose_is(*PURPOSES)
BY_LINK = Predicate(_("met een link voor precies dit"), lambda who, file: who.only is not None and who.only == file.subject_id, "link")

ROWS = [
    rule(AttachmentPermission.KEEP, _("Een foto of document toevoegen"), [NOT_A_GUEST, _WORKERS, _FOR]),
    rule(AttachmentPermission.WITHDRAW, _("Een eigen foto of document weghalen"),
         [NOT_A_GUEST, _WORKERS, _FOR, OF_OUR_ORGANISATION]),
    rule(AttachmentPermission.OPEN, _("Een foto of document openen"), [NOT_A_GUEST, _WORKERS, _FOR],
         [role_is(Role.GUEST, Role.RESIDENT), purpose_is(Purpose.HANDOVER), BY_LINK]),
]
