"""Pass a signal on: the work always, the words only with the resident's side or a necessity written down (R9)."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, covenant, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation, Team
from waakvlam.access.policies import require
from waakvlam.access.screening import screen
from waakvlam.access.words import Category, Kind, Purpose
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import Basis, FollowUp, Passing, RoomAsk, Signal, SignalContent, State
from ..models.states import SHAREABLE, FollowState, GiveReason, RoomState
from ..policies import SignalPermission
from .moving import coded, lock, move

REACH, REACH_GIVEN, REACH_MANDATE = "signal", "signal_given", "signal_mandate"


@dataclass(frozen=True)
class Passed:
    """What is known of the resident's side, and the words of the permission or the necessity."""

    basis: str
    words: str = ""

    @property
    def lets_words_go(self) -> bool:
        return self.basis in SHAREABLE or (self.basis == Basis.NECESSARY and len(self.words.strip()) >= 10)


@transaction.atomic
def give(*, signal: Signal, to: UUID, passed: Passed, reason: str, team_id: UUID | None = None, internal: str = "",
         by: Who) -> Signal:
    """Give it to another organisation of the network, which holds it from now on; we follow its state.

    Raises Invalid, Refused, WrongState.
    """
    found = lock(signal.pk)
    require(by, SignalPermission.GIVE, found)
    coded(reason, GiveReason.values)
    receiver = receiver_of(to, team_id, by)
    if FollowUp.objects.filter(signal=found, organisation_id=by.organisation_id, state=FollowState.OPEN).exists():
        raise Invalid("follow_up", _("Er staat nog iets te doen. Rond dat eerst af."), field="to")
    hand(found, receiver.pk, team_id, passed, "give", by, reason=reason, internal=internal)
    notices.to_holder(found, "Er wacht een signaal op u.", by)
    return found


def hand(found: Signal, to: UUID, team_id: UUID | None, passed: Passed, verb: str, by: Who, *, reason: str = "",
         internal: str = "") -> None:
    """The holder changes: reach, row, clock and step in one go. `by` is the holder until now."""
    ours = found.holder_id
    along = pass_words(found, to, passed, by, team_id=team_id).with_content
    if found.giver_id not in (None, ours, to):  # who holds it further on is between the last two (R22)
        reach.close(found.pk, found.giver_id, "work")
    _ask_no_more(found, by)
    # Whoever asked for the words does not hold it any more; and whoever does not hold it looks together with nobody.
    clocks.stop(found.pk, waiting.WORDS, waiting.TOGETHER, waiting.TOGETHER_END)
    reach.file(found.pk, "work", REACH_GIVEN)
    move(found, State.NEW, verb, by, reason=reason, internal=internal, holder_id=to, giver_id=ours,
         holder_team_id=team_id, holder_person_id=None, backup_person_id=None)
    if along and found.taker_id != ours:  # what we wrote ourselves we may read again; what was sent to us we passed on
        reach.close(found.pk, ours, "content")
    waiting.for_look(found, by, asker=ours)


def _ask_no_more(found: Signal, by: Who) -> None:
    """Who had room matters no more: somebody has it."""
    open_ = RoomAsk.objects.filter(organisation_id=by.organisation_id, signal_id=found.pk, state=RoomState.OPEN)
    for row in open_.select_for_update(of=("self",)).order_by("id"):
        row.state, row.ended_at = RoomState.CLOSED, now()
        row.save(update_fields=["state", "ended_at"])
        clocks.stop(row.pk, waiting.ROOM)


@transaction.atomic
def give_back(*, signal: Signal, reason: str, internal: str = "", by: Who) -> Signal:
    """To whoever gave it: it is theirs again, with its clock. Raises WrongState where nobody gave it."""
    found = lock(signal.pk)
    require(by, SignalPermission.GIVE, found)
    coded(reason, GiveReason.values)
    if found.giver_id is None or found.giver_id == found.holder_id:
        raise WrongState("signal.giver", _("Niemand heeft dit signaal aan jullie gegeven."))
    giver = found.giver_id
    # They knew the words already, or were never told them: nothing new goes along.
    reach.close(found.pk, giver, "work")
    hand(found, giver, None, Passed(found.basis), "give_back", by, reason=reason, internal=internal)
    notices.to_holder(found, "Een signaal kwam terug.", by)
    return found


def pass_words(found: Signal, to: UUID, passed: Passed, by: Who, *, team_id: UUID | None = None, quiet: bool = False) -> Passing:
    """Open the work to `to`, and the words where they may go; one row says on which ground."""
    along = passed.lets_words_go and can_read(found, by, quiet)
    made = Passing.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, signal=found, to_id=to, with_content=along,
        basis=passed.basis, words=screen(passed.words).text, person_id=by.person_id)
    open_to(found, to, "work", by, may_grant=True, team_id=team_id)
    if along:
        open_words(found, made, by, team_id=team_id)
    return made


def open_words(found: Signal, passing: Passing, by: Who, *, team_id: UUID | None = None) -> None:
    """The words to whoever the passing names; what had to be without permission is looked back on."""
    open_to(found, passing.to_id, "content", by, team_id=team_id)
    audit.touched(by, "signal.give", [found.pk])
    if passing.basis == Basis.NECESSARY:
        clocks.start(by, passing, waiting.REVIEW, on=by.organisation_id, working_days=waiting.REVIEW_DAYS)


def can_read(found: Signal, by: Who, quiet: bool) -> bool:
    """Whether we have the words ourselves; at intake we just wrote them."""
    return quiet or SignalContent.objects.filter(reach.opens(by, "content", "signal_id"), signal=found).exists()


def receiver_of(to: UUID, team_id: UUID | None, by: Who) -> Organisation:
    """Raises Invalid where that is no other organisation of this network that works with signals."""
    found = Organisation.objects.filter(network_id=by.network_id, pk=to).first()
    if found is None or found.pk == by.organisation_id or found.kind == Kind.NETWORK or not found.has_accounts:
        raise Invalid("to", _("Kies een andere organisatie in dit netwerk die met signalen werkt."), field="to")
    if not any(line.kind == found.kind and line.purpose == Purpose.SIGNAL and line.category == Category.SIGNAL
               for line in covenant.lines(by.network_id)):
        raise Invalid("to", _("Het convenant kent voor deze organisatie geen regel over signalen."), field="to")
    if team_id and not Team.objects.filter(pk=team_id, organisation_id=to).exists():
        raise Invalid("team", _("Dit team hoort niet bij de ontvanger."), field="team")
    return found


def open_to(found: Signal, organisation_id: UUID, compartment: str, by: Who, *, may_grant: bool = False,
            team_id: UUID | None = None) -> None:
    ground = covenant.ground_for(by, Category.SIGNAL).ground
    reach.open_to(reach.Sent(
        REACH, found.pk, organisation_id, compartment, Purpose.SIGNAL, ground, sort_at=now(), status=found.state,
        topic=found.topic, area=found.neighbourhood_code, may_grant=may_grant, team_id=team_id))
