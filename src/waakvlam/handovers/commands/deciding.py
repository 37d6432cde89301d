"""The loop is open at the sender: decide how it goes on. Silence never ends a handover."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, reach
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now, today

from .. import notices, waiting
from ..models import Decision, Handover, Permission, State
from ..policies import HandoverPermission
from .moving import for_sender, lock, move, step

SENTENCES: dict[str, str] = {
    Decision.Why.DECLINED: "Een overdracht is niet aangenomen. Wat gebeurt er nu?",
    Decision.Why.RETURNED: "Een overdracht is teruggegeven. Wat gebeurt er nu?",
    Decision.Why.NOT_HELPED: "Een bewoner laat weten dat de hulp niet hielp. Wat gebeurt er nu?",
    Decision.Why.UNANSWERED: "Wij hoorden niet of de hulp hielp. Wat gebeurt er nu?",
    Decision.Why.TAKEN_BACK: "Een overdracht is teruggehaald. Wie kan het oppakken?",
}


def open_decision(handover: Handover, why: str, by: Who) -> Decision:
    """Put the question to the sender, with a clock on the sender; asked once at a time."""
    with for_sender(handover, by) as sender:
        made, new = Decision.objects.get_or_create(
            handover=handover, decided_at=None,
            defaults={"network_id": handover.network_id, "why": why, "opened_at": now()})
        if new:
            waiting.for_decision(handover, sender)
            if why != Decision.Why.TAKEN_BACK:
                notices.to_sender(handover, SENTENCES[why], sender)
    return made


@transaction.atomic
def resume(*, handover: Handover, by: Who, internal: str = "") -> Handover:
    """The same receiver takes it up again; only after an end, while the permission stands."""
    require(by, HandoverPermission.DECIDE, handover)
    handover = lock(handover.pk)
    decision = _open_one(handover)
    if handover.state != State.ENDED:
        raise WrongState("decision.resume", _("Alleen een afgeronde overdracht kan verder gaan."))
    permission = Permission.holding(handover)
    if handover.content_closed_at is not None or (permission is not None and permission.until < today()):
        raise Invalid("permission", _("De toestemming geldt niet meer. Vraag die opnieuw en bied de vraag opnieuw aan."))
    move(handover, State.UNDER_WAY, "resume", by, internal=internal, ended_at=None, outcome="")
    _decide(decision, Decision.Choice.RESUME, by)
    clocks.stop(handover.pk)
    clock = waiting.for_feedback(handover, by)
    if permission is not None:
        waiting.for_end(permission, by)
    notices.to_receiver(handover, "Een overdracht is weer open: er is nog hulp nodig.", by,
                        person=handover.accepted_by, until=clock.due_at)
    return handover


@transaction.atomic
def leave_it(*, handover: Handover, by: Who, internal: str) -> Handover:
    """It stays as it is: a decision by a named person, with a reason for ourselves."""
    require(by, HandoverPermission.DECIDE, handover)
    handover = lock(handover.pk)
    decision = _open_one(handover)
    if not internal.strip():
        raise Invalid("internal", _("Schrijf kort op waarom het hierbij blijft."), field="internal")
    step(handover, "leave", by, internal=internal)
    _decide(decision, Decision.Choice.CLOSE, by)
    clocks.stop(handover.pk)
    reach.touch(handover.pk, now(), handover.state)
    if decision.why == Decision.Why.UNANSWERED:
        from .helped import plan_next

        plan_next(handover, by)
    return handover


def go_on_from(previous_id: UUID, made: Handover, by: Who) -> Handover:
    """A new offer answers the question that stood open on the one before. Raises Absent, Refused."""
    previous = lock(previous_id)
    require(by, HandoverPermission.DECIDE, previous)
    decision = Decision.objects.filter(handover=previous, decided_at__isnull=True).first()
    if decision is None:
        raise WrongState("decision.none", _("Over die overdracht is al beslist."))
    step(previous, "offer_again", by)
    _decide(decision, Decision.Choice.OFFER_AGAIN, by)
    clocks.stop(previous.pk)
    reach.touch(previous.pk, now(), previous.state)
    return previous


def _open_one(handover: Handover) -> Decision:
    found = Decision.objects.filter(handover=handover, decided_at__isnull=True).first()
    if found is None:
        raise WrongState("decision.none", _("Er is hier niets meer te beslissen."))
    return found


def _decide(decision: Decision, choice: str, by: Who) -> None:
    decision.decided_at, decision.decided_by_id, decision.choice = now(), by.person_id, choice
    decision.save(update_fields=["decided_at", "decided_by", "choice"])
    audit.record(by, "handover.decide", decision, why=decision.why, choice=choice)
