"""Arrears at Vlierwonen: a few households on the track, early-debt signals in several states, an eviction that the desk
knows of, and new tenants who were offered a budget coach. Days lie in the past, so that the lists look lived in."""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from waakvlam.access.identity import acting
from waakvlam.access.words import Purpose
from waakvlam.arrears import commands
from waakvlam.arrears.commands.terms import Days
from waakvlam.arrears.models import Notice, Track
from waakvlam.kit.time import AMSTERDAM, at, now, today
from waakvlam.people.models import Household

from .network import organisation, who

LANDLORD, DESK = "ingrid", "jermaine"
STEPS = (("reminder", "letter", 30), ("tried", "phone", 41), ("contact", "door", 45), ("help", "door", 45), ("offered", "letter", 46))
SOURCE = "Prestatieafspraken Vlierdrecht 2026, bijlage vroegsignalering"


def load() -> None:
    """About two seconds. Nothing where the register is empty."""
    _terms()
    with acting(who(LANDLORD, Purpose.DEBT)) as by:
        homes = list(Household.objects.filter(organisation_id=by.organisation_id, gone_at=None, tenancy_end=None, do_not_call=False)
                     .exclude(arrears_stage="").order_by("key").values_list("id", flat=True)[:60])
    for turn, home in enumerate(homes[:26]):
        _story(turn, home)
    _coached()


def _terms() -> None:
    with at(now() - timedelta(days=200)), acting(who("bram", Purpose.ADMINISTRATION)) as by:
        commands.terms.agree(desk_id=organisation("gemeente"), days=Days(), from_on=today(), source=SOURCE, by=by)


def _on(days_ago: int) -> datetime:
    """Eleven in the morning, so many days ago."""
    return datetime.combine(today() - timedelta(days=days_ago), time(11), AMSTERDAM)


def _as(days_ago: int, command: Callable[..., object], key: str = LANDLORD, **given: object) -> Any:
    with at(_on(days_ago)), acting(who(key, Purpose.DEBT)) as by:
        return command(by=by, **given)


def _story(turn: int, home: object) -> None:
    """How far each household came follows from its place: most are early, few are far."""
    dice = random.Random(turn)  # noqa: S311  a demo, no secret
    began = dice.randrange(60, 110) if turn % 3 else dice.randrange(12, 28)
    track = _as(began - 5, commands.tracks.open_track, household_id=home, amount_cents=dice.randrange(480_00, 2400_00),
                since=today() - timedelta(days=began))
    assert isinstance(track, Track)
    for verb, how, after in STEPS[: 5 if turn % 3 else turn % 3 + dice.randrange(2)]:
        _as(max(began - after, 0), commands.tracks.write, track=track, verb=verb, how=how, on_day=today() - timedelta(days=max(began - after, 0)))
    if turn % 3:
        _further(turn, track, max(began - 50, 1))


def _further(turn: int, track: Track, days_ago: int) -> None:
    kind = turn % 8
    if kind in (1, 2, 7):
        notice = _as(days_ago, commands.sending.signal, track=track)
        assert isinstance(notice, Notice)
        _answered(turn, notice, days_ago)
    elif kind in (4, 5):
        parts = commands.arrangements.spread(track.amount_cents, 6, today() + timedelta(days=6))
        _as(days_ago, commands.arrangements.arrange, track=track, parts=parts)
    elif turn == 11:
        for stage in ("collection", "judgment"):
            _as(days_ago, commands.tracks.escalate, track=track, to=stage, on_day=today() - timedelta(days=days_ago))
        _as(days_ago, commands.evictions.plan, track=track, court="Rechtbank Noord-Holland", judged_on=today() - timedelta(days=days_ago),
            evict_on=today() + timedelta(days=12))


def _answered(turn: int, notice: Notice, days_ago: int) -> None:
    """By the municipality's worker: some wait, some have contact, one opened help, one is done."""
    acts = (commands.answering.accept, commands.answering.make_contact, commands.answering.open_help)[: turn % 5]
    for n, command in enumerate(acts):
        _as(max(days_ago - 2 - n, 0), command, key=DESK, notice=notice)
    if turn % 5 == 4:
        _as(max(days_ago - 6, 0), commands.answering.end, key=DESK, notice=notice, outcome="helped")


def _coached() -> None:
    with acting(who(LANDLORD, Purpose.DEBT)) as by:
        new = list(Household.objects.filter(organisation_id=by.organisation_id, gone_at=None, tenancy_end=None, do_not_call=False)
                   .exclude(tenancy_start=None).order_by("-tenancy_start", "id").values_list("id", flat=True)[:14:2])
    for turn, home in enumerate(new):
        offer = _as(9 - turn, commands.coaching.offer, household_id=home, how="phone" if turn % 2 else "letter")
        if turn < 4:
            _as(8 - turn, commands.coaching.answer, offer_id=offer.pk,
                outcome=("accepted", "no_need", "not_reached", "accepted")[turn])
