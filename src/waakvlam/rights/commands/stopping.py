"""“Stop dit”: the resident withdraws one recipient."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who, acting, system
from waakvlam.access.words import Purpose
from waakvlam.arrears import commands as arrears
from waakvlam.arrears import queries as owed
from waakvlam.handovers import commands as handovers
from waakvlam.handovers import queries as sent
from waakvlam.kit.errors import Absent

from .. import visits


@transaction.atomic
def stop(*, handover_id: UUID, by: Who) -> None:
    """In this transaction reach closes and the receiver is told (R9). The gate says whether it is theirs.

    Raises Absent where it is not about this resident, WrongState where it was stopped before.
    """
    if any(n["id"] == str(handover_id) and n["kind"] == "debt_signal" for n in visits.call("rights_arrears")["notices"]):
        _refuse(handover_id, by)
        return
    if not visits.call("rights_is_mine", handover_id):
        raise Absent("handover", _("Dit is er niet (meer) voor u."))
    with acting(replace(by, only=handover_id)) as as_the_resident:
        handovers.withdraw_permission(handover=sent.handover(as_the_resident, handover_id), by=as_the_resident)


def _refuse(notice_id: UUID, by: Who) -> None:
    """No to passing on arrears: the landlord's own track says so from now on, and what went is taken back (R17)."""
    with acting(system(by.organisation_id, Purpose.DEBT)) as landlord:
        arrears.tracks.refuse(track=owed.track_of(landlord, notice_id), note="De huurder stopte dit zelf.", by=landlord)
