"""“Did it help?”: asked at the end, after 6 and after 12 weeks. The resident answers."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import Decision, Handover, HelpedAnswer, Permission, State
from ..policies import HandoverPermission
from .moving import for_sender, lock, step

Answer, How = HelpedAnswer.Answer, HelpedAnswer.How
SENTENCE = ("U kreeg hulp van een organisatie bij u in de buurt. Wij horen graag van u of het hielp. "
            "Antwoorden kost een minuut. U mag de vraag ook laten liggen.")


def ask(handover: Handover, weeks: int, by: Who) -> HelpedAnswer:
    """Put the question; `by` acts for the sender. By mail where the resident wanted that, else it
    stands on the list of people to ring."""
    made = HelpedAnswer.objects.create(
        network_id=handover.network_id, handover=handover, turn=turn_of(handover), weeks=weeks, asked_at=now())
    permission = Permission.holding(handover)
    if permission is not None and permission.withdrawn_at is None:
        notices.to_resident(handover, permission.receipt_to, SENTENCE, by)
    waiting.for_helped(handover, by)
    audit.record(by, "handover.ask", handover, weeks=weeks)
    return made


@transaction.atomic
def answer(*, handover: Handover, answer: str, how: str = "", witness: str = "", by: Who) -> HelpedAnswer:
    """The resident's answer to what was asked last. “No” opens the loop for a decision.

    By the resident's link, by the sender on the phone, or by the receiver with a witness. Raises
    WrongState where nothing is asked, Invalid, Refused.
    """
    require(by, HandoverPermission.ANSWER_HELPED, handover)
    handover = _as_it_is(handover, by)
    asked = _asked(handover)
    if asked is None:
        raise WrongState("helped.none", _("Deze vraag staat nu niet open."))
    if answer not in (Answer.YES, Answer.PARTLY, Answer.NO):
        raise Invalid("answer", _("Kies een antwoord."), came_in=answer, field="answer")
    how = _how(handover, by)
    witness = witness.strip()[:120]
    if how == How.WITNESS and not witness:
        raise Invalid("witness", _("Schrijf op wie erbij was toen de bewoner antwoordde."), field="witness")
    _write(asked, answer, how, by, witness if how == How.WITNESS else "")
    step(handover, "helped", by, reason=answer)
    with for_sender(handover, by) as sender:
        if answer == Answer.NO:
            reopen(handover, Decision.Why.NOT_HELPED, sender)
        else:
            plan_next(handover, sender)
    return asked


def silence(handover: Handover, asked: HelpedAnswer, by: Who) -> None:
    """Nobody answered: that is an answer too, and somebody must decide."""
    _write(asked, Answer.NONE, How.SILENCE, by, "")
    step(handover, "helped", by, reason=Answer.NONE)
    reopen(handover, Decision.Why.UNANSWERED, by)


def reopen(handover: Handover, why: str, by: Who) -> None:
    from .deciding import open_decision

    open_decision(handover, why, by)


def plan_next(handover: Handover, by: Who) -> None:
    """The clock until the next moment to ask, or none after the last."""
    clocks.stop(handover.pk, waiting.HELPED)
    done = HelpedAnswer.objects.filter(handover=handover, turn=turn_of(handover)).order_by("-weeks").first()
    later = [w for w in HelpedAnswer.WEEKS if done is None or w > done.weeks]
    if later and handover.ended_at and handover.content_closed_at is None:
        waiting.for_helped(handover, by, due_at=handover.ended_at + timedelta(weeks=later[0]))


def next_weeks(handover: Handover) -> int | None:
    """The moment to ask next: 0, 6 or 12 weeks, or None when all were asked."""
    asked = set(HelpedAnswer.objects.filter(handover=handover, turn=turn_of(handover)).values_list("weeks", flat=True))
    return next((w for w in HelpedAnswer.WEEKS if w not in asked), None)


def turn_of(handover: Handover) -> int:
    """How many times it ended so far; after each end the asking starts again."""
    return handover.steps.filter(verb="end").count()


def _as_it_is(handover: Handover, by: Who) -> Handover:
    """Held where `by` works on handovers; callers of a round may only read it."""
    if by.purpose == Purpose.HANDOVER:
        return lock(handover.pk)
    return Handover.objects.select_related("sender", "receiver").get(pk=handover.pk)


def _asked(handover: Handover) -> HelpedAnswer | None:
    """Held until the end of the transaction: two answers at once make one."""
    if handover.state != State.ENDED:
        return None
    return (HelpedAnswer.objects.select_for_update(of=("self",))
            .filter(handover=handover, answered_at__isnull=True).order_by("-turn", "-weeks").first())


def _how(handover: Handover, by: Who) -> str:
    if by.role == Role.RESIDENT:
        return How.LINK
    return How.CALL if by.organisation_id == handover.sender_id else How.WITNESS


def _write(asked: HelpedAnswer, answer: str, how: str, by: Who, witness: str) -> None:
    asked.answer, asked.how, asked.answered_at, asked.witness = answer, how, now(), witness
    asked.organisation_id, asked.person_id = by.organisation_id, by.person_id
    asked.save()
