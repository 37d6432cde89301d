"""The mandate set a term on a handover and named an obstacle: it goes into the same record (docs/adr/0017)."""

from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.kit.time import now

from ..models import Named


def directed(clock: Clock, obstacle: str, by: Who) -> Named:
    """`clock` is the one that the mandate set: the obstacle counts as removed when it stops. Named again, the new row counts."""
    Named.objects.filter(subject_id=clock.subject_id, clock_id__isnull=False, superseded_at__isnull=True).update(superseded_at=now())
    return Named.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, kind=obstacle, partner_id=clock.on_id,
                                subject_kind=clock.kind, subject_id=clock.subject_id, clock_id=clock.pk)
