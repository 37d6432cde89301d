"""What we brought in, with who told it: for the organisation that took it in, and nobody else."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent

from ..models import Report, Teller
from ..models.content import NEVER
from ..policies import SignalPermission
from ..waiting import TELL
from . import reading


@dataclass(frozen=True)
class Reported:
    """How far it is, and who told it where that may be read. `clock` runs until they heard something."""

    report: Report
    teller: Teller | None
    clock: Clock | None
    may_redact: bool


def reported(who: Who, signal_id: UUID) -> Reported:
    """Raises Absent where we did not bring it in, or (callers) somebody else did. At most three queries."""
    require(who, SignalPermission.FOLLOW)
    report = reading.reports(who).filter(signal_id=signal_id).first()
    if report is None:
        raise Absent("report", _("Dit signaal is er niet (meer) voor jou."))
    if who.role in NEVER:
        return Reported(report, None, None, False)
    teller = Teller.objects.filter(signal_id=signal_id, organisation_id=who.organisation_id).first()
    if teller is not None and (teller.name or teller.phone or teller.email):
        audit.touched(who, "signal.teller", [teller.pk])
    return Reported(report, teller, clocks.of(who, [signal_id]).filter(kind=TELL).first(),
                    teller is not None and teller.redacted_at is None)
