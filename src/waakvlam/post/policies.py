"""Who may look into the outbox and act on it."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import OF_OUR_ORGANISATION, purpose_is, role_is, rule
from waakvlam.access.words import Purpose, Role


class PostPermission(StrEnum):
    SEE = "post.see"
    ACT = "post.act"


_COORDINATOR = role_is(Role.COORDINATOR, Role.SYSTEM)
_USES = purpose_is(Purpose.CALL_ROUND, Purpose.HANDOVER)

ROWS = [
    rule(PostPermission.SEE, _("De eigen uitgaande post zien"), [_COORDINATOR, _USES]),
    rule(PostPermission.ACT, _("Post opnieuw versturen, intrekken of als verzonden melden"),
         [_COORDINATOR, _USES, OF_OUR_ORGANISATION]),
]
