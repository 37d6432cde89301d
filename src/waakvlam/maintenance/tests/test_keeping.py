"""After the project: everything goes at its term, each organisation its own, and at once with an erasure."""

from datetime import timedelta

import pytest

from waakvlam.access import identity
from waakvlam.access.erasing import Subject, as_eraser
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.keeping import sweeping
from waakvlam.kit.time import at, now, today
from waakvlam.maintenance import commands, erasing, queries
from waakvlam.maintenance.commands.agenda import Point
from waakvlam.maintenance.commands.appointments import Agreement
from waakvlam.maintenance.models import (
    Agreed,
    Appointment,
    Door,
    Entry,
    Going,
    Item,
    Release,
    ReleaseBasis,
    Visit,
)
from waakvlam.maintenance.tests import factories as make
from waakvlam.people.models import Household

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "C19")]
SLUGS = ("wonen", "gemeente", "zorg", "politie")


def lived_in():
    """A project in which everything happened that leaves a trace."""
    made = make.agreed(1, 2)
    with identity.acting(make.who("eva")) as by:
        one = queries.addresses(by, made)[0].agreed
        commands.visits.go_along(agreed_id=one.pk, going=True, by=by)
        commands.visits.plan(agreed_id=one.pk, planned_at=now(), by=by)
        commands.visits.release(agreed_id=one.pk, text="Wij komen hier.", ground="consent", basis="Zij zei: dat mag.", by=by)
        commands.agenda.put(project=made, point=Point("Nog eens langs", by.organisation_id, today(), agreed_id=one.pk), by=by)
    with identity.acting(make.who("alice")) as by:
        commands.appointments.agree(project=made, door_id=make.doors(made, 3)[0], by=by, agreement=Agreement(
            today(), now().time().replace(hour=8, minute=0), now().time().replace(hour=9, minute=0), "home"))
    return made


def left() -> dict[str, int]:
    found = {}
    for model in (Agreed, Visit, Going, Release, ReleaseBasis, Item, Appointment, Entry):
        for slug in SLUGS:
            with identity.acting(identity.system(cast.organisation(slug), Purpose.MAINTENANCE)), as_eraser():
                found[model.__name__] = found.get(model.__name__, 0) + model.objects.filter(organisation_id=cast.organisation(slug)).count()
    return {name: rows for name, rows in found.items() if rows}


def sweep(*slugs: str) -> None:
    for slug in slugs:
        sweeping.sweep(identity.system(cast.organisation(slug), Purpose.ADMINISTRATION))


def test_everything_goes_at_its_term_whoever_is_swept_first():
    made = lived_in()
    with at(now() - timedelta(days=400)), identity.acting(make.who("alice")) as by:
        commands.projects.move(project=made, to="ended", by=by)
    before = left()
    assert set(before) == {"Agreed", "Visit", "Going", "Release", "ReleaseBasis", "Item", "Appointment"}
    sweep("wonen")
    assert "Appointment" not in left() and "Release" in left(), "what partners wrote is theirs to let go"
    sweep("gemeente", "zorg", "politie", "wonen")
    assert left() == {}


def test_nothing_goes_while_the_project_runs_or_its_term_does():
    made = lived_in()
    before = left()
    sweep(*SLUGS)
    assert left() == before
    with identity.acting(make.who("alice")) as by:
        commands.projects.move(project=made, to="ended", by=by)
    before = left()
    sweep(*SLUGS)
    assert left() == before


def test_whoever_is_erased_leaves_no_appointment_entry_or_point():
    made = lived_in()
    make.listed(made, "alice", 3, answer="no")
    with identity.acting(make.who("alice")) as by:
        door = Door.objects.get(project=made, house_number=3)
        home = Household.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, dwelling_id=door.dwelling_id, key="h3")
        with as_eraser():
            gone = erasing.erase(Subject(by.network_id, by.organisation_id, (), households=(home.pk,)))
    assert gone == {"maintenance_appointment": 1, "maintenance_entry": 1}
