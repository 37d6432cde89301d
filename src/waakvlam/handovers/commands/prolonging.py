"""A permission lasts until a day: told a week before, ended on the day, prolonged when asked anew."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import Handover, Permission
from ..policies import HandoverPermission
from .moving import lock, step
from .offering import Asked, checked


@transaction.atomic
def prolong(*, handover: Handover, words: str, until: date, asked: str, given_by: str,
            representative: str = "", by: Who) -> Permission:
    """The resident was asked again and says: longer. A new permission holds; reach moves with it.

    Also after the day itself: what had ended opens again. Raises Invalid, Refused, WrongState.
    """
    require(by, HandoverPermission.PROLONG, handover)
    handover = lock(handover.pk)
    before = Permission.objects.select_for_update(of=("self",)).filter(
        handover=handover, replaced_at__isnull=True).first()
    if before is None or before.withdrawn_at is not None or not handover.is_open:
        raise WrongState("permission.over", _("Er is hier geen toestemming die langer kan duren."))
    given = checked(Asked(words, until, asked, given_by, representative))
    if until <= before.until:
        raise Invalid("until", _("Kies een latere dag dan %(day)s.") % {"day": f"{before.until:%d-%m-%Y}"},
                      came_in=until.isoformat(), field="until")
    made = _replace(before, given, by)
    _keep_open(handover, made, by)
    step(handover, "prolong", by)
    audit.record(by, "permission.prolong", made, handover=handover.pk, before=before.until.isoformat(),
                 after=made.until.isoformat())
    audit.touched(by, "permission.prolong", [made.resident_id or made.household_id])
    _tell(handover, made, f"De toestemming is verlengd tot en met {made.until:%d-%m-%Y}.", by)
    return made


def _replace(before: Permission, given: Asked, by: Who) -> Permission:
    """The one before keeps its words; what may go and to whom stays as it was."""
    moment = before.replaced_at = now()
    before.save(update_fields=["replaced_at"])
    clocks.stop(before.pk)
    return Permission.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, handover_id=before.handover_id,
        household_id=before.household_id, resident_id=before.resident_id, to_id=before.to_id,
        parts=before.parts, feedback=before.feedback, receipt_to=before.receipt_to, until=given.until,
        words=given.words, asked=given.asked, given_by=given.given_by,
        representative=given.representative, asked_by_id=by.person_id, given_at=moment)


def _keep_open(handover: Handover, permission: Permission, by: Who) -> None:
    reach.prolong(handover.pk, handover.receiver_id, "content", waiting.end_of(permission.until))
    waiting.for_end(permission, by)
    if handover.content_closed_at is None:
        return
    handover.content_closed_at = None
    handover.save(update_fields=["content_closed_at"])
    for organisation_id in (handover.sender_id, handover.receiver_id) if handover.permits_feedback else ():
        reach.open_to(reach.Sent(
            "handover_feedback", handover.pk, organisation_id, "feedback", Purpose.HANDOVER, handover.ground,
            sort_at=now(), status=handover.state, topic=handover.topic, area=handover.neighbourhood_code))


def look_at(clock: Clock, by: Who) -> str:
    """The clock of a permission ran out: a week before the end, or at the end. `by` is the sender."""
    permission = Permission.objects.get(pk=clock.subject_id)
    handover = lock(permission.handover_id)
    clocks.stop(permission.pk)
    if permission.replaced_at or permission.withdrawn_at:
        return "over"
    if waiting.end_of(permission.until) > now():
        return _soon(handover, permission, by)
    reach.close(handover.pk, None, "feedback")
    if handover.is_open:
        _expire(handover, permission, by)
    return "expired"


def _soon(handover: Handover, permission: Permission, by: Who) -> str:
    waiting.for_end(permission, by)
    if handover.is_open:
        step(handover, "ends_soon", by)
        _tell(handover, permission, f"De toestemming voor deze overdracht geldt tot en met {permission.until:%d-%m-%Y}. "
              "Duurt het langer? Dan vraagt de afzender het de bewoner opnieuw.", by)
    return "told"


def _expire(handover: Handover, permission: Permission, by: Who) -> None:
    """Reach to the letter ended by itself; here everybody hears it. The clocks of the work run on:
    the receiver still owes word, the sender asks anew or takes it back."""
    handover.content_closed_at = now()
    handover.save(update_fields=["content_closed_at"])
    step(handover, "expire", by)
    notices.to_receiver_plain(handover, "De toestemming voor een overdracht is verlopen. Je leest de brief niet meer. "
                              "Wil de bewoner verder, dan vraagt de afzender opnieuw toestemming.", by)
    notices.to_sender(handover, "De toestemming voor een overdracht is verlopen. Vraag de bewoner opnieuw en "
                      "verleng, of haal de overdracht terug.", by)


def _tell(handover: Handover, permission: Permission, sentence: str, by: Who) -> None:
    """The receiver, the sender, and the resident where the receipt goes by mail."""
    notices.to_receiver(handover, sentence, by, person=handover.accepted_by or handover.receiver_person)
    notices.to_sender(handover, sentence, by)
    last = f"{permission.until:%d-%m-%Y}"
    notices.to_resident(handover, permission.receipt_to, f"Uw toestemming geldt tot en met {last}. Daarna stopt het "
                        "vanzelf. U kunt hier ook nu al stoppen.", by)
