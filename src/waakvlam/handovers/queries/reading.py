"""What of a handover may be read: each filter asks reach itself, whatever the wall would leave."""

from django.db.models import QuerySet

from waakvlam.access import reach
from waakvlam.access.identity import Who
from waakvlam.access.words import Role

from ..models import Explanation, HandoverContent


def sent(who: Who) -> QuerySet[HandoverContent]:
    """Copies that reach opens to who asks. The mandate reads the status only, wherever it works."""
    rows = HandoverContent.objects.filter(reach.opens(who, "content", "handover_id"))
    return rows.none() if who.role == Role.STEWARD else rows


def told(who: Who) -> QuerySet[Explanation]:
    """Words between both sides that reach opens to who asks; never to the mandate."""
    rows = Explanation.objects.filter(reach.opens(who, "feedback", "handover_id"))
    return rows.none() if who.role == Role.STEWARD else rows
