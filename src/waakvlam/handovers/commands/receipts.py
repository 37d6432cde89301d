"""The resident's link: the receipt of one handover, and the place to stop it."""

from django.db import transaction

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require

from .. import notices
from ..models import Handover
from ..policies import HandoverPermission
from .moving import lock


@transaction.atomic
def resident_link(*, handover: Handover, by: Who) -> str:
    """The whole address, to be given to the resident: shown once, never kept."""
    require(by, HandoverPermission.RESIDENT_LINK, handover)
    handover = lock(handover.pk)
    audit.record(by, "handover.resident_link", handover)
    return notices.resident_link(handover, by)
