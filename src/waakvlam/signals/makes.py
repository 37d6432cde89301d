"""What can really be made of what follows from a signal: in which module, for which purpose, and when it is finished.

What is not named here (an answer, a check-in, a case, a meeting, mediation) is somebody's by name with a day, until
they write down whether it was done.
"""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waakvlam.access import covenant
from waakvlam.access.identity import Who, entered_when_asked, restored
from waakvlam.access.offspring import Asked
from waakvlam.access.words import Purpose
from waakvlam.arrears.models import Stage
from waakvlam.handovers.models import State as HandoverState
from waakvlam.outreach.asking import KIND as ENTRY
from waakvlam.outreach.models import Attempt, RoundEntry

from .models import FollowUp
from .models.content import NEVER
from .models.states import Follow, FollowState


@dataclass(frozen=True)
class Make:
    """`reads` is the activity under which the home is looked up; `words` says each state of it as people read it."""

    kind: str
    purpose: str
    reads: str
    label: str | Promise
    words: dict[str, str | Promise]
    done: tuple[str, ...]
    failed: tuple[str, ...] = ()
    channel: str = ""

    @property
    def ended(self) -> tuple[str, ...]:
        return (*self.done, *self.failed)


_S, _H = RoundEntry.State, HandoverState
_ON_LIST = {s.value: s.label for s in _S}
MAKES: dict[str, Make] = {
    Follow.CALL: Make(ENTRY, Purpose.CALL_ROUND, "outreach.list", _("Op een bellijst zetten"), _ON_LIST, (_S.DONE,),
                      (_S.UNREACHABLE, _S.EXCLUDED), Attempt.Channel.PHONE),
    Follow.VISIT: Make(ENTRY, Purpose.CALL_ROUND, "outreach.list", _("Op een bezoeklijst zetten"), _ON_LIST | {_S.WAITING.value: _("te bezoeken")},
                       (_S.DONE,), (_S.UNREACHABLE, _S.EXCLUDED), Attempt.Channel.DOOR),
    Follow.HANDOVER: Make("handover", Purpose.HANDOVER, "handover.compose", _("Schrijf de brief"), {s.value: s.label for s in _H},
                          (_H.ENDED,), (_H.DECLINED, _H.WITHDRAWN, _H.RETURNED)),
    Follow.DEBT: Make("track", Purpose.DEBT, "arrears.keep", _("Huurachterstand opschrijven"), {s.value: s.label for s in Stage}, (Stage.ENDED,)),
}
# Their id is chosen when they are agreed on, so that what is sent twice is one.
NAMED_BEFORE = (Follow.HANDOVER, Follow.DEBT)


def may_act_for(who: Who, purpose: str) -> bool:
    """Whether role and covenant open this other purpose to who asks."""
    return purpose in who.purposes() and covenant.opens(who.for_purpose(purpose))


def standing(row: FollowUp) -> str:
    """How far what was made is, or nothing."""
    make = MAKES.get(row.kind)
    return str(make.words.get(row.made_state, "")) if make and row.made_state else ""


def offered(row: FollowUp) -> str:
    """What its button says: make it, or look at it."""
    make = MAKES.get(row.kind)
    if make is None or (row.state != FollowState.OPEN and not row.made_state) or (row.kind in NAMED_BEFORE and row.made_id is None):
        return ""
    return str(_("Bekijken") if row.made_state else make.label)


def asked_by(who: Who, kind: str, thing_id: UUID) -> Asked | None:
    """Which signal of ours asked for this, for who may work on signals; nobody is in it. One query."""
    if who.is_guest or who.role in NEVER or not may_act_for(who, Purpose.SIGNAL):
        return None
    with restored(), entered_when_asked(who.for_purpose(Purpose.SIGNAL)):
        row = FollowUp.objects.filter(organisation_id=who.organisation_id, made_kind=kind, made_id=thing_id).exclude(
            made_state="").select_related("signal").order_by("id").first()
    return Asked(gettext("signaal %(number)s") % {"number": row.signal.number}, reverse("signals:signal", args=[row.signal_id])) if row else None
