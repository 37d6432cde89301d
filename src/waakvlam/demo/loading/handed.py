"""Handovers from what the rounds brought up, told day by day through the real commands.

Each working day: what people did that day, then the scheduler looks at the clocks, as it would
have done. So reminders, silence, questions and the mandate come about by themselves.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from waakvlam.access import clocks
from waakvlam.access.identity import Who, acting
from waakvlam.access.words import Ground, Purpose
from waakvlam.handovers import commands, parts, queries
from waakvlam.handovers.models import HelpedAnswer, Permission
from waakvlam.kit.time import AMSTERDAM, add_working_days, at, now, today, working_days_between
from waakvlam.outreach.models import Finding

from .. import cast, stories
from ..ids import derived
from ..stories import Told
from .network import organisation, person, team, who
from .rounds import PAST, RUNNING, workday

FIRST_DAY = -72
ABLE = {p.slug for p in cast.PEOPLE if p.roles[0] not in ("caller", "board", "privacy_officer", "administrator")}


def load() -> int:
    """All stories, in the order in which they happened; returns how many handovers were made."""
    told = [*_cast(PAST, stories.LONG_AGO, everybody=True), *_cast(RUNNING, stories.LATELY)]
    for day in range(FIRST_DAY, 1):
        for minute, one in enumerate(told):
            _live(one, day, minute)
        _evening(day)
    _without_permission()
    return sum(one.handover_id is not None for one in told)


def _cast(round_name: str, plots: tuple[stories.Story, ...], everybody: bool = False) -> list[Told]:
    """A story for each request for help of a round. Of the running round some stay untouched."""
    with acting(_ingrid()) as by:
        found = list(Finding.objects.filter(
            organisation_id=by.organisation_id, round__name=round_name, danger=False,
            kind__in=("help_request", "check_in_wish")).order_by("created_at", "id"))
    chosen = found if everybody else found[: len(plots)]
    told = []
    for place, finding in enumerate(chosen):
        plot = plots[place] if place < len(plots) else plots[place % 3]
        heard = -working_days_between(finding.created_at.astimezone(AMSTERDAM).date(), today())
        offered = plot.offered if plot.offered is not None else min(heard + (2 if everybody else 0), 0)
        told.append(Told(plot, finding.id, finding.topic, offered, answers=list(plot.helped)))
    return told


def _live(told: Told, day: int, minute: int) -> None:
    """What this day brings in this story."""
    moment = datetime.combine(workday(day), time(10), AMSTERDAM) + timedelta(minutes=5 * minute)
    if moment > now():
        return
    with at(moment):
        if day == told.offered_on:
            _offer(told)
        if told.handover_id is None:
            return
        for after, verb, words in told.story.acts:
            if told.offered_on + after == day and day > told.offered_on:
                _do(told, verb, dict(words))
        _answer(told)


def _offer(told: Told) -> None:
    with acting(_ingrid()) as by:
        found = queries.composing.subject(by, finding_id=told.finding_id)
        chosen = _choose(told, found.neighbourhood_code, by)
        if chosen is None:
            return
        told.receiver = _person_of(chosen)
        wanted = {p: text for p, text in found.facts.items() if p in ("name", "address", "phone", "words") and text}
        sending = commands.prepare(
            id=derived("handover", told.finding_id), to=_to(chosen, told.receiver), texts=wanted,
            about=commands.About(topic=told.topic, resident_id=found.resident_id, household_id=found.household_id,
                                 neighbourhood_code=found.neighbourhood_code, finding_id=found.finding_id,
                                 round_id=found.round_id),
            introduction=_introduction(told), by=by)
        made = commands.offer(sending=sending, by=by, asked=commands.Asked(
            words=stories.ASK, until=today() + timedelta(days=180), feedback=told.story.feedback,
            asked=Permission.Asked.PHONE))
        told.handover_id = made.pk


def _choose(told: Told, neighbourhood: str, by: Who):  # type: ignore[no-untyped-def]
    """The first that has room and whose people are in the cast, unless the story wants another."""
    offers = queries.composing.candidates(by, told.topic, neighbourhood).offers
    wanted = [o for o in offers if o.organisation_id == organisation(told.story.organisation)]
    able = [o for o in offers if _person_of(o)] if not told.story.organisation else []
    return next(iter([*wanted, *able, *offers]), None)


def _person_of(candidate) -> str:  # type: ignore[no-untyped-def]
    """The cast's slug of a candidate's contact, or empty."""
    return next((s for s in ABLE if person(s) == candidate.contact_id), "")


def _to(candidate, receiver: str) -> commands.To:  # type: ignore[no-untyped-def]
    """A team where its contact has one, else the organisation."""
    somebody = cast.person(receiver) if receiver else None
    return commands.To(
        candidate.organisation_id, answer_days=candidate.norm_days,
        team_id=team(somebody.organisation, somebody.team) if somebody and somebody.team else None)


def _introduction(told: Told) -> parts.Introduction:
    if not told.story.warm:
        return parts.Introduction()
    name = cast.person(told.receiver).name if told.receiver else ""
    return parts.Introduction(parts.Meeting.CALL, name, "dinsdagochtend om tien uur")


def _do(told: Told, verb: str, words: dict[str, object]) -> None:
    """One act, by the receiver or, for what a sender does, by the sender."""
    by_sender = verb in ("withdraw_permission", "resume")
    if not by_sender and not told.receiver:
        return
    by = _ingrid() if by_sender else who(told.receiver, Purpose.HANDOVER)
    if verb == "accept":
        words = {"first_contact_by": add_working_days(today(), int(str(words["within"])))}
    if not told.story.feedback:
        words.pop("text", None)
    with acting(by):
        found = queries.one.handover(by, told.handover_id)
        if verb == "end" and found.state == "ended":
            return  # the resident had no more questions
        ACTS[verb](handover=found, by=by, **words)


ACTS: dict[str, Callable[..., object]] = {
    "accept": commands.accept, "decline": commands.decline, "contact": commands.make_contact,
    "begin": commands.begin, "end": commands.end, "return": commands.give_back,
    "withdraw_permission": commands.withdraw_permission, "resume": commands.resume,
}


def _answer(told: Told) -> None:
    """Where the resident was asked before today: the next answer of the story, told on the phone."""
    if not told.answers:
        return
    with acting(_ingrid()) as by:
        asked = HelpedAnswer.objects.filter(
            handover_id=told.handover_id, answered_at__isnull=True, asked_at__lt=now() - timedelta(hours=20)).first()
        if asked is None:
            return
        given = told.answers.pop(0)
        if given is None:
            told.answers.clear()
            return
        found = queries.one.handover(by, told.handover_id)
        commands.answer_helped(handover=found, answer=given, by=by)
        if given == "no":
            commands.resume(handover=found, by=by, internal="Belt zelf: het is weer terug bij af.")


def _evening(day: int) -> None:
    """The scheduler, at the end of the working day (in the past only)."""
    moment = datetime.combine(workday(day), time(17, 30), AMSTERDAM)
    if moment > now():
        return
    with at(moment):
        for due in clocks.due():
            commands.look_at(due.clock_id, due.asker)


def _without_permission() -> None:
    """One letter that waits for a second pair of eyes: somebody who could not be asked."""
    with at(now() - timedelta(hours=3)), acting(_ingrid()) as by:
        finding = Finding.objects.filter(round__name=RUNNING, kind="signal", state="open").order_by("created_at").first()
        if finding is None:
            return
        found = queries.composing.subject(by, finding_id=finding.id)
        chosen = next(o for o in queries.composing.candidates(by, "support", found.neighbourhood_code).offers)
        sending = commands.prepare(
            id=derived("handover", finding.id), to=commands.To(chosen.organisation_id, answer_days=chosen.norm_days),
            about=commands.About(topic="support", resident_id=found.resident_id, household_id=found.household_id,
                                 neighbourhood_code=found.neighbourhood_code, finding_id=finding.id,
                                 round_id=found.round_id, urgency="soon"),
            texts={"name": found.facts["name"], "address": found.facts["address"], "words": finding.words},
            introduction=parts.Introduction(), by=by)
        commands.necessity.request(sending=sending, ground=Ground.VITAL, by=by, reason=(
            "De buren horen al dagen niets en de gordijnen blijven dicht. Aanbellen en bellen gaf geen gehoor."))


def _ingrid() -> Who:
    return who("ingrid", Purpose.HANDOVER)
