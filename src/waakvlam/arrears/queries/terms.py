"""What the network agreed, now and before; and who may be the desk."""

from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.words import Kind

from ..models import DebtTerms


def earlier(who: Who) -> list[DebtTerms]:
    """Newest first, at most twenty. One query."""
    return list(DebtTerms.objects.filter(network_id=who.network_id).select_related("desk", "made_by").order_by("-from_on", "-created_at")[:20])


def desks(who: Who) -> list[tuple[str, str]]:
    """Municipalities with an account: (id, name). One query."""
    rows = Organisation.objects.filter(network_id=who.network_id, kind=Kind.MUNICIPALITY, has_accounts=True).order_by("name")
    return [(str(o.pk), o.name) for o in rows]
