"""Telling the municipality: an early-debt signal, or a planned eviction. Only contact data with an amount or a day."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, covenant, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.access.words import Category, Kind, Purpose, Role
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.ids import spoken
from waakvlam.kit.time import now, today

from .. import notices, waiting
from ..models import Basis, Eviction, Notice, NoticeContent, Stage, Track, states
from ..models.owned import READY
from ..models.states import OPEN
from ..policies import ArrearsPermission
from ..residents import contact_of
from . import terms
from .moving import notice_step
from .parts import lock, may_move, ours, step

REACH_OUT, REACH_IN = "arrears_out", "arrears_in"
MISSING = {
    "contact_on": _("een poging tot persoonlijk contact"), "help_on": _("gewezen op schuldhulp"),
    "reminder_on": _("een schriftelijke herinnering"), "offered_on": _("aangeboden om gegevens door te geven"),
}


@transaction.atomic
def signal(*, track: Track, receiver_id: UUID | None = None, by: Who) -> Notice:
    """An early-debt signal (vroegsignaal), under the four dated conditions and never against a refusal (R17).

    Without `receiver_id` it goes to the desk that the network agreed on. Raises Invalid, Refused, WrongState.
    """
    track = lock(track.pk, by)
    ready(track)
    if track.stage != Stage.SIGNAL:
        may_move(track, Stage.SIGNAL)
    notice = _notice(track, states.Kind.DEBT_SIGNAL, receiver_id, by)
    require(by, ArrearsPermission.SEND, notice)
    step(track, "signal", by, to="" if track.stage == Stage.SIGNAL else Stage.SIGNAL, signalled_on=today())
    return _send(notice, track, by, amount_cents=track.amount_cents)


def ready(track: Track) -> None:
    """Raises Refused-like Invalid with what is missing; WrongState where one is under way or the tenant says no."""
    if track.refused_at is not None:
        raise WrongState("signal.refused", _("De huurder wil niet dat jullie dit doorgeven. Een vroegsignaal mag niet."))
    if track.missing:
        raise Invalid("signal.conditions", _("Dit ontbreekt nog: %(what)s.") % {
            "what": "; ".join(_(MISSING[name]) for name in track.missing)}, came_in=", ".join(track.missing),
            expected=", ".join(READY))
    if track.amount_cents < 1:
        raise Invalid("signal.amount", _("Er is niets meer te betalen."), came_in="0")
    if Notice.objects.filter(pk__in=_open_ids(track), kind=states.Kind.DEBT_SIGNAL).exists():
        raise WrongState("signal.again", _("Er loopt al een vroegsignaal."))


def _open_ids(track: Track) -> list[UUID]:
    return list(NoticeContent.objects.filter(basis__track=track, notice__state__in=OPEN).values_list("notice_id", flat=True))


@transaction.atomic
def tell(*, eviction: Eviction, by: Who) -> Notice:
    """The report desk hears of a planned eviction (R24). Also by the clock, as the system."""
    track = lock(eviction.track_id, by)
    eviction = Eviction.objects.select_for_update(of=("self",)).get(pk=eviction.pk)
    if eviction.told_at or eviction.called_off_at or eviction.carried_out_on:
        raise WrongState("eviction.told", _("Het meldpunt weet dit al, of het is niet meer nodig."))
    notice = _notice(track, states.Kind.EVICTION, None, by)
    require(by, ArrearsPermission.SEND, notice)
    Eviction.objects.filter(pk=eviction.pk).update(told_at=now())
    clocks.stop(eviction.pk, waiting.DESK)
    step(track, "told", by)
    return _send(notice, track, by, evict_on=eviction.evict_on)


def _notice(track: Track, kind: str, receiver_id: UUID | None, by: Who) -> Notice:
    """The row that both sides will share, checked and not yet written."""
    line = covenant.ground_for(by, Category.ARREARS)
    agreed = terms.needed(by)
    receiver = agreed.desk if receiver_id in (None, agreed.desk_id) else Organisation.objects.filter(
        network_id=by.network_id, pk=receiver_id, kind=Kind.MUNICIPALITY, has_accounts=True).first()
    if receiver is None:
        raise Invalid("receiver", _("Kies een gemeente met een account in dit netwerk."), field="receiver")
    if not covenant.find(Who(by.network_id, receiver.pk, receiver.kind, Role.SYSTEM, Purpose.DEBT), Category.ARREARS):
        raise Invalid("receiver", _("Volgens het convenant mag deze organisatie dit niet ontvangen."), field="receiver")
    return Notice(network_id=by.network_id, number=spoken(), kind=kind, sender_id=track.organisation_id, receiver=receiver,
                  ground=line.ground, accept_days=agreed.accept_days, contact_days=agreed.contact_days,
                  feedback_days=agreed.feedback_days, sent_by_id=by.person_id, sent_at=now(),
                  until=now() + timedelta(days=line.term_days))


def _send(notice: Notice, track: Track, by: Who, **told: object) -> Notice:
    """Reach for ourselves first, then the rows: the wall lets nothing be written out of reach."""
    for compartment in ("status", "content"):
        _open(notice, notice.sender_id, REACH_OUT, compartment, may_grant=compartment == "status")
    notice.save(force_insert=True)
    conditions = {name: getattr(track, name) for name in READY} if notice.kind == states.Kind.DEBT_SIGNAL else {}
    basis = Basis.objects.create(**ours(by), track=track, kind=notice.kind, on_day=today(), **conditions)
    NoticeContent.objects.create(**ours(by), notice=notice, basis=basis, kind=notice.kind, household_id=track.household_id,
                                 **contact_of(by, track.household_id), **told)
    _open(notice, notice.receiver_id, REACH_IN, "status")
    _open(notice, notice.receiver_id, REACH_IN, "content", until=notice.until)
    notice_step(notice, "send", by, before="")
    audit.touched(by, "arrears.send", [track.household_id])
    due = waiting.for_answer(notice, by).due_at
    waiting.for_term(notice, by)
    notices.to_receiver(notice, "Er wacht een bericht over een bewoner op jullie antwoord.", by, until=due)
    return notice


def _open(notice: Notice, organisation_id: UUID, kind: str, compartment: str, **narrower: Any) -> None:
    reach.open_to(reach.Sent(
        kind, notice.pk, organisation_id, compartment, Purpose.DEBT, notice.ground, sort_at=notice.sent_at,
        status=notice.state, topic=notice.kind, **narrower))
