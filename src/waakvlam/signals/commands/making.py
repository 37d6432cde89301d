"""Make what follows from a signal in the module where it belongs, once; and keep how far that is.

The signal stays with its holder and its clock all the while. What was made says by itself how far it is (`hear`).
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import covenant
from waakvlam.access.identity import Who, acting, seeing, system
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.arrears.models import Track
from waakvlam.handovers.starting import Start
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now
from waakvlam.outreach import asking
from waakvlam.outreach.commands import by_request

from .. import homes, notices
from ..makes import MAKES, Make, may_act_for
from ..models import OPEN, FollowUp, Signal
from ..models.states import About, Basis, Follow, FollowState
from ..policies import SignalPermission
from .following import held, next_one
from .moving import lock, step


@transaction.atomic
def put_on_list(*, follow_id: UUID, round_id: UUID, by: Who) -> FollowUp:
    """The home on the list of a round that runs. Twice is once. Raises Absent, Invalid, Refused, WrongState."""
    row = _open(follow_id, by)
    make = MAKES.get(row.kind)
    if make is None or not make.channel:
        raise WrongState("follow_up.kind", _("Hier hoort geen lijst bij."), came_in=row.kind)
    if row.made_id is not None:
        return row
    home = home_of(by, row.signal, make)
    with acting(by.for_purpose(make.purpose)) as planner:
        covenant.require_purpose(planner)
        round = next((r for r in asking.rounds(planner, make.channel) if r.pk == round_id), None)
        if round is None:
            raise Invalid("round", _("Kies een ronde die loopt."), field="round_id")
        entry = by_request.put_on(round=round, household_id=home.household_id, channel=make.channel, by=planner)
    return _keep(row, make, entry.pk, entry.state, by)


@transaction.atomic
def take_off_list(*, follow_id: UUID, by: Who) -> FollowUp:
    """The undo, as long as nobody rang or went there: it is somebody's by name again. Raises WrongState after that."""
    row = _open(follow_id, by)
    make = MAKES.get(row.kind)
    if make is None or not make.channel or row.made_id is None:
        raise WrongState("follow_up.made", _("Dit staat op geen lijst."))
    others = FollowUp.objects.filter(made_id=row.made_id, state=FollowState.OPEN, organisation_id=by.organisation_id).exclude(pk=row.pk)
    if not others.exists():
        with acting(by.for_purpose(make.purpose)) as planner:
            by_request.take_off(entry_id=row.made_id, by=planner)
    row.made_kind, row.made_id, row.made_state = "", None, ""
    row.save(update_fields=["made_kind", "made_id", "made_state"])
    step(row.signal, "follow_unmade", by, reason=row.kind)
    return row


@transaction.atomic
def follow_track(*, follow_id: UUID, by: Who) -> FollowUp:
    """A debt track runs for this household already: what follows is that one. Raises Absent where none does."""
    row = _open(follow_id, by)
    if row.kind != Follow.DEBT or row.made_state:
        raise WrongState("follow_up.kind", _("Hier hoort geen huurachterstand bij, of die is er al."), came_in=row.kind)
    make = MAKES[row.kind]
    track = track_of(by, home_of(by, row.signal, make))
    if track is None:
        raise Absent("track", _("Voor dit huishouden loopt geen huurachterstand."))
    return _keep(row, make, track.pk, track.stage, by)


def begin_letter(who: Who, follow_id: UUID) -> Start:
    """What a letter starts with: the home, the topic, and the words only where the resident's side lets them go (R9).

    Raises Absent, Refused. `who` writes letters; the signal is read for signals.
    """
    reader = who.for_purpose(Purpose.SIGNAL)
    if not may_act_for(who, Purpose.SIGNAL):
        raise Absent("follow_up")
    with seeing(reader):
        row = FollowUp.objects.select_related("signal").filter(
            pk=follow_id, organisation_id=who.organisation_id, kind=Follow.HANDOVER).first()
        if row is None or row.made_id is None:
            raise Absent("follow_up")
        require(reader, SignalPermission.WEIGH, row.signal)
        home = home_of(reader, row.signal, MAKES[row.kind])
    told = home.told
    own = told.about == About.SELF
    return Start(row.made_id, home.household_id, home.resident_id, row.signal.topic, words=told.observation if own else "",
                 note=told.observation if not own and row.signal.basis == Basis.AGREES else "")


def hear(kind: str, thing_id: UUID, organisation_id: UUID, state: str) -> None:
    """Called where something was made or moved: what waits for it hears how far it is, and the signal with it."""
    with acting(system(organisation_id, Purpose.SIGNAL)) as by:
        rows = FollowUp.objects.select_for_update(of=("self",)).select_related("signal").filter(
            made_kind=kind, made_id=thing_id, organisation_id=organisation_id)
        for row in rows.order_by("id"):
            if row.made_state != state:
                _hear(row, MAKES[row.kind], state, by)


def _hear(row: FollowUp, make: Make, state: str, by: Who) -> None:
    was_ended, row.made_state = row.made_state in make.ended, state
    ends = state in make.ended and row.state == FollowState.OPEN
    again = was_ended and state not in make.ended and row.signal.state in OPEN and row.signal.holder_id == by.organisation_id
    if ends:
        row.state, row.ended_at = FollowState.DONE if state in make.done else FollowState.FAILED, now()
    elif again:
        row.state, row.ended_at = FollowState.OPEN, None
    row.save(update_fields=["made_state", "state", "ended_at"])
    if ends or again:
        found = lock(row.signal_id)
        step(found, "follow_again" if again else f"follow_{row.state}", by, reason=row.kind)
        next_one(found, by)
        notices.to_holder(found, "Wat uit een signaal volgde, loopt weer." if again else
                          "Wat uit een signaal volgde, is klaar. Kijk wat er nog nodig is.", by)


def home_of(who: Who, signal: Signal, make: Make) -> homes.Home:
    """Raises Invalid where the own register does not know one household there."""
    if not may_act_for(who, make.purpose):
        covenant.require_purpose(who.for_purpose(make.purpose))
        raise Absent("follow_up")
    home = homes.of(who, signal, make)
    if home is None:
        raise Invalid("home", _("Deze woning staat niet in jullie eigen register, of er wonen meer huishoudens."), field="round_id")
    return home


def track_of(who: Who, home: homes.Home) -> Track | None:
    """The debt track that runs for this household. One query."""
    with seeing(who.for_purpose(Purpose.DEBT)):
        return Track.objects.filter(organisation_id=who.organisation_id, household_id=home.household_id, ended_at=None).first()


def _open(follow_id: UUID, by: Who) -> FollowUp:
    row = held(follow_id, by)
    if row.state != FollowState.OPEN:
        raise WrongState("follow_up.state", _("Dit was al afgerond."), came_in=row.state)
    return row


def _keep(row: FollowUp, make: Make, thing_id: UUID, state: str, by: Who) -> FollowUp:
    row.made_kind, row.made_id, row.made_state = make.kind, thing_id, state
    row.save(update_fields=["made_kind", "made_id", "made_state"])
    step(row.signal, "follow_made", by, reason=row.kind)
    return row
