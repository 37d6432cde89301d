"""The open pool: what is waiting for whoever has room. No person and no words."""

from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.words import Role
from waakvlam.kit.pagination import Page, keyset

from ..models import PoolOffer
from ..models.signal import BRINGERS
from ..policies import SignalPermission

SIZE = 40


def offers(who: Who, *, topic: str = "", area: str = "", after: str = "", size: int = SIZE) -> Page[PoolOffer]:
    """Newest first, of every partner of the network. Two queries: joined, the planner would look up each offer's partner before it sorts."""
    require(who, SignalPermission.CLAIM)
    rows = PoolOffer.objects.filter(network_id=who.network_id, closed_at__isnull=True).prefetch_related("organisation")
    if who.is_guest or who.role in BRINGERS or who.role == Role.STEWARD:
        rows = rows.none()
    given = {"topic": topic, "neighbourhood_code": area}
    return keyset(rows.filter(**{name: value for name, value in given.items() if value}), "-created_at", "-id", after=after, size=size)
