"""The municipality at work: a named person accepts, makes contact, opens help, reports an agreed outcome."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import clocks, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import Notice, NoticeState, Track
from ..models.states import Answer, Kind
from ..policies import ArrearsPermission
from .moving import close_content, for_sender, lock_notice, move, notice_step
from .parts import step

AT_EVICTION = (Answer.PREVENTED, Answer.PLACE)


@transaction.atomic
def accept(*, notice: Notice, backup_id: UUID | None = None, by: Who) -> Notice:
    """“I make contact”: by a named person, who owns it from now on."""
    notice = _ours(notice, by)
    if backup_id and not Membership.objects.filter(person_id=backup_id, organisation_id=by.organisation_id).exists():
        raise Invalid("backup", _("Kies een collega als achtervang."), field="backup_id")
    move(notice, NoticeState.ACCEPTED, "accept", by, accepted_at=now(), accepted_by_id=by.person_id,
         accepted_name=by.name, backup_id=backup_id)
    waiting.for_contact(notice, by)
    _tell(notice, "De gemeente heeft jullie bericht aangenomen.", by)
    return notice


@transaction.atomic
def decline(*, notice: Notice, reason: str, by: Who) -> Notice:
    """Not theirs: they read it no more at once, and the landlord decides what happens now."""
    notice = _ours(notice, by)
    move(notice, NoticeState.DECLINED, "decline", by, reason=reason)
    close_content(notice, by)
    _tell(notice, "De gemeente neemt jullie bericht niet aan. Kijk wat er nu nodig is.", by)
    return notice


@transaction.atomic
def make_contact(*, notice: Notice, by: Who) -> Notice:
    notice = _ours(notice, by)
    move(notice, NoticeState.CONTACT_MADE, "contact", by, contact_at=now())
    waiting.for_feedback(notice, by)
    return notice


@transaction.atomic
def open_help(*, notice: Notice, by: Who) -> Notice:
    """A debt-help case opened: what was sent stays as long as that help lasts (R18)."""
    notice = _ours(notice, by)
    move(notice, NoticeState.HELPING, "help", by, helped_at=now())
    waiting.for_feedback(notice, by)
    clocks.stop(notice.pk, waiting.TERM)
    with for_sender(notice, by):
        reach.close(notice.pk, notice.receiver_id, "content")
        reach.open_to(reach.Sent("arrears_in", notice.pk, notice.receiver_id, "content", Purpose.DEBT, notice.ground,
                                 sort_at=now(), status=notice.state, topic=notice.kind))
    _tell(notice, "De gemeente is begonnen met hulp.", by)
    return notice


@transaction.atomic
def report(*, notice: Notice, by: Who) -> Notice:
    """Word that it goes on; the clock for the next word starts."""
    notice = _ours(notice, by)
    if notice.state not in (NoticeState.CONTACT_MADE, NoticeState.HELPING):
        raise WrongState("notice.early", _("Er is nog geen contact geweest."), came_in=notice.state)
    notice_step(notice, "report", by)
    waiting.for_feedback(notice, by)
    return notice


@transaction.atomic
def end(*, notice: Notice, outcome: str, by: Who) -> Notice:
    """Ended with one of the agreed outcomes: all that the landlord hears (R11)."""
    notice = _ours(notice, by)
    if outcome in AT_EVICTION and notice.kind != Kind.EVICTION:
        raise Invalid("reason", _("Deze uitkomst hoort bij een geplande ontruiming."), came_in=outcome, field="reason")
    if outcome == Answer.HELPED and notice.helped_at is None:
        raise Invalid("reason", _("Er is geen hulp geopend."), came_in=outcome, field="reason")
    move(notice, NoticeState.ENDED, "end", by, reason=outcome)
    close_content(notice, by)
    _tell(notice, "De gemeente heeft jullie bericht afgerond. De uitkomst staat in Waakvlam.", by)
    return notice


def _ours(notice: Notice, by: Who) -> Notice:
    require(by, ArrearsPermission.WORK, notice)
    return lock_notice(notice.pk)


def _tell(notice: Notice, sentence: str, by: Who) -> None:
    """The landlord hears it by mail, and on the track: its next step is theirs."""
    with for_sender(notice, by) as sender:
        notices.to_sender(notice, sentence, sender)
        track = Track.objects.filter(bases__id=notice.content.basis_id, ended_at=None).select_for_update(of=("self",)).first()
        if track is not None:
            step(track, "came_back", sender)
