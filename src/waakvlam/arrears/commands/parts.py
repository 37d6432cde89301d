"""What every act on a track has in common: lock, look at the stage, write the step, start the clock."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, offspring
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.screening import screen
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now, today

from .. import waiting
from ..models import MOVES, Stage, Track, TrackStep
from ..policies import ArrearsPermission


def ours(by: Who) -> dict[str, Any]:
    return {"network_id": by.network_id, "organisation_id": by.organisation_id}


def lock(track_id: UUID, by: Who) -> Track:
    """The track as it is now, held to the end of the transaction, and open. Raises Absent, Refused, WrongState."""
    found = Track.objects.select_for_update(of=("self",)).filter(pk=track_id, organisation_id=by.organisation_id).first()
    if found is None:
        raise Absent("track", _("Deze huurachterstand is er niet (meer) voor jou."))
    require(by, ArrearsPermission.KEEP, found)
    if not found.is_open:
        raise WrongState("track.ended", _("Deze huurachterstand is afgerond."), came_in=found.stage)
    return found


def may_move(track: Track, to: str) -> None:
    if to not in MOVES[track.stage]:
        raise WrongState("track.stage", _("Dit kan nu niet: de huurachterstand staat op “%(stage)s”.") % {
            "stage": Stage(track.stage).label}, came_in=track.stage, expected=to)


def step(track: Track, verb: str, by: Who, *, to: str = "", on_day: date | None = None, how: str = "",
         amount: int | None = None, note: str = "", **changes: Any) -> TrackStep:
    """Write down what was done, with its stage and its audit event; the clock of the next step starts anew."""
    before, after = track.stage, to or track.stage
    if after != before:
        may_move(track, after)
    for name, value in {"stage": after, "changed_at": now(), **changes}.items():
        setattr(track, name, value)
    track.save()
    made = TrackStep.objects.create(
        **ours(by), track=track, at=now(), on_day=on_day or today(), verb=verb, how=how, from_stage=before,
        to_stage=after, amount_cents=amount, note=screen(note).text[:2000], person_id=by.person_id)
    audit.record(by, f"arrears.{verb}", track, before=before, after=after)
    audit.touched(by, "arrears.keep", [track.household_id])
    if after != before:
        offspring.moved("track", track.pk, track.organisation_id, after)
    if track.is_open:
        waiting.for_next(track, by)
    else:
        clocks.stop(track.pk)
    return made


def past(day: date, since: date, field: str = "on_day") -> date:
    """A day on which something was done: not before the debt began, and not in the future. Raises Invalid."""
    if not since <= day <= today():
        raise Invalid("day", _("Kies een dag tussen %(since)s en vandaag.") % {"since": f"{since:%d-%m-%Y}"},
                      came_in=day.isoformat(), field=field)
    return day
