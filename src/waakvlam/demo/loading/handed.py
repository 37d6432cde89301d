"""Handovers from what the rounds brought up, told day by day through the real commands.

Each working day: what people did that day, then the scheduler looks at the clocks, as it would
have done. So reminders, silence, questions and the mandate come about by themselves.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import connections
from django.db.models import F

from waakvlam.access import clocks
from waakvlam.access.identity import Who, acting
from waakvlam.access.words import Ground, Purpose, Role
from waakvlam.handovers import commands, parts, queries
from waakvlam.handovers.models import HelpedAnswer, Permission
from waakvlam.handovers.notices import PARTNER_LINK
from waakvlam.kit.time import AMSTERDAM, add_working_days, at, now, today, working_days_between
from waakvlam.outreach import findings
from waakvlam.outreach.models import Finding
from waakvlam.post.models import Delivery
from waakvlam.resources.queries import Candidate

from .. import cast, stories
from ..ids import derived
from ..stories import Told
from .network import NETWORK, organisation, person, system, team, who
from .rounds import PAST, RUNNING, workday

FIRST_DAY = -86
ABLE = {p.slug for p in cast.PEOPLE if p.roles[0] not in ("caller", "board", "privacy_officer", "administrator")}


def load() -> int:
    """All stories, in the order in which they happened; returns how many handovers were made."""
    told = [*_cast(PAST, stories.LONG_AGO, everybody=True), *_cast(RUNNING, stories.LATELY)]
    for day in range(FIRST_DAY, 1):
        for minute, one in enumerate(told):
            _live(one, day, minute)
        _evening(day)
    _without_permission()
    _post_left()
    return sum(one.handover_id is not None for one in told)


def _cast(round_name: str, plots: tuple[stories.Story, ...], everybody: bool = False) -> list[Told]:
    """A story for each request for help of a round. Of the running round some stay untouched."""
    with acting(_ingrid()) as by:
        left = list(Finding.objects.filter(
            organisation_id=by.organisation_id, round__name=round_name, danger=False,
            kind__in=("help_request", "check_in_wish")).order_by("created_at", "id"))
    left = [f for f in left if not _is_ours(f)]
    told = []
    for plot in plots:
        if left:
            fitting = next((f for f in left if f.topic in plot.topics), left[0])
            left.remove(fitting)
            told.append(_told(plot, fitting, later=2 if everybody else 0))
    if everybody:
        told += [_told(plots[n % 2], finding, later=2) for n, finding in enumerate(left)]
    return told


def _is_ours(finding: Finding) -> bool:
    """The home itself is the corporation's own work: answered the next working day, not handed over."""
    if finding.topic != "home":
        return False
    with at(finding.created_at + timedelta(days=1)), acting(_ingrid()) as by:
        findings.answer(finding_id=finding.id, by=by)
    return True


def _told(plot: stories.Story, finding: Finding, later: int) -> Told:
    """Offered `later` working days after it was heard, unless the story says when."""
    heard = -working_days_between(finding.created_at.astimezone(AMSTERDAM).date(), today())
    offered = plot.offered if plot.offered is not None else min(heard + later, 0)
    return Told(plot, finding.id, finding.topic, offered, answers=list(plot.helped))


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
            if told.offered_on + after == day and day > told.offered_on and told.handover_id:
                _do(told, verb, dict(words))
        _answer(told)


def _offer(told: Told, again: bool = False) -> None:
    """The letter to whoever takes the topic; `again`: to another, after the first said no."""
    with acting(_ingrid()) as by:
        before = told.handover_id if again else None
        found = (queries.subject(by, previous_id=before) if again
                 else queries.subject(by, finding_id=told.finding_id))
        chosen = _choose(told, found.neighbourhood_code, by, not_to=told.receiver_id if again else None)
        if chosen is None:  # nobody (else) takes this: the story ends here
            told.handover_id = None
            return
        told.receiver, told.receiver_id = _person_of(chosen), chosen.organisation_id
        wanted = {p: text for p, text in found.facts.items() if p in ("name", "address", "phone", "words") and text}
        sending = commands.prepare(
            id=derived("handover", f"{told.finding_id}/{again}"), to=_to(chosen, told.receiver), texts=wanted,
            about=_about(told, found), introduction=_introduction(told), previous_id=before, by=by)
        made = commands.offer(sending=sending, by=by, asked=commands.Asked(
            words=stories.ASK, until=today() + timedelta(days=180), feedback=told.story.feedback,
            asked=Permission.Asked.PHONE))
        told.handover_id = made.pk


def _about(told: Told, found: queries.Subject, urgency: str = "normal") -> commands.About:
    return commands.About(
        topic=told.topic, resident_id=found.resident_id, household_id=found.household_id,
        neighbourhood_code=found.neighbourhood_code, finding_id=found.finding_id, round_id=found.round_id,
        urgency=urgency)


def _choose(told: Told, neighbourhood: str, by: Who, not_to: UUID | None) -> Candidate | None:
    """The first that has room and whose people are in the cast, unless the story wants another."""
    offers = [o for o in queries.candidates(by, told.topic, neighbourhood).offers if o.organisation_id != not_to]
    wanted = [o for o in offers if o.organisation_id == organisation(told.story.organisation)]
    able = [o for o in offers if _person_of(o)]
    return next(iter([*wanted, *able, *offers]), None)


def _person_of(candidate: Candidate) -> str:
    """The cast's slug of a candidate's contact, or empty."""
    return next((s for s in ABLE if person(s) == candidate.contact_id), "")


def _to(candidate: Candidate, receiver: str) -> commands.To:
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
    assert told.handover_id is not None  # acts come after the offer
    if verb == "again":
        return _offer(told, again=True)
    if verb == "accept":
        words = {"first_contact_by": add_working_days(today(), int(str(words["within"])))}
        if not told.receiver:
            words["name"] = next(n for slug, n in stories.NAMES.items() if organisation(slug) == told.receiver_id)
    with acting(_ingrid() if verb == "withdraw_permission" else _receiver(told)) as by:
        ACTS[verb](handover=queries.handover(by, told.handover_id), by=by, **words)
    return None


def _receiver(told: Told) -> Who:
    """Somebody of the cast, or a guest behind the link that the partner was sent."""
    if told.receiver:
        return who(told.receiver, Purpose.HANDOVER)
    partner = next(o for o in cast.ORGANISATIONS if organisation(o.slug) == told.receiver_id)
    return replace(system(partner.slug, Purpose.HANDOVER), role=Role.GUEST, name="", only=told.handover_id,
                   link_kind=PARTNER_LINK)


ACTS: dict[str, Callable[..., object]] = {
    "accept": commands.accept, "decline": commands.decline, "contact": commands.make_contact,
    "begin": commands.begin, "end": commands.end, "return": commands.give_back,
    "withdraw_permission": commands.withdraw_permission,
}


def _answer(told: Told) -> None:
    """Where the resident was asked before today: the next answer of the story, told on the phone."""
    if not told.answers or told.handover_id is None:
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
        found = queries.handover(by, told.handover_id)
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
        found = queries.subject(by, finding_id=finding.id)
        told = Told(stories.Story("without permission"), finding.id, "support", 0)
        chosen = _choose(told, found.neighbourhood_code, by, not_to=None)
        if chosen is None:
            return
        sending = commands.prepare(
            id=derived("handover", finding.id), to=_to(chosen, ""), about=_about(told, found, "soon"),
            texts={"name": found.facts["name"], "address": found.facts["address"], "words": finding.words},
            introduction=parts.Introduction(), by=by)
        commands.necessity.request(sending=sending, ground=Ground.VITAL, by=by, reason=(
            "De buren horen al dagen niets en de gordijnen blijven dicht. Aanbellen en bellen gaf geen gehoor."))


def _post_left() -> None:
    """What was mailed before today has left; otherwise the worker would begin with old post."""
    Delivery.objects.using("owner").filter(network_id=NETWORK, created_at__lt=now() - timedelta(hours=8)).update(
        state="sent", sent_at=F("created_at"), tries=1)
    with connections["owner"].cursor() as db:
        db.execute("delete from procrastinate_jobs where status = 'todo' and queue_name = 'post'")


def _ingrid() -> Who:
    return who("ingrid", Purpose.HANDOVER)
