"""A track from its opening to its outcome: what was done, by whom, on which day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from waakvlam.access import covenant, offspring
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.words import Category
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.ids import spoken, uuid7
from waakvlam.kit.time import now, today
from waakvlam.people.models import Household

from ..models import Stage, Track, TrackStep
from ..models.states import PERSONAL, WRITTEN, How, Kind, Outcome, Withdrawn
from ..policies import ArrearsPermission
from . import closing
from .parts import lock, ours, past, step
from .withdrawing import take_back

MOST_CENTS = 100_000_00


@dataclass(frozen=True)
class Done:
    """A kind of step that people write down. `dates` is the condition of R17 that it meets, `to` the stage it brings."""

    ways: tuple[str, ...] = ()
    dates: str = ""
    to: str = ""


# Verb → what it does. (a) an effort at personal contact counts, also when nobody was reached.
DONE: dict[str, Done] = {
    "reminder": Done(WRITTEN, "reminder_on", Stage.REMINDER),  # (c)
    "tried": Done(PERSONAL, "contact_on"),  # (a)
    "contact": Done(PERSONAL, "contact_on", Stage.CONTACT),  # (a)
    "help": Done((*WRITTEN, *PERSONAL), "help_on"),  # (b)
    "offered": Done((*WRITTEN, *PERSONAL), "offered_on"),  # (d)
    "note": Done(),
}


@transaction.atomic
def open_track(*, household_id: UUID, amount_cents: int, since: date, amount_on: date | None = None, id: UUID | None = None,
               by: Who) -> Track:
    """A household fell behind. Sent twice with one `id` it is one. Raises Invalid, Absent, Refused; WrongState where one runs already."""
    again = Track.objects.filter(pk=id, organisation_id=by.organisation_id).first() if id else None
    if again is not None:
        require(by, ArrearsPermission.KEEP, again)
        return again
    track = Track(id=id or uuid7(), **ours(by), number=spoken(), household_id=household_id, amount_cents=checked(amount_cents),
                  amount_on=amount_on or today(), since=since, keeper_id=by.person_id)
    require(by, ArrearsPermission.KEEP, track)
    covenant.ground_for(by, Category.ARREARS)
    if since > today():
        raise Invalid("since", _("Kies een dag die geweest is."), came_in=since.isoformat(), field="since")
    if not Household.objects.filter(pk=household_id, organisation_id=by.organisation_id, gone_at=None).exists():
        raise Absent("household", _("Dit huishouden staat niet (meer) in jullie register."))
    if Track.objects.filter(organisation_id=by.organisation_id, household_id=household_id, ended_at=None).exists():
        raise WrongState("track.again", _("Voor dit huishouden loopt al een huurachterstand."))
    step(track, "open", by, amount=track.amount_cents)
    offspring.moved("track", track.pk, track.organisation_id, track.stage)
    return track


@transaction.atomic
def change_amount(*, track: Track, amount_cents: int, on_day: date | None = None, by: Who) -> Track:
    """What is owed now. Nothing owed ends no track by itself: a person says how it ended."""
    track = lock(track.pk, by)
    day = past(on_day or today(), track.amount_on)
    step(track, "amount", by, on_day=day, amount=checked(amount_cents), amount_cents=amount_cents, amount_on=day)
    return track


@transaction.atomic
def write(*, track: Track, verb: str, on_day: date, how: str = "", note: str = "", by: Who) -> Track:
    """What was done, on which day and how. Raises Invalid with the field, Refused, WrongState."""
    kind = DONE.get(verb)
    if kind is None:
        raise Absent("verb")
    track = lock(track.pk, by)
    day = past(on_day, track.since)
    if kind.ways and how not in kind.ways:
        raise Invalid("how", _("Kies hoe: %(ways)s.") % {"ways": ", ".join(str(How(w).label) for w in kind.ways)},
                      came_in=how, field="how")
    if verb == "note" and not note.strip():
        raise Invalid("note", _("Schrijf iets op."), field="note")
    latest: dict[str, Any] = {kind.dates: max(day, getattr(track, kind.dates) or day)} if kind.dates else {}
    step(track, verb, by, to=_forward(track, kind.to), on_day=day, how=how, note=note, **latest)
    return track


def _forward(track: Track, to: str) -> str:
    """A reminder or a talk moves on what is earlier; further on it is just done again."""
    early = (Stage.LATE, Stage.REMINDER) if to == Stage.CONTACT else (Stage.LATE,)
    return to if to and track.stage in early else ""


@transaction.atomic
def refuse(*, track: Track, note: str = "", by: Who) -> Track:
    """The tenant says no to passing it on: no signal may go, and one that went is taken back at once (R17)."""
    track = lock(track.pk, by)
    if track.refused_at is None:
        to = Stage.CONTACT if track.stage == Stage.SIGNAL else ""
        step(track, "refused", by, to=to, note=note, refused_at=now())
        take_back(track, Kind.DEBT_SIGNAL, Withdrawn.REFUSED, by)
    return track


@transaction.atomic
def agree(*, track: Track, note: str = "", by: Who) -> Track:
    """The tenant said no before, and yes now: asked anew, so the offer counts from today."""
    track = lock(track.pk, by)
    if track.refused_at is None:
        raise WrongState("track.no_refusal", _("De huurder heeft geen nee gezegd."))
    step(track, "agreed", by, note=note, refused_at=None, offered_on=today())
    return track


@transaction.atomic
def undo(*, track: Track, step_id: UUID, by: Who) -> Track:
    """Take back what was written down by mistake, as long as no signal rests on it. The stage stays as it is."""
    track = lock(track.pk, by)
    found = TrackStep.objects.filter(pk=step_id, track=track, undone_at=None).first()
    kind = DONE.get(found.verb) if found else None
    if found is None or kind is None:
        raise Absent("step", _("Dit kun je niet (meer) ongedaan maken."))
    if kind.dates and track.signalled_on is not None:
        raise WrongState("step.used", _("Er is een vroegsignaal verstuurd waar dit bij hoorde. Dit blijft staan."))
    TrackStep.objects.filter(pk=found.pk).update(undone_at=now())
    left: dict[str, Any] = {kind.dates: _latest(track, kind.dates)} if kind.dates else {}
    step(track, "undo", by, **left)
    return track


def _latest(track: Track, name: str) -> date | None:
    """The last day on which one of these was done, of what still stands."""
    verbs = [verb for verb, kind in DONE.items() if kind.dates == name]
    newest: date | None = TrackStep.objects.filter(track=track, verb__in=verbs, undone_at=None).aggregate(n=Max("on_day"))["n"]
    return newest


@transaction.atomic
def escalate(*, track: Track, to: str, on_day: date, note: str = "", by: Who) -> Track:
    """To a collector, or judged by a court. Raises WrongState where that does not follow."""
    if to not in (Stage.COLLECTION, Stage.JUDGMENT):
        raise Invalid("to", _("Kies incasso of vonnis."), came_in=to, field="to")
    track = lock(track.pk, by)
    step(track, to, by, to=to, on_day=past(on_day, track.since), note=note)
    return track


@transaction.atomic
def end(*, track: Track, outcome: str, note: str = "", by: Who) -> Track:
    """Off the track, with an outcome: nobody leaves it otherwise. What still ran is closed with it."""
    if outcome not in Outcome.values:
        raise Invalid("outcome", _("Kies hoe het afliep."), came_in=outcome, field="outcome")
    track = lock(track.pk, by)
    closing.close(track, outcome, by)
    step(track, "end", by, to=Stage.ENDED, note=note, ended_at=now(), outcome=outcome)
    return track


def checked(cents: int) -> int:
    if not 0 <= cents <= MOST_CENTS:
        raise Invalid("amount", _("Vul een bedrag in tussen € 0 en € 100.000."), came_in=str(cents), field="amount")
    return cents
