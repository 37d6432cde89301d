"""Taking back what was sent: the tenant says no, it is not needed any more, or the term is over."""

from django.db import transaction

from waakvlam.access.identity import Who
from waakvlam.access.policies import require

from .. import notices
from ..models import Notice, NoticeState, Track
from ..policies import ArrearsPermission
from .moving import close_content, lock_notice, move

STOPS = (NoticeState.SENT, NoticeState.ACCEPTED, NoticeState.CONTACT_MADE)


@transaction.atomic
def withdraw(*, notice: Notice, reason: str, by: Who) -> Notice:
    """The sender takes it back; the municipality reads it no more. Not once help opened: that is the resident's own."""
    require(by, ArrearsPermission.SEND, notice)
    return _withdraw(lock_notice(notice.pk), reason, by)


def take_back(track: Track, kind: str, reason: str, by: Who) -> None:
    """What still runs of this kind (of every kind where it is empty), within the same transaction."""
    which = {"kind": kind} if kind else {}
    for notice in Notice.objects.filter(content__basis__track=track, state__in=STOPS, **which).order_by("id"):
        _withdraw(lock_notice(notice.pk), reason, by)


def _withdraw(notice: Notice, reason: str, by: Who) -> Notice:
    move(notice, NoticeState.WITHDRAWN, "withdraw", by, reason=reason)
    close_content(notice, by)
    notices.to_receiver(notice, "Dit bericht is ingetrokken. Neem geen contact (meer) op, en wis wat jullie ervan bewaarden.", by)
    return notice


def expire(notice: Notice, by: Who) -> None:
    """The term is over and no help opened: nobody reads it from now on; tonight it is destroyed (R18)."""
    move(notice, NoticeState.EXPIRED, "expire", by, outcome="expired")
    close_content(notice, by)
