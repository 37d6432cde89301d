"""Who is above whom: proposed by one administrator, decided on by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership, Organisation
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import now, today

from ..models import Ladder, Rung
from ..models.states import LadderState
from ..policies import DECIDERS, BreakthroughPermission

MOST = 60


@dataclass(frozen=True)
class Above:
    """Above `below` (None: above everybody) stands this person, or the mailbox of an organisation without accounts."""

    below_id: UUID | None
    organisation_id: UUID
    person_id: UUID | None = None


@transaction.atomic
def propose(*, rungs: Sequence[Above], in_force_from: date, reason: str, by: Who) -> Ladder:
    """A next ladder, whole, lowest first; waits for another administrator. Raises Invalid, WrongState where one waits."""
    require(by, BreakthroughPermission.SET_LADDER)
    if not rungs or len(rungs) > MOST or len(set(rungs)) < len(rungs):
        raise Invalid("rungs", _("Vul minstens één trede in, en elke trede één keer."), came_in=str(len(rungs)), field="rungs")
    if in_force_from < today():
        raise Invalid("in_force_from", _("Kies vandaag of later."), field="in_force_from")
    if not reason.strip():
        raise Invalid("reason", _("Schrijf op waarom het verandert."), field="reason")
    _known(rungs, by)
    if Ladder.objects.filter(state=LadderState.WAITING).exists():
        raise WrongState("ladder.waits", _("Er wacht al een voorstel. Besluit daar eerst over."))
    assert by.person_id is not None  # an administrator is somebody
    made = Ladder.objects.create(network_id=by.network_id, in_force_from=in_force_from, reason=reason.strip()[:300], proposed_by_id=by.person_id)
    places: dict[UUID | None, int] = {}
    for rung in rungs:
        places[rung.below_id] = places.get(rung.below_id, 0) + 1
        Rung.objects.create(network_id=by.network_id, ladder=made, below_id=rung.below_id, place=places[rung.below_id],
                            organisation_id=rung.organisation_id, person_id=rung.person_id)
    audit.record(by, "ladder.propose", made, rungs=len(rungs))
    return made


def _known(rungs: Sequence[Above], by: Who) -> None:
    organisations = {o.pk: o for o in Organisation.objects.filter(network_id=by.network_id)}
    people = set(Membership.objects.filter(role__in=DECIDERS, until__isnull=True).values_list("organisation_id", "person_id"))
    for rung in rungs:
        to = organisations.get(rung.organisation_id)
        if to is None or (rung.below_id is not None and rung.below_id not in organisations) or (
                to.has_accounts and (to.pk, rung.person_id) not in people):
            raise Invalid("rungs", _("Kies bij elke trede iemand die in dit netwerk werkt en mag besluiten."), field="rungs")


@transaction.atomic
def approve(*, ladder: Ladder, by: Who) -> Ladder:
    return _decide(ladder, LadderState.APPROVED, "ladder.approve", by)


@transaction.atomic
def reject(*, ladder: Ladder, by: Who) -> Ladder:
    return _decide(ladder, LadderState.REJECTED, "ladder.reject", by)


def _decide(ladder: Ladder, verdict: str, verb: str, by: Who) -> Ladder:
    require(by, BreakthroughPermission.SET_LADDER)
    # The wall lets nobody lock a proposal of somebody else as it is: the state in the filter keeps it to one decision.
    if ladder.proposed_by_id == by.person_id:
        raise Refused("four_eyes", _("Je kunt niet beslissen over je eigen voorstel. Een andere beheerder doet dat."))
    if ladder.network_id != by.network_id:
        raise Absent("ladder")
    decided = Ladder.objects.filter(pk=ladder.pk, state=LadderState.WAITING).update(
        state=verdict, decided_by_id=by.person_id, decided_at=now())
    if not decided:
        raise WrongState("ladder.decided", _("Over dit voorstel is al beslist."))
    audit.record(by, verb, ladder)
    ladder.refresh_from_db()
    return ladder
