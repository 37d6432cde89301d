"""A planned eviction: the desk knows in time, or the clock tells it (R24)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import clocks
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import is_working_day, now, today, working_days_between

from .. import waiting
from ..models import Eviction, Stage, Track
from ..models.states import Kind, Withdrawn
from . import terms, withdrawing
from .parts import lock, ours, past, step
from .sending import tell


def days_before(day: date, working_days: int) -> date:
    """The last working day after which `working_days` working days are left, up to and including `day`."""
    found = day
    while not (is_working_day(found) and working_days_between(found, day) >= working_days):
        found -= timedelta(days=1)
    return found


@transaction.atomic
def plan(*, track: Track, court: str, judged_on: date, evict_on: date, note: str = "", by: Who) -> Eviction:
    """Plan it. Where the desk should have known already it is told at once. Raises Invalid, WrongState."""
    track = lock(track.pk, by)
    agreed = terms.needed(by)
    if not court.strip():
        raise Invalid("court", _("Vul in welke rechtbank het vonnis gaf."), field="court")
    if evict_on <= today():
        raise Invalid("evict_on", _("Kies een dag die nog komt."), came_in=evict_on.isoformat(), field="evict_on")
    tell_on = max(days_before(evict_on, agreed.desk_days), today())
    step(track, "eviction", by, to=Stage.EVICTION, note=note)
    made = Eviction.objects.create(**ours(by), track=track, court=court.strip()[:80], evict_on=evict_on,
                                   judged_on=past(judged_on, track.since, "judged_on"), tell_on=tell_on)
    if tell_on <= today():
        tell(eviction=made, by=by)
    else:
        waiting.for_desk(made, by)
    return made


@transaction.atomic
def call_off(*, track: Track, note: str = "", by: Who) -> Track:
    """It does not go on: the judgment still stands, and the desk hears it."""
    track = lock(track.pk, by)
    found = planned(track)
    Eviction.objects.filter(pk=found.pk).update(called_off_at=now())
    clocks.stop(found.pk)
    withdrawing.take_back(track, Kind.EVICTION, Withdrawn.SOLVED, by)
    step(track, "called_off", by, to=Stage.JUDGMENT if track.stage == Stage.EVICTION else "", note=note)
    return track


def planned(track: Track) -> Eviction:
    """The one that stands. Raises Absent."""
    found = Eviction.objects.filter(track=track, called_off_at=None, carried_out_on=None).first()
    if found is None:
        raise Absent("eviction", _("Er is geen ontruiming gepland."))
    return found
