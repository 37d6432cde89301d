"""Handovers from what the rounds brought up, told day by day through the real commands.

Each working day: what people did that day, then the scheduler looks at the clocks, as it would
have done. So reminders, silence, questions and the mandate come about by themselves.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from django.db import connections
from django.db.models import F

from waakvlam.access import clocks
from waakvlam.access.identity import Who, acting
from waakvlam.access.words import Purpose, Role
from waakvlam.handovers import commands, queries
from waakvlam.handovers.models import HelpedAnswer
from waakvlam.handovers.notices import PARTNER_LINK
from waakvlam.kit.time import (
    AMSTERDAM,
    add_working_days,
    at,
    day_of,
    now,
    today,
    working_days_between,
)
from waakvlam.outreach import findings
from waakvlam.outreach.models import Finding
from waakvlam.post.models import Delivery

from .. import cast, stories
from ..stories import Told
from .network import NETWORK, organisation, system, who
from .offered import ingrid, offer, without_permission
from .rounds import PAST, RUNNING, workday

FIRST_DAY = -86


def load() -> int:
    """All stories, in the order in which they happened; returns how many handovers were made."""
    told = [*_cast(PAST, stories.LONG_AGO, everybody=True), *_cast(RUNNING, stories.LATELY)]
    for day in range(FIRST_DAY, 1):
        for minute, one in enumerate(told):
            _live(one, day, minute)
        _evening(day)
    without_permission()
    _post_left()
    return sum(one.handover_id is not None for one in told)


def _cast(round_name: str, plots: tuple[stories.Story, ...], everybody: bool = False) -> list[Told]:
    """A story for each request for help of a round. Of the running round some stay untouched."""
    with acting(ingrid()) as by:
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
    with at(finding.created_at + timedelta(days=1)), acting(ingrid()) as by:
        findings.answer(finding_id=finding.id, by=by)
    return True


def _told(plot: stories.Story, finding: Finding, later: int) -> Told:
    """Offered `later` working days after it was heard, unless the story says when."""
    heard = -working_days_between(day_of(finding.created_at), today())
    offered = plot.offered if plot.offered is not None else min(heard + later, 0)
    return Told(plot, finding.id, finding.topic, offered, answers=list(plot.helped))


def _live(told: Told, day: int, minute: int) -> None:
    """What this day brings in this story."""
    moment = datetime.combine(workday(day), time(10), AMSTERDAM) + timedelta(minutes=5 * minute)
    if moment > now():
        return
    with at(moment):
        if day == told.offered_on:
            offer(told)
        if told.handover_id is None:
            return
        for after, verb, words in told.story.acts:
            if told.offered_on + after == day and day > told.offered_on and told.handover_id:
                _do(told, verb, dict(words))
        _answer(told)


def _do(told: Told, verb: str, words: dict[str, object]) -> None:
    """One act, by the receiver or, for what a sender does, by the sender."""
    assert told.handover_id is not None  # acts come after the offer
    if verb == "again":
        return offer(told, again=True)
    if verb == "accept":
        words = {"first_contact_by": add_working_days(today(), int(str(words["within"])))}
        if not told.receiver:
            words["name"] = next(n for slug, n in stories.NAMES.items() if organisation(slug) == told.receiver_id)
    with acting(ingrid() if verb == "withdraw_permission" else _receiver(told)) as by:
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
    with acting(ingrid()) as by:
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


def _post_left() -> None:
    """What was mailed before today has left; otherwise the worker would begin with old post."""
    Delivery.objects.using("owner").filter(network_id=NETWORK, created_at__lt=now() - timedelta(hours=8)).update(
        state="sent", sent_at=F("created_at"), tries=1)
    with connections["owner"].cursor() as db:
        db.execute("delete from procrastinate_jobs where status = 'todo' and queue_name = 'post'")
