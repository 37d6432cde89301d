"""One household to one caller (design.md section 4).

A lease ends by itself: a closed lid returns the person, first in line. While the heart of the
page beats it is short; without a script, or while a telephone call hides the page and stops its
timers, it is long enough for a good talk.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, WrongState
from waakvlam.kit.time import now, today
from waakvlam.people.models import Household

from .. import hours
from ..models import Draft, Round, RoundEntry
from ..policies import OutreachPermission
from . import blocked, drafts

LEASE = timedelta(minutes=10)
LONG_LEASE = timedelta(minutes=45)
# A promised call-back waits this long for who promised it, then anybody keeps the promise.
PROMISE = timedelta(minutes=20)
# Who gave a person back is offered others first.
RETURNED = timedelta(minutes=30)


@transaction.atomic
def take_next(*, round: Round, by: Who) -> RoundEntry | None:
    """The next household of this round for this caller, leased; None where nobody can be called.

    Who holds one already gets that one. Outside calling hours only promised call-backs are
    handed out. Raises WrongState where the round does not run. About eight queries.
    """
    require(by, OutreachPermission.CALL, round)
    _one_at_a_time(round.id, by)
    held = RoundEntry.objects.filter(round=round, lease_person_id=by.person_id,
                                     state__in=RoundEntry.OPEN).first()
    if held is not None and ours_still(held, round):
        return _hand_out(held, by, again=True)
    if held is not None:
        release(held)
    must_run(round)
    found = _first(round, by)
    return _hand_out(found, by) if found is not None else None


def ours_still(entry: RoundEntry, round: Round) -> bool:
    """A lease that ran out is taken up again only where nothing stands in the way now: a colleague
    may be ringing the same household for another round. Two queries, none while the lease runs."""
    if entry.lease_until is not None and entry.lease_until > now():
        return True
    Household.objects.select_for_update(no_key=True).get(pk=entry.household_id)
    return blocked.may_call(round, entry.pk, now())


def must_run(round: Round) -> None:
    """Raises WrongState where the round is not running today."""
    if round.state != Round.State.RUNNING:
        raise WrongState("round_state", _("Deze belactie loopt nu niet."), came_in=round.state,
                         expected=Round.State.RUNNING)
    if not round.starts_on <= today() <= round.ends_on:
        raise WrongState("round_period", _("Deze belactie is nog niet begonnen, of al voorbij."))


def _one_at_a_time(round_id: UUID, by: Who) -> None:
    """Two requests of the same caller wait for each other: a double click takes one person."""
    with connection.cursor() as db:
        db.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{round_id}{by.person_id}"])


def _first(round: Round, by: Who) -> RoundEntry | None:
    """Lease the first who may be called; whoever may not is set aside on the way.

    Outside calling hours only promises are looked at.
    """
    moment = now()
    given: list[Any] = [round.id, by.person_id, moment, moment - PROMISE, moment - RETURNED,
                        hours.is_open(round.calling_hours, moment), blocked.cutoff(round, moment)]
    while True:
        with connection.cursor() as db:
            db.execute("select entry, reason from call_first(%s, %s, %s, %s, %s, %s, %s)", given)
            row = db.fetchone()
        if row is None:
            return None
        entry_id, reason = row
        if reason is None:
            return RoundEntry.objects.get(pk=entry_id)
        blocked.set_aside(round, entry_id, moment)


def _hand_out(entry: RoundEntry, by: Who, *, again: bool = False) -> RoundEntry:
    # Not known yet whether a script will beat the heart of the page: long until it does.
    entry.lease_person_id, entry.lease_until = by.person_id, now() + LONG_LEASE
    entry.save(update_fields=["lease_person", "lease_until"])
    drafts.begin(entry, by)
    if not again:
        audit.record(by, "call.take", entry, round=entry.round_id)
    return entry


@transaction.atomic
def take_again(*, entry_id: UUID, by: Who) -> RoundEntry:
    """Take back a person whose lease ended, to finish what was begun.

    Raises Absent where this caller never had them, WrongState where a colleague has them now, it
    is settled, or this caller holds another person of the round.
    """
    entry = RoundEntry.objects.select_for_update(no_key=True).filter(pk=entry_id).first()
    if entry is None or not Draft.objects.filter(entry=entry, person_id=drafts.person_of(by)).exists():
        raise Absent("entry")
    round = Round.objects.get(pk=entry.round_id)
    require(by, OutreachPermission.CALL, round)
    _one_at_a_time(round.id, by)
    if entry.lease_person_id == by.person_id and ours_still(entry, round):
        return _hand_out(entry, by, again=True)
    must_run(round)
    busy = RoundEntry.objects.filter(round=round, lease_person_id=by.person_id,
                                     state__in=RoundEntry.OPEN).exclude(pk=entry.pk)
    if busy.exists():
        raise WrongState("lease_other", _("Je hebt al iemand anders voor je. Rond dat eerst af."))
    taken = entry.lease_until is not None and entry.lease_until > now()
    if taken or entry.state not in RoundEntry.OPEN or not blocked.may_call(round, entry.pk, now()):
        raise lost()
    return _hand_out(entry, by)


@transaction.atomic
def renew(*, entry_id: UUID, by: Who, calling: bool = False) -> datetime:
    """The heart of the open screen: the lease starts anew. Not an act, so no audit event.

    `calling`: the telephone rings and the page may sleep. A lease that ran out but that nobody
    took is still ours. Raises WrongState where it is another's. One query while the lease runs.
    """
    until = now() + (LONG_LEASE if calling else LEASE)
    ours = RoundEntry.objects.filter(pk=entry_id, lease_person_id=by.person_id,
                                     state__in=RoundEntry.OPEN)
    if not ours.filter(lease_until__gt=now()).update(lease_until=until):
        ended = ours.select_for_update(of=("self",), no_key=True).select_related("round").first()
        if ended is None or not ours_still(ended, ended.round):
            raise lost()
        ours.update(lease_until=until)
    return until


@transaction.atomic
def give_back(*, entry_id: UUID, by: Who) -> RoundEntry:
    """Return the person to the list, first in line, for another caller. Idempotent."""
    entry = RoundEntry.objects.select_for_update(no_key=True).filter(pk=entry_id).first()
    if entry is None:
        raise Absent("entry")
    require(by, OutreachPermission.CALL, Round.objects.get(pk=entry.round_id))
    if entry.lease_person_id != by.person_id:
        return entry
    release(entry)
    Draft.objects.filter(entry=entry, person_id=drafts.person_of(by)).update(returned_at=now())
    audit.record(by, "call.give_back", entry, round=entry.round_id)
    return entry


def release(entry: RoundEntry) -> None:
    """End the lease without an outcome: nothing happened, first in line again."""
    entry.lease_person_id = entry.lease_until = None
    entry.back_first = True
    entry.save(update_fields=["lease_person", "lease_until", "back_first"])


def lost() -> WrongState:
    """The lease ended and somebody else has this person now."""
    return WrongState("lease", _("Deze persoon is terug op de lijst. Je notities zijn bewaard."),
                      remedy=_("Neem de volgende."))
