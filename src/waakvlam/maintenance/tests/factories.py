"""A project of “wonen” with a block of ten doors, and a core team of four."""

from datetime import timedelta
from uuid import UUID

from waakvlam.access import identity
from waakvlam.access.identity import Who
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now, today
from waakvlam.maintenance import commands, tasks
from waakvlam.maintenance.commands.projects import Plan
from waakvlam.maintenance.models import Door, Project, State
from waakvlam.people.models import Dwelling

TEAM = {"wonen": "alice", "gemeente": "carla", "zorg": "eva", "politie": "frank"}
WHY = "Wij kennen dit adres al langer."


def who(key: str) -> Who:
    return cast.who(key, Purpose.MAINTENANCE)


def homes(by: Who, size: int = 10, block: str = "Flat Oost") -> list[Dwelling]:
    mark = str(uuid7())
    return Dwelling.objects.bulk_create([Dwelling(
        network_id=by.network_id, organisation_id=by.organisation_id, key=f"{mark} {n}", street="Bomenlaan", house_number=n,
        postcode="1506AB", city="Zaandam", estate="Bomenbuurt", block=block, entrance="A" if n <= size / 2 else "B",
        floor=(n - 1) % 5) for n in range(1, size + 1)])


def project(*, size: int = 10, needed: int = 2, share: int = 50, name: str = "Bomenlaan 2026", days: int = 120) -> Project:
    """Running, with one block; the maker is its first member."""
    with identity.acting(who("alice")) as by:
        homes(by, size, f"Flat {name}")
        made = commands.projects.plan(by=by, plan=Plan(
            name, "Nieuwe keukens, badkamers en toiletten.", today(), today() + timedelta(days=days), needed, share))
        commands.projects.add_block(project=made, name="Flat Oost", estate="Bomenbuurt", block=f"Flat {name}", by=by)
        return commands.projects.move(project=made, to=State.RUNNING, by=by)


def team(made: Project, *slugs: str) -> None:
    """Ask these organisations; one person of each says yes."""
    for slug in slugs or ("gemeente", "zorg", "politie"):
        with identity.acting(who("alice")) as by:
            commands.team.invite(project=made, organisation_id=cast.organisation(slug), by=by)
        with identity.acting(who(TEAM[slug])) as by:
            commands.team.accept(project=made, people=[by.person_id], by=by)


def doors(made: Project, *numbers: int) -> list[UUID]:
    with identity.acting(who("alice")):
        found = dict(Door.objects.filter(project=made).values_list("house_number", "id"))
    return [found[n] for n in numbers]


def listed(made: Project, key: str, *numbers: int, answer: str = "yes", why: str = WHY) -> None:
    chosen = doors(made, *numbers)
    with identity.acting(who(key)) as by:
        commands.lists.add(project=made, door_ids=chosen, reason=why, answer=answer, by=by)


def compared(made: Project) -> None:
    """Open a round ten days ago that closed three days ago, and compare."""
    start = now()
    with at(start - timedelta(days=10)), identity.acting(who("alice")) as by:
        commands.matching.open_round(project=made, closes_at=start - timedelta(days=3), by=by)
    assert tasks.settle_what_closed(timestamp=0) >= 1


def agreed(*numbers: int, **given: object) -> Project:
    """A team of four that agreed on these doors: the municipality and the care provider brought them in."""
    made = project(**given)  # type: ignore[arg-type]
    team(made)
    listed(made, "carla", *numbers)
    listed(made, "eva", *numbers)
    compared(made)
    return made
