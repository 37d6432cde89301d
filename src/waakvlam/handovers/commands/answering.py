"""The receiver answers: a named person accepts and promises first contact, or declines."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import add_working_days, day_of, now, today

from .. import notices, waiting
from ..models import Decision, Handover, Permission, State
from ..models.states import DeclineReason
from ..policies import HandoverPermission
from .deciding import open_decision
from .moving import close_content, coded, for_sender, lock, may_move, move

FURTHEST_CONTACT = 20  # working days


@transaction.atomic
def accept(*, handover: Handover, first_contact_by: date, name: str = "", backup_id: UUID | None = None,
           internal: str = "", by: Who) -> Handover:
    """“I will make first contact by …”: by a named person, who becomes the owner (R10).

    `name` is for a receiver without account. Raises Invalid, Refused, WrongState.
    """
    require(by, HandoverPermission.ANSWER, handover)
    handover = lock(handover.pk)
    may_move(handover, State.ACCEPTED)
    _contact_day(first_contact_by)
    who = by.name if by.person_id else name.strip()[:120]
    if not who:
        raise Invalid("name", _("Vul je naam in: iemand met een naam neemt de overdracht aan."), field="name")
    _colleague(backup_id, by)
    move(handover, State.ACCEPTED, "accept", by, name=who, internal=internal, accepted_at=now(),
         accepted_by_id=by.person_id, accepted_name=who, backup_person_id=backup_id,
         first_contact_by=first_contact_by)
    for person_id in (by.person_id, backup_id):
        if person_id:
            open_content_to(handover, person_id, by)
    clock = waiting.for_contact(handover, by)
    with for_sender(handover, by) as sender:
        notices.to_sender(handover, "Een overdracht is aangenomen."
                          f" Het eerste contact komt uiterlijk op {day_of(clock.due_at):%d-%m-%Y}.", sender)
    return handover


@transaction.atomic
def decline(*, handover: Handover, reason: str, text: str = "", internal: str = "",
            words_kept: bool = False, by: Who) -> Handover:
    """Not accepted: the content closes at once and the sender decides what happens now."""
    require(by, HandoverPermission.ANSWER, handover)
    handover = lock(handover.pk)
    coded(reason, DeclineReason.values)
    move(handover, State.DECLINED, "decline", by, reason=reason, text=text, internal=internal,
         words_kept=words_kept)
    close_content(handover, by)
    open_decision(handover, Decision.Why.DECLINED, by)
    return handover


def open_content_to(handover: Handover, person_id: UUID | None, by: Who) -> None:
    """Whoever takes it up reads what was sent, also where it was addressed to a colleague or team.

    None opens it to the whole organisation: the permission was given to the organisation.
    """
    narrow = handover.receiver_person_id or handover.receiver_team_id
    if handover.content_closed_at is not None or not narrow or (person_id and person_id == handover.receiver_person_id):
        return
    with for_sender(handover, by):
        permission = Permission.holding(handover)
        reach.open_to(reach.Sent(
            "handover_in", handover.pk, handover.receiver_id, "content", Purpose.HANDOVER,
            handover.ground, sort_at=now(), status=handover.state, topic=handover.topic,
            area=handover.neighbourhood_code, person_id=person_id,
            until=waiting.end_of(permission.until) if permission else None))


def _contact_day(day: date) -> None:
    last = add_working_days(today(), FURTHEST_CONTACT)
    if not today() <= day <= last:
        raise Invalid("first_contact_by", _("Kies een dag tussen vandaag en %(last)s.") % {
            "last": f"{last:%d-%m-%Y}"}, came_in=day.isoformat(), field="first_contact_by")


def _colleague(person_id: UUID | None, by: Who) -> None:
    if person_id and not Membership.objects.filter(
            person_id=person_id, organisation_id=by.organisation_id).exists():
        raise Invalid("backup", _("Kies een collega als achtervang."), field="backup")
