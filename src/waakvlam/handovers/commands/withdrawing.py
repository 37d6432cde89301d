"""Stopping: the resident withdraws the permission, or the sender takes the handover back."""

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, reach
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.words import Role
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices
from ..models import Decision, Handover, Permission, State
from ..models.states import OPEN, WithdrawReason
from ..policies import HandoverPermission
from .deciding import open_decision
from .moving import close_content, coded, for_sender, lock, move, step

LINK = "link"


@transaction.atomic
def withdraw_permission(*, handover: Handover, how: str = "", by: Who) -> Permission:
    """One act (R9): from this transaction on nobody but the sender reads what was sent, words no
    longer go between both sides, the receiver's links are dead, and the receiver hears to stop.

    By the resident's link, or by the sender for a resident who says so (`how`: phone, door …).
    """
    require(by, HandoverPermission.WITHDRAW_PERMISSION, handover)
    handover = lock(handover.pk)
    permission = Permission.objects.select_for_update(of=("self",)).filter(
        handover=handover, replaced_at__isnull=True).first()
    if permission is None or permission.withdrawn_at is not None:
        raise WrongState("permission.withdrawn", _("De toestemming was al ingetrokken, of is er niet gegeven."))
    how = LINK if by.role == Role.RESIDENT else how
    if how not in (LINK, *Permission.Asked.values):
        raise Invalid("how", _("Kies hoe de bewoner dit liet weten."), came_in=how, field="how")
    permission.withdrawn_at, permission.withdrawn_by_id, permission.withdrawn_how = now(), by.person_id, how
    permission.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_how"])
    _stop(handover, permission, by)
    audit.record(by, "permission.withdraw", permission, handover=handover.pk, how=how)
    audit.touched(by, "permission.withdraw", [permission.resident_id or permission.household_id])
    return permission


def _stop(handover: Handover, permission: Permission, by: Who) -> None:
    was_open = handover.state in OPEN
    close_content(handover, by)
    if was_open:
        move(handover, State.WITHDRAWN, "withdraw", by, reason=WithdrawReason.PERMISSION)
        clocks.stop(handover.pk)
    else:
        step(handover, "stop", by, reason=WithdrawReason.PERMISSION)
        reach.touch(handover.pk, now(), handover.state)
    with for_sender(handover, by) as sender:
        clocks.stop(permission.pk)
        reach.close(handover.pk, None, "feedback")
        if handover.state == State.ENDED:
            clocks.stop(handover.pk, "handover.helped")  # whoever wants no more is not asked either
        if was_open:
            notices.to_receiver_plain(handover, "De toestemming voor een overdracht is ingetrokken. Neem geen "
                                      "contact meer op en wis wat je ervan bewaarde.", sender)


@transaction.atomic
def take_back(*, handover: Handover, reason: str, internal: str = "", by: Who) -> Handover:
    """The sender ends it. What is still needed stays open as a decision for the sender."""
    require(by, HandoverPermission.TAKE_BACK, handover)
    handover = lock(handover.pk)
    coded(reason, WithdrawReason.values)
    if reason == WithdrawReason.PERMISSION:
        raise Invalid("reason", _("Gebruik “toestemming intrekken”: dan stopt alles tegelijk."), field="reason")
    move(handover, State.WITHDRAWN, "withdraw", by, reason=reason, internal=internal)
    clocks.stop(handover.pk)
    close_content(handover, by)
    notices.to_receiver_plain(handover, "Een overdracht is ingetrokken. Je hoeft niets meer te doen.", by)
    if reason != WithdrawReason.SOLVED:
        open_decision(handover, Decision.Why.TAKEN_BACK, by)
    return handover
