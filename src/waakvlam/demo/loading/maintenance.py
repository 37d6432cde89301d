"""Major maintenance in a flat of Vlierwonen: a core team of four, addresses they agreed on, an agenda, appointments."""

from contextlib import suppress
from datetime import time, timedelta
from uuid import UUID

from waakvlam.access.identity import acting
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import at, now, today
from waakvlam.maintenance import commands, queries, tasks
from waakvlam.maintenance.commands.agenda import Point
from waakvlam.maintenance.commands.appointments import Agreement
from waakvlam.maintenance.commands.projects import Plan
from waakvlam.maintenance.commands.rounds import Ringing
from waakvlam.maintenance.models import Project, State
from waakvlam.outreach.models import ScriptVersion

from .network import organisation, who

HOST = "ingrid"
TEAM = {"gemeente": "jermaine", "politie": "kees", "havenlicht": "nadia"}
ASKED = "welzijn"  # has not answered: silence is a state
WORK = "Nieuwe keukens, badkamers en toiletten, en nieuwe leidingen. Per huis duurt het ongeveer drie weken."
# Who knows which doors (by their place in the street), and why. Two want the same at three of them.
KNOWN = {
    "jermaine": ((2, "Wij komen hier voor hulp bij het huishouden."), (5, "Wij helpen met de post en de rekeningen."),
                 (9, "Vroeg vorig jaar om hulp.")),
    "kees": ((5, "Ik spreek deze bewoner op straat."), (11, "Twee keer geluid in de nacht.")),
    "nadia": ((2, "Wij begeleiden hier iemand."), (11, "Wij komen hier elke week."), (14, "Was eerder bij ons.")),
}


def load() -> None:
    """A project that began a month ago; about a second. Nothing where the register has no fitting block."""
    made = _planned()
    if made is None:
        return
    _team(made)
    # Before the round: for the database its closing moment has passed already.
    doors = _lists(made)
    with at(now() - timedelta(days=20)), acting(who(HOST, Purpose.MAINTENANCE)) as by:
        commands.matching.open_round(project=made, closes_at=now() + timedelta(days=8), by=by)
    with at(now() - timedelta(days=11)):
        tasks.settle_what_closed(timestamp=0)
    _after(made, doors)


def _planned() -> Project | None:
    with at(now() - timedelta(days=30)), acting(who(HOST, Purpose.MAINTENANCE)) as by:
        fitting = sorted((abs(homes - 48), estate, block, homes) for estate, block, homes in queries.candidates(by) if homes >= 20)
        if not fitting:
            return None
        _away, estate, block, _homes = fitting[0]
        made = commands.projects.plan(by=by, plan=Plan(f"Groot onderhoud {block or estate}", WORK, today(), today() + timedelta(days=150)))
        flat = commands.projects.add_block(project=made, name=block or estate, estate=estate, block=block, by=by)
        for name, first, last in (("Bezoeken en afspraken", 0, 40), ("Leidingen", 45, 90), ("Keukens en badkamers", 80, 145)):
            commands.projects.add_phase(block=flat, name=name, starts_on=today() + timedelta(days=first),
                                        ends_on=today() + timedelta(days=last), by=by)
        return commands.projects.move(project=made, to=State.RUNNING, by=by)


def _team(made: Project) -> None:
    for slug in (*TEAM, ASKED):
        with at(now() - timedelta(days=28)), acting(who(HOST, Purpose.MAINTENANCE)) as by:
            commands.team.invite(project=made, organisation_id=organisation(slug), by=by)
        if slug in TEAM:
            with at(now() - timedelta(days=26)), acting(who(TEAM[slug], Purpose.MAINTENANCE)) as by:
                commands.team.accept(project=made, people=[by.person_id] if by.person_id else [], by=by)


def _lists(made: Project) -> list[UUID]:
    """The doors in the order of the street, after everybody put in what they know."""
    doors: list[UUID] = []
    for slug, known in KNOWN.items():
        with at(now() - timedelta(days=22)), acting(who(slug, Purpose.MAINTENANCE)) as by:
            doors = [d.pk for d in queries.my_list(by, made).doors]
            for place, reason in known:
                commands.lists.add(project=made, door_ids=[doors[place]], reason=reason, answer="yes", by=by)
    return doors


def _after(made: Project, doors: list[UUID]) -> None:
    """Somebody goes, somebody tells, one visit has been, and a point came from another door."""
    day = now() - timedelta(days=4)
    with at(day), acting(who("nadia", Purpose.MAINTENANCE)) as by:
        first, second = (a.agreed.pk for a in queries.addresses(by, made)[:2])
        for agreed in (first, second):
            commands.visits.go_along(agreed_id=agreed, going=True, by=by)
        commands.visits.tell(agreed_id=first, outcome="spoken", by=by)
        commands.visits.release(agreed_id=first, text="Zij wil graag dat eerst wordt gebeld. Dan doet zij open.", ground="consent",
                                basis="Zij zei: zeg maar dat ze eerst moeten bellen.", by=by)
        commands.agenda.put(project=made, by=by, point=Point(
            "Wie helpt met inpakken voor de keuken?", organisation("gemeente"), today() + timedelta(days=10), agreed_id=first))
    with at(day), acting(who("jermaine", Purpose.MAINTENANCE)) as by:
        commands.visits.go_along(agreed_id=second, going=True, by=by)
        commands.visits.plan(agreed_id=second, planned_at=now().replace(hour=9, minute=30) + timedelta(days=6), by=by)
    with at(day), acting(who(HOST, Purpose.MAINTENANCE)) as by:
        commands.agenda.put(project=made, by=by, point=Point(
            "De lift is vaak stuk, en zij komt dan niet buiten.", by.organisation_id, today() + timedelta(days=2), door_id=doors[17],
            ground="consent", permission="Zij zei: vertel het maar aan iedereen die er iets aan kan doen."))
        for place, hour in ((0, 8), (1, 10), (2, 13), (6, 8)):
            commands.appointments.agree(project=made, door_id=doors[place], by=by, agreement=Agreement(
                today() + timedelta(days=30 + place), time(hour), time(hour + 3), "home" if place else "caretaker",
                needs=("moving",) if place == 2 else ()))
        commands.agenda.keep_back(project=made, by=by)
    _ring(made, second)


def _ring(made: Project, agreed: UUID) -> None:
    """The other doors are a round of the corporation's own people; one agreed visit stands on a sheet with who comes along."""
    with acting(who(HOST, Purpose.CALL_ROUND)):
        words = ScriptVersion.objects.filter(published_at__isnull=False).order_by("created_at").last()
    if words is None:
        return
    with acting(who(HOST, Purpose.MAINTENANCE)) as by:
        commands.visits.go_along(agreed_id=agreed, going=True, by=by)
        commands.rounds.along_others(project=made, by=by, ringing=Ringing(words.pk, today(), today() + timedelta(days=60)))
    # Nobody rings where somebody wants no contact, or the address is secret.
    with suppress(Absent), acting(who(HOST, Purpose.MAINTENANCE)) as by:
        commands.rounds.onto_sheet(agreed_id=agreed, by=by)
