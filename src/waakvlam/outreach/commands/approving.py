"""A human approves a list; making it is work of its own."""

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid

from ..models import Batch, Round
from ..policies import OutreachPermission
from . import batches
from .rounds import held_round, must_be, not_in_the_making


@transaction.atomic
def approve(*, round: Round, by: Who, later: bool = False) -> Round:
    """Who is on the list is decided, with the reason per household (R6), and the round is approved.

    `later`: a job does it and the round stays a concept until the whole list stands; nobody can be
    called from half a list. Else all at once, in this transaction. Raises WrongState where it is
    not a concept or is being made already, Invalid where the script is missing or nobody fits.
    """
    held = held_round(round.id)
    require(by, OutreachPermission.APPROVE, held)
    must_be(held, Round.State.DRAFT)
    not_in_the_making(held)
    if by.person_id is None:
        raise Invalid("approve_human", _("Een mens keurt een lijst goed, geen programma."))
    _check_script(held)
    batch = Batch.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, round=held,
                                 person_id=by.person_id)
    audit.record(by, "round.approve", held, selection=held.selection_number)
    if later:
        batches.defer(batch)
        return held
    batches.at_once(batch, by=by)
    held.refresh_from_db()
    return held


def _check_script(round: Round) -> None:
    version = round.script_version
    if version is None or version.published_at is None:
        raise Invalid("round_script", _("Kies eerst een script dat is vastgesteld."),
                      field="script_version", expected=_("een vastgesteld script"))
