"""Looking together with another organisation that has a signal about the same: answered blind, met only where both say yes.

Nothing is written on the signal itself: its steps are read by whoever had it before us, and by whoever holds it next.
"""

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.models import Clock
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now, today, working_days_from

from .. import notices, waiting
from ..models import Hint, Met, Signal, SignalContent
from ..models.states import Answer
from ..policies import SignalPermission
from ..queries import together
from .moving import lock


@transaction.atomic
def compare(*, by: Who) -> int:
    """Hold all our open signals against those of others; each new hint gets its clocks and a mail. Returns how many.

    `by` is the system of the organisation. Raises Refused.
    """
    require(by, SignalPermission.COMPARE)
    with connection.cursor() as db:
        db.execute("select signal_id, number, person from signals_compare(%s, %s, %s)",
                   [now(), working_days_from(now(), waiting.TOGETHER_ENDS), today()])
        found = [_ours(by, *row) for row in db.fetchall()]
    for signal in found:
        waiting.for_together(signal, by)
        audit.record(by, "signal.hint", signal)
        # Mail is read by more people than the covenant names: what is asked stands on the page.
        notices.to_holder(signal, "Bij een signaal dat bij u ligt, staat een vraag. Wilt u die beantwoorden?", by)
    _touch([signal.pk for signal in found], by)
    return len(found)


@transaction.atomic
def agree(*, signal: Signal, phone: str, by: Who) -> bool:
    """We want to look together; `phone` is where the other reaches who says so, once it wants the same. Returns whether it did.

    Raises Invalid, WrongState where there is no hint (any more).
    """
    hint = _open(signal, by)
    if sum(letter.isdigit() for letter in phone) < 8:
        raise Invalid("phone", _("Vul een telefoonnummer in waarop de ander je kan bellen."), field="phone")
    _answer(hint, Answer.YES, by, name=by.name, role=by.role, phone=phone.strip())
    with connection.cursor() as db:
        db.execute("select organisation, pair from signals_meet(%s, %s, %s)", [hint.signal_id, now(), today()])
        met = db.fetchall()
    for other, pair in met:
        with audit.apart(), acting(system(other, Purpose.SIGNAL)) as they:
            _met(pair, they)
        _met(pair, by)
    return bool(met)


@transaction.atomic
def decline(*, signal: Signal, by: Who) -> None:
    """We do not want to; may be said after yes as well, until both did. To the other it looks as if nobody answered."""
    hint = _open(signal, by)
    if Met.objects.filter(signal_id=hint.signal_id, organisation_id=by.organisation_id).exists():
        raise WrongState("signal.met", _("Jullie weten al van elkaar. Bel de ander als je niet verder wilt."))
    _answer(hint, Answer.NO, by, name="", role="", phone="")


def climb(clock: Clock, by: Who) -> str:
    """Silence about a hint stays at home; at its end it counts for nothing any more, answered or not."""
    if clock.kind == waiting.TOGETHER:
        return clocks.at_home(clock)
    ended = Hint.objects.filter(signal_id=clock.subject_id, organisation_id=by.organisation_id, ended_at__isnull=True).update(ended_at=now())
    clocks.stop(clock.subject_id, waiting.TOGETHER, waiting.TOGETHER_END)
    if ended:
        audit.record(by, "signal.hint_end", Signal(pk=clock.subject_id, network_id=by.network_id))
    return "ended"


def _open(signal: Signal, by: Who) -> Hint:
    """The hint of this signal, held. One answer for no hint, one that ended, and one that the covenant does not show this role."""
    found = lock(signal.pk)
    require(by, SignalPermission.TOGETHER, found)
    seen = together(by, found)
    hint = Hint.objects.select_for_update(of=("self",)).filter(
        signal_id=found.pk, organisation_id=by.organisation_id, ended_at__isnull=True, until__gt=now()).first() if seen else None
    if hint is None:
        raise WrongState("signal.hint", _("Hier valt niets (meer) te vragen."))
    return hint


def _answer(hint: Hint, answer: str, by: Who, **said: str) -> None:
    given = {"answer": answer, "answered_at": now(), "person_id": by.person_id, **said}
    for name, value in given.items():
        setattr(hint, name, value)
    hint.save(update_fields=list(given))
    clocks.stop(hint.signal_id, waiting.TOGETHER)
    audit.record(by, f"signal.together_{answer}", Signal(pk=hint.signal_id, network_id=by.network_id))


def _met(pair: UUID, by: Who) -> None:
    """On one side: a mail to who said yes, and a line for whom it is about."""
    met = Met.objects.get(pair_id=pair, organisation_id=by.organisation_id)
    said = Hint.objects.get(signal_id=met.signal_id, organisation_id=by.organisation_id)
    signal = _ours(by, met.signal_id, met.number, said.person_id)
    audit.record(by, "signal.met", signal)
    notices.to_holder(signal, "De vraag bij een signaal heeft een antwoord. Kijk met wie u kunt bellen.", by)
    _touch([signal.pk], by)


def _ours(by: Who, signal_id: UUID, number: str, person_id: UUID | None) -> Signal:
    """Of a signal that we hold, what telling our own people takes: nothing of it need be read."""
    return Signal(pk=signal_id, network_id=by.network_id, number=number, holder_id=by.organisation_id, holder_person_id=person_id)


def _touch(signals: list[UUID], by: Who) -> None:
    told = {c.signal_id: c for c in SignalContent.objects.filter(signal_id__in=signals).order_by("version")}
    audit.touched(by, "signal.together", [c.resident_id or c.household_id or c.pk for c in told.values()])
