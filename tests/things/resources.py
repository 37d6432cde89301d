"""A service of the directory."""

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import PURPOSES, Purpose
from waakvlam.resources.tests.factories import make_service


@of_module
def things() -> list[Thing]:
    with identity.acting(cast.who("carla", Purpose.DIRECTORY)) as by:
        made = make_service(by, state="available", places=3)
    # The directory is for every partner of the network whose role may look into it.
    readers = {k for k, (_name, slug, role, _p) in cast.PEOPLE.items() if Purpose.DIRECTORY in PURPOSES[role] and slug != "ver"}
    ours = {"carla", "charlie", "ada"}
    return [page("resources:service", made.id, may=readers),
            page("resources:edit", made.id, may=ours),
            *(act(f"resources:{name}", made.id, may=ours) for name in ("edit", "capacity", "end"))]
