"""Who stands above whoever must decide: the ladder in force, walked from where the question began."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from waakvlam.access.models import Organisation
from waakvlam.access.words import Kind
from waakvlam.kit.time import today

from ..models import Breakthrough, Ladder, Rung
from ..models.states import LadderState


@dataclass(frozen=True)
class Higher:
    """One rung of the chain; `taken` is how many of it are taken once this one is."""

    organisation_id: UUID
    person_id: UUID | None
    taken: int
    organisation: str = ""
    person: str = ""


def ladder_in_force(network_id: UUID, on: date | None = None) -> Ladder | None:
    """The newest that two administrators decided and whose day has come. One query."""
    return (Ladder.objects.filter(network_id=network_id, state=LadderState.APPROVED, in_force_from__lte=on or today())
            .order_by("-in_force_from", "-decided_at").first())


def chain(found: Breakthrough) -> list[Higher]:
    """From the organisation it began with up to the network itself, which always is the last. Three queries."""
    ladder = ladder_in_force(found.network_id)
    rungs = list(Rung.objects.filter(ladder=ladder).select_related("organisation", "person").order_by("place")) if ladder else []
    own = [r for r in rungs if r.below_id == found.began_with_id]
    steps = [(r.organisation_id, r.person_id, r.organisation.name, r.person.name if r.person else "")
             for r in (*own, *(r for r in rungs if r.below_id is None))]
    network = Organisation.objects.filter(network_id=found.network_id, kind=Kind.NETWORK).order_by("slug").first()
    if network and network.pk not in {organisation for organisation, *_rest in steps}:
        steps.append((network.pk, None, network.name, ""))
    return [Higher(organisation, person, n, name, who) for n, (organisation, person, name, who) in enumerate(steps, 1)]


def next_above(found: Breakthrough) -> Higher | None:
    """The next rung that is not who decides now; None at the top."""
    return next((h for h in chain(found) if h.taken > found.rung
                 and (h.organisation_id, h.person_id) != (found.decider_id, found.decider_person_id)), None)
