"""A partner decides on the copy that it holds on a ground of its own."""

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.erasing import as_eraser
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.handovers import erasing as handed
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import sweeping
from ..models import Onward
from ..policies import KeepingPermission


@transaction.atomic
def answer(*, asked: Onward, decision: str, by: Who) -> Onward:
    """Erase the copy, or keep it on the ground it came with. Either way the sender sees the answer."""
    require(by, KeepingPermission.ANSWER, asked)
    if decision not in Onward.Decision.values:
        raise Invalid("decision", _("Kies of u wist of bewaart."), came_in=decision, field="decision")
    held = Onward.objects.select_for_update().get(pk=asked.pk)
    if held.decision:
        raise WrongState("onward", _("Hierover is al beslist."), came_in=held.decision)
    who = system(by.organisation_id, Purpose.ADMINISTRATION)
    if decision == Onward.Decision.ERASED:
        with acting(who), as_eraser():
            found = handed.erase_received([held.handover_id])
        sweeping.destroyed(who.organisation_id, "partner", found)
    held.decision, held.decided_at, held.decided_by_id = decision, now(), by.person_id
    held.save(update_fields=["decision", "decided_at", "decided_by"])
    clocks.stop(held.pk)
    audit.record(by, "onward.answer", held, decision=decision)
    return held
