"""The network's own terms: a new line from a day on; what was decided before stays readable."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.covenant.text import LONGEST_TERM
from waakvlam.access.erasing import Trace
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.removals import LEAST_DAYS
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import today

from ..models import Term
from ..policies import KeepingPermission

LOGS = (Trace.ACT_LOG, Trace.READ_LOG)


@transaction.atomic
def set_term(*, trace: str, days: int, source: str, in_force_from: date | None = None, by: Who) -> Term:
    """Raises Invalid for an unknown trace, a term of no days (for a log: under a year), or no source."""
    require(by, KeepingPermission.SET_TERM)
    if trace not in Trace.values:
        raise Invalid("trace", _("Kies waar de termijn over gaat."), came_in=trace, field="trace")
    least = LEAST_DAYS if trace in LOGS else 1
    if not least <= days <= LONGEST_TERM:
        raise Invalid("days", _("Kies een aantal dagen van %(least)d tot %(most)d.") % {"least": least, "most": LONGEST_TERM},
                      came_in=str(days), field="days")
    if not source.strip():
        raise Invalid("source", _("Schrijf op waar deze termijn op berust."), field="source")
    made = Term.objects.create(network_id=by.network_id, trace=trace, days=days, source=source.strip()[:200],
                               in_force_from=in_force_from or today(), decided_by=by.person_id)
    audit.record(by, "keeping.term", made, trace=trace, days=days)
    return made
