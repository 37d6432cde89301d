"""What every act on a notice has in common: lock, move, write the step, act for the sender."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, reach
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from ..models import TRANSITIONS, Notice, NoticeState, NoticeStep
from ..models.states import CLOSED, REASONS


def lock_notice(notice_id: UUID) -> Notice:
    """The row as it is now, held to the end of the transaction. Raises Absent where it is out of reach."""
    found = (Notice.objects.select_for_update(of=("self",)).select_related("sender", "receiver")
             .filter(pk=notice_id).first())
    if found is None:
        raise Absent("notice", _("Dit bericht is er niet (meer) voor jou."))
    return found


def move(notice: Notice, to: str, verb: str, by: Who, *, reason: str = "", **changes: object) -> NoticeStep:
    """Change the state, with its step, its audit event and its place in everybody's list."""
    if to not in TRANSITIONS[notice.state]:
        raise WrongState("notice.state", _("Dit kan nu niet: het bericht is %(state)s.") % {
            "state": NoticeState(notice.state).label}, came_in=notice.state, expected=to,
            remedy=_("Ververs de bladzijde en kijk wat nu de volgende stap is."))
    if verb in REASONS and reason not in REASONS[verb].values:
        raise Invalid("reason", _("Kies een reden."), came_in=reason, expected=", ".join(REASONS[verb].values), field="reason")
    before, notice.state = notice.state, to
    if to in CLOSED:
        changes = {"ended_at": now(), "outcome": reason, **changes}
        clocks.stop(notice.pk)
    for name, value in changes.items():
        setattr(notice, name, value)
    notice.save(update_fields=["state", *changes])
    made = notice_step(notice, verb, by, before=before, reason=reason)
    reach.touch(notice.pk, now(), notice.state)
    return made


def notice_step(notice: Notice, verb: str, by: Who, *, before: str | None = None, reason: str = "") -> NoticeStep:
    """Write down what happened: a code for both sides, never words."""
    made = NoticeStep.objects.create(
        network_id=by.network_id, notice=notice, at=now(), verb=verb, reason=reason,
        from_state=notice.state if before is None else before, to_state=notice.state,
        organisation_id=by.organisation_id, person_id=by.person_id,
        name="Waakvlam" if by.role == Role.SYSTEM else by.name)
    known = "silent" if verb.startswith("silent") else verb
    audit.record(by, f"arrears.notice_{known}", notice, before=made.from_state, after=made.to_state, reason=reason)
    return made


@contextmanager
def for_sender(notice: Notice, by: Who) -> Iterator[Who]:
    """Act for the sender, who alone opens and closes reach and keeps the track: as the system where that is another."""
    if by.organisation_id == notice.sender_id and by.purpose == Purpose.DEBT:
        yield by
    else:
        with acting(system(notice.sender_id, Purpose.DEBT)) as sender:
            yield sender


def close_content(notice: Notice, by: Who) -> None:
    """From here on the receiver does not read what was sent."""
    with for_sender(notice, by):
        reach.close(notice.pk, notice.receiver_id, "content")
        if notice.content_closed_at is None:
            notice.content_closed_at = now()
            notice.save(update_fields=["content_closed_at"])
