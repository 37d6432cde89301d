"""A question about reading, and the threshold behind it."""

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.time import today
from waakvlam.oversight.models import Question, Threshold


@of_module
def things() -> list[Thing]:
    with identity.acting(cast.who("fg")) as by:
        own = {"network_id": by.network_id, "organisation_id": by.organisation_id}
        Threshold.objects.create(**own, in_force_from=today())
        made = Question.objects.create(**own, kind="many", day=today(), person_id=cast.who("bob").person_id, count=200)
    return [page("oversight:question", made.pk, may={"fg"}),
            *(act(f"oversight:{name}", made.pk, may={"fg"}) for name in ("request", "explanation"))]
