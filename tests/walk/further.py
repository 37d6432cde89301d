"""The walk further: visits at doors, photos with letters, and a core team around an address of major maintenance."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.maintenance import commands, queries
from waakvlam.maintenance.tests import factories as make
from waakvlam.outreach.calling import Said
from waakvlam.outreach.commands import visits
from waakvlam.outreach.notes import Note
from waakvlam.outreach.queries import sheets
from waakvlam.outreach.tests.visits import round_on_foot, sheet_of

from . import eyes
from .beliefs import STAFF, Released
from .machine import Town


class Neighbourhood(Town):
    """The whole walk. What seeds a fault walks in the smaller town, where it is met sooner."""

    PHOTOS = True
    project: Any = None
    agreed: UUID
    sheet: Any = None

    @precondition(lambda self: len(self.known.calls) < 9)
    @rule()
    def tell_a_visit(self) -> None:
        """Bob rings at the next door of his sheet and writes down what he saw: it stays with “wonen”."""
        if self.sheet is None:
            with identity.acting(cast.who("alice", Purpose.VISIT_ROUND)) as planner:
                self.sheet = sheet_of(planner, round_on_foot(planner, 3), cast.who("bob").person_id)
        with identity.acting(cast.who("bob", Purpose.VISIT_ROUND)) as by:
            door = next((d for d in sheets.sheet(by, self.sheet.pk).stops if not d.outcome), None)
            if door is None:
                return
            word = self.word("gesprek")
            visits.told(id=uuid7(), sheet_id=self.sheet.pk, entry_id=door.entry_id, outcome="spoken", at=now(), seen=door.seen,
                        next_at=None, said=Said(note=Note(observation=word)), by=by)
        self.known.calls.append(word)

    @precondition(lambda self: self.project is None and not self.known.gone)
    @rule()
    def a_core_team_agrees(self) -> None:
        """Four organisations agree on an address of a block that is to be renewed."""
        self.project = make.agreed(1)
        self.known.team = {"alice", "carla", "eva", "frank"}
        with identity.acting(make.who("alice")) as by:
            self.agreed = queries.addresses(by, self.project)[0].agreed.pk

    @precondition(lambda self: self.project is not None)
    @rule(key=st.sampled_from(sorted(STAFF)))
    def tell_the_team(self, key: str) -> None:
        """Anybody tries; whoever sits in the team succeeds."""
        word, basis = self.word("team"), self.word("grond")
        try:
            with identity.acting(self.who(key, Purpose.MAINTENANCE)) as by:
                made = commands.visits.release(agreed_id=self.agreed, text=f"Wij komen hier: {word}", ground="consent",
                                                    basis=f"Zij zei het: {basis}", by=by)
        except WaakvlamError as error:
            assert key not in self.known.team, f"{key} could not tell the team: {error.code}"
            return
        assert key in self.known.team, f"{key} told a team of others"
        self.known.released.append(Released(made.pk, STAFF[key][0], word, basis))
        event("tell_the_team")

    @precondition(lambda self: self.known.released)
    @rule(data=st.data(), key=st.sampled_from(sorted(STAFF)))
    def take_back_what_was_told(self, data: Any, key: str) -> None:
        told = data.draw(st.sampled_from(self.known.released), label="told")
        fine = key in self.known.team and STAFF[key][0] == told.slug
        try:
            with identity.acting(self.who(key, Purpose.MAINTENANCE)) as by:
                commands.visits.take_back(release_id=told.id, by=by)
        except WaakvlamError as error:
            assert not fine, f"{key} could not take back: {error.code}"
            return
        assert fine, f"{key} took back what {told.slug} told"
        told.stands = False

    @precondition(lambda self: len(self.known.team) > 2)
    @rule(key=st.sampled_from(("carla", "eva", "frank")))
    def leave_the_team(self, key: str) -> None:
        if key in self.known.team:
            with identity.acting(self.who(key, Purpose.MAINTENANCE)) as by:
                commands.team.leave(project=queries.project(by, self.project.pk), by=by)
            self.known.team.remove(key)

    @invariant()
    def raw_sql_shows_a_core_team_what_its_members_told_it(self) -> None:
        if not hasattr(self, "browsers") or self.project is None:
            return
        every = {w for r in self.known.released for w in (r.word, r.basis)}
        for key in STAFF:
            seen = eyes.sql(key, every, Purpose.MAINTENANCE, team_id=self.who(key).team_id)
            assert seen == self.known.of_the_team(key), f"{key} sees by SQL {seen}, not {self.known.of_the_team(key)}"

    @precondition(lambda self: hasattr(self, "browsers") and self.project is not None)
    @rule(key=st.sampled_from(sorted(STAFF)))
    def look_at_the_agreed_address(self, key: str) -> None:
        status, text = self.browsers[key].told(reverse("maintenance:agreed", args=[self.project.pk, self.agreed]))
        inside = key in self.known.team and key not in self.known.gone
        assert status == 200 if inside else status in (302, 403, 404), f"{key} got {status} at an agreed address"
        mine = self.known.of_the_team(key) if inside else set()
        seen = eyes.found(text, self.known.all_words())
        assert seen <= mine, f"{key} reads {seen - mine} at an agreed address"
        assert not inside or {r.word for r in self.known.released if r.stands} <= seen, f"{key} misses what the team was told"
