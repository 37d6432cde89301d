"""Paying in parts: agreed, paid part by part, kept or broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import clocks
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import now, today

from .. import waiting
from ..models import Arrangement, Instalment, Stage, Track
from . import closing
from .parts import lock, ours, past, step

MOST_PARTS = 60


@dataclass(frozen=True)
class Part:
    due_on: date
    cents: int


def spread(cents: int, parts: int, first: date) -> list[Part]:
    """Equal parts, a month apart on the same day (or the last of a shorter month); what is left over goes in the last."""
    each = cents // parts
    days = [_month_on(first, n) for n in range(parts)]
    return [Part(day, each if n < parts - 1 else cents - each * (parts - 1)) for n, day in enumerate(days)]


def _month_on(first: date, months: int) -> date:
    month = first.month - 1 + months
    year, month = first.year + month // 12, month % 12 + 1
    for day in range(first.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, min(first.day, 28))


@transaction.atomic
def arrange(*, track: Track, parts: Sequence[Part], note: str = "", by: Who) -> Arrangement:
    """Agree on it with the tenant; one that ran before stops. Raises Invalid, WrongState."""
    track = lock(track.pk, by)
    _checked(track, parts)
    closing.stop_arrangements(track, Arrangement.State.STOPPED)
    to = "" if track.stage == Stage.ARRANGEMENT else Stage.ARRANGEMENT
    step(track, "arrange", by, to=to, amount=sum(p.cents for p in parts), note=note)
    made = Arrangement.objects.create(**ours(by), track=track, agreed_on=today())
    rows = Instalment.objects.bulk_create([Instalment(
        **ours(by), arrangement=made, due_on=p.due_on, amount_cents=p.cents) for p in parts])
    waiting.for_instalment(rows[0], by)
    return made


def _checked(track: Track, parts: Sequence[Part]) -> None:
    days = [p.due_on for p in parts]
    if not 1 <= len(parts) <= MOST_PARTS:
        raise Invalid("parts", _("Kies 1 tot %(most)d termijnen.") % {"most": MOST_PARTS}, field="parts")
    if days != sorted(set(days)) or days[0] < today():
        raise Invalid("first", _("De eerste termijn ligt vandaag of later."), came_in=days[0].isoformat(), field="first")
    if min(p.cents for p in parts) < 1 or sum(p.cents for p in parts) > track.amount_cents:
        raise Invalid("amount", _("De termijnen zijn samen meer dan de achterstand, of een termijn is leeg."), field="amount")


@transaction.atomic
def pay(*, track: Track, instalment_id: UUID, on_day: date, by: Who) -> Arrangement:
    """A part came in. The last one makes the arrangement kept; how the track ends a person says."""
    track = lock(track.pk, by)
    found = (Instalment.objects.select_for_update(of=("self",)).select_related("arrangement")
             .filter(pk=instalment_id, arrangement__track=track, arrangement__state=Arrangement.State.RUNNING, paid_on=None).first())
    if found is None:
        raise Absent("instalment", _("Deze termijn is er niet (meer)."))
    found.paid_on = past(on_day, track.since)
    found.save(update_fields=["paid_on"])
    clocks.stop(found.pk)
    left = max(track.amount_cents - found.amount_cents, 0)
    step(track, "paid", by, on_day=on_day, amount=found.amount_cents, amount_cents=left, amount_on=today())
    following = Instalment.objects.filter(arrangement=found.arrangement, paid_on=None).order_by("due_on").first()
    if following:
        waiting.for_instalment(following, by)
    else:
        Arrangement.objects.filter(pk=found.arrangement_id).update(state=Arrangement.State.KEPT, ended_at=now())
        step(track, "kept", by)
    return found.arrangement


@transaction.atomic
def break_off(*, track: Track, note: str = "", by: Who) -> Track:
    """It is not kept: the next thing is to talk."""
    track = lock(track.pk, by)
    if not Arrangement.objects.filter(track=track, state=Arrangement.State.RUNNING).exists():
        raise Absent("arrangement", _("Er loopt geen regeling."))
    closing.stop_arrangements(track, Arrangement.State.BROKEN)
    step(track, "broken", by, to=Stage.CONTACT if track.stage == Stage.ARRANGEMENT else "", note=note)
    return track
