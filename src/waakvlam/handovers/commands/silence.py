"""Silence moves: reminder, backup, the sender's coordinator, the mandate of the network (R10)."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import clocks, reach
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.models import Clock
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import Handover, HelpedAnswer, Necessity, State
from ..models.states import OPEN, Obstacle
from ..policies import HandoverPermission
from . import helped
from .answering import open_content_to
from .moving import coded, for_sender, lock, step
from .offering import REACH_MANDATE

LONGEST_TERM = 10  # working days that the mandate may set
# Called with (clock, obstacle, by) when the mandate set a term; filled by the module that keeps the record of obstacles.
DIRECTED: list[Callable[[Clock, str, Who], object]] = []


def look_at(clock_id: UUID, asker: UUID) -> str:
    """One clock that ran out, as the organisation that waits; returns what was done.

    Safe to run twice or at the same time: the clock's row is held and looked at again.
    """
    with acting(system(asker, Purpose.HANDOVER)) as by:
        clock = (Clock.objects.select_for_update(of=("self",), skip_locked=True)
                 .filter(pk=clock_id, stopped_at__isnull=True, next_at__lte=now()).first())
        if clock is None:
            return "none"
        climber = clocks.climber_of(clock.kind)
        if climber is None:
            return clocks.at_home(clock)
        with acting(by.for_purpose(climber.purpose)) as climbing:
            return climber.climb(clock, climbing)


def climb(clock: Clock, by: Who) -> str:
    """A clock of a handover itself; `by` is the sender."""
    handover = lock(clock.subject_id)
    if clock.kind == waiting.HELPED:
        return _helped(handover, by)
    return _climb(clock, handover, by)


def climb_necessity(clock: Clock, by: Who) -> str:
    """A second pair of eyes, or a look back: owed at home, and colleagues hear it again."""
    before = clock.step
    reached = clocks.at_home(clock)
    if clock.step != before:
        notices.to_colleagues(Necessity.objects.get(pk=clock.subject_id), by)
    return reached


def _climb(clock: Clock, handover: Handover, by: Who) -> str:
    before = clock.step
    reached = clocks.step_up(clock)
    if reached == before:  # the mandate has it: looked at daily, told once
        return "waits at mandate"
    step(handover, f"silent_{reached.name.lower()}", by)
    if reached == Clock.Step.REMINDED:
        _ask_again(handover, clock, by, "Herinnering: er wordt op uw antwoord gewacht.")
    elif reached == Clock.Step.BACKUP:
        open_content_to(handover, handover.backup_person_id, by)
        _ask_again(handover, clock, by, "Een overdracht bleef liggen. Kan een collega helpen?", backup=True)
    elif reached == Clock.Step.COORDINATOR:
        notices.to_sender(handover, "Een overdracht is stil gevallen. Wat wil je doen?", by)
    else:
        to_mandate(handover, by)
    return reached.name.lower()


def _ask_again(handover: Handover, clock: Clock, by: Who, sentence: str, *, backup: bool = False) -> None:
    if clock.on_id == handover.sender_id:
        notices.to_sender(handover, "Herinnering: een overdracht wacht op jullie besluit.", by)
        return
    person = handover.backup_person if backup else handover.accepted_by or handover.receiver_person
    notices.to_receiver(handover, sentence, by, person=person)


def _helped(handover: Handover, by: Who) -> str:
    """The moment to ask has come, or nobody answered."""
    asked = HelpedAnswer.objects.filter(handover=handover, answered_at__isnull=True).first()
    if asked is not None:
        helped.silence(handover, asked, by)
        return "unanswered"
    weeks = helped.next_weeks(handover)
    if weeks is None or handover.state != State.ENDED:
        clocks.stop(handover.pk, waiting.HELPED)
        return "asked all"
    helped.ask(handover, weeks, by)
    return "asked"


def to_mandate(handover: Handover, by: Who) -> bool:
    """The mandate sees the status from now on, never the content. `by` acts for the sender."""
    mandate = notices.mandate_of(handover)
    if mandate is None or mandate.pk in (handover.sender_id, handover.receiver_id):
        return False
    reach.close(handover.pk, mandate.pk, "status")
    reach.open_to(reach.Sent(
        REACH_MANDATE, handover.pk, mandate.pk, "status", Purpose.HANDOVER, handover.ground,
        sort_at=now(), status=handover.state, topic=handover.topic, area=handover.neighbourhood_code))
    return notices.to_mandate(handover, mandate, by)


@transaction.atomic
def remind(*, handover: Handover, by: Who) -> Handover:
    """Ask the receiver again, by hand. The clock runs on."""
    require(by, HandoverPermission.REMIND, handover)
    handover = lock(handover.pk)
    clock = _running(handover)
    step(handover, "remind", by)
    if not notices.to_receiver(handover, "Herinnering: er wordt op uw antwoord gewacht.", by,
                               person=handover.accepted_by or handover.receiver_person, until=clock.due_at):
        raise Invalid("address", _("Deze organisatie heeft geen e-mailadres. Bel ze."))
    return handover


@transaction.atomic
def ask_mandate(*, handover: Handover, by: Who) -> Handover:
    """Past due: the sender does not wait for the ladder."""
    require(by, HandoverPermission.ASK_MANDATE, handover)
    handover = lock(handover.pk)
    clock = _running(handover)
    if clock.due_at > now():
        raise WrongState("mandate.early", _("De termijn loopt nog. Herinner eerst de ontvanger."))
    if clock.step == Clock.Step.MANDATE:
        raise WrongState("mandate.again", _("De roerganger heeft dit al."))
    Clock.objects.filter(pk=clock.pk).update(step=Clock.Step.MANDATE, next_at=waiting.working_day_later())
    step(handover, "mandate", by)
    to_mandate(handover, by)
    return handover


@transaction.atomic
def direct(*, handover: Handover, obstacle: str, working_days: int, by: Who) -> Handover:
    """The mandate: answer within this term, and what stood in the way. Both sides hear it.

    Raises Refused for a helmsman of either side, WrongState where it does not lie with the mandate (yet).
    """
    require(by, HandoverPermission.DIRECT, handover)
    found = Handover.objects.select_related("sender", "receiver").get(pk=handover.pk)
    coded(obstacle, Obstacle.values)
    if not 1 <= working_days <= LONGEST_TERM:
        raise Invalid("working_days", _("Kies 1 tot %(most)s werkdagen.") % {"most": LONGEST_TERM}, field="working_days")
    with for_sender(found, by) as sender:
        found = lock(found.pk)
        clock = _running(found, every=True)
        if clock.step != Clock.Step.MANDATE:
            raise WrongState("silence.mandate", _("Dit ligt nu niet bij de roerganger."))
        again = clocks.start(sender, found, clock.kind, on=clock.on_id, asker=clock.asker_id,
                             person=clock.person_id, working_days=working_days)
        sentence = "De roerganger van het netwerk vraagt om een antwoord."
        if clock.on_id == found.sender_id:
            notices.to_sender(found, sentence, sender)
        else:
            notices.to_receiver(found, sentence, sender, until=again.due_at)
    step(found, "direct", by, reason=obstacle)
    for told in DIRECTED:
        told(again, obstacle, by)
    return found


def _running(handover: Handover, *, every: bool = False) -> Clock:
    """The clock that runs on the receiver (or any, for the mandate)."""
    kinds = (*waiting.ON_RECEIVER, waiting.DECISION) if every else waiting.ON_RECEIVER
    found = Clock.objects.filter(subject_id=handover.pk, stopped_at__isnull=True, kind__in=kinds).first()
    if found is None or (not every and handover.state not in OPEN):
        raise WrongState("silence.none", _("Er wordt nu niet op de ontvanger gewacht."))
    return found
