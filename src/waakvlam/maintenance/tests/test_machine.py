"""Four organisations with overlapping private lists do random things; nobody learns more than what was agreed.

Two ways of looking, after every step:
- against a model of our own: whose words, which addresses, which rows stand in anybody's pages, raw SQL and mails;
- against another world: the same acts, in which only a list of somebody else differs and nothing more was agreed
  by it. To everybody else both worlds must look the same, byte for byte but for ids and tokens.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from waakvlam.access import identity
from waakvlam.maintenance.tests import factories as make
from waakvlam.maintenance.tests.worlds import HOMES, KEYS, SLUG, World, house_numbers, plain

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.proves("C2", "C19", "R14", "R25")]
OWN_ACTS = ("add", "answer", "remove", "withdraw")
TEAM_ACTS = ("go", "tell", "release", "take_back", "plan")
OUTSIDERS = ("dora", "charlie")


def words_seen(world: World, key: str) -> str:
    return "\n".join(world.pages(key).values()) + world.sql(key)


def wrong(world: World, key: str, *, pages: bool = True) -> Iterator[str]:
    """What this person sees that the model does not allow, or misses that it does."""
    model, seen = world.model, world.sql(key)
    inside = key in KEYS and key not in model.gone
    if pages:
        seen += "\n".join(world.pages(key).values())
    with identity.acting(make.who("alice")):
        agreed = house_numbers(seen)
    if agreed != (model.agreed if inside else set()):
        yield f"{key} sees {agreed} agreed, the model {model.agreed}"
    for other in KEYS:
        for home in HOMES:
            mine = other == key and inside
            if f"geheim{SLUG[other]}{home}" in seen and not (mine and pages):
                yield f"{key} reads the reason of {other} at {home}"
            told = home in model.agreed and other in model.told.get(home, ()) and inside
            if not mine and (f"verteld{SLUG[other]}{home} " in seen) != told:
                yield f"{key} and what {other} released at {home}: {told}"
            if f"grond{SLUG[other]}{home}" in seen and other != key:
                yield f"{key} reads on what {other} rests its release"
    coming = {home for home, keys in model.listed.items() if key in keys} if inside else set()
    if key != "alice" and world.coming(key) != coming:
        yield f"{key} reads as a companion {world.coming(key)}, the model {coming}"
    with identity.acting(make.who(key)), connection.cursor() as db:
        db.execute("select count(*) from maintenance_entry")
        rows = db.fetchone()[0]
    if rows != (len(model.lists[key]) if inside else 0):
        yield f"{key} sees {rows} rows of lists, not {model.lists.get(key)}"


class CoreTeam(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.world = World()

    def teardown(self) -> None:
        if hasattr(self, "whole"):
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    @rule(key=st.sampled_from(KEYS), act=st.sampled_from(OWN_ACTS), home=st.sampled_from(HOMES), answer=st.sampled_from(("yes", "yes", "no", "")))
    def somebody_works_on_the_own_list(self, key: str, act: str, home: int, answer: str) -> None:
        event(f"{act}: {self.world.do(key, act, home, answer) or 'done'}")

    @rule(homes=st.lists(st.sampled_from(HOMES), min_size=1, max_size=2, unique=True), keys=st.lists(st.sampled_from(KEYS), min_size=2, max_size=3, unique=True))
    def several_know_the_same(self, homes: list[int], keys: list[str]) -> None:
        for key in keys:
            for home in homes:
                self.world.do(key, "add", home)

    @precondition(lambda self: not self.world.model.ended)
    @rule()
    def lists_close_and_are_compared(self) -> None:
        self.world.compare()
        event(f"agreed: {len(self.world.model.agreed)}")

    @rule(data=st.data(), key=st.sampled_from(KEYS), act=st.sampled_from(TEAM_ACTS))
    def somebody_acts_on_an_address(self, data: Any, key: str, act: str) -> None:
        home = data.draw(st.sampled_from(sorted(self.world.model.agreed) or HOMES), label="home")
        fine = home in self.world.model.agreed and key not in self.world.model.gone
        error = self.world.do(key, act, home)
        assert fine or error or act == "take_back", f"{key} did {act} at {home}"
        event(f"{act}: {error or 'done'}")

    @precondition(lambda self: self.world.model.agreed)
    @rule(data=st.data(), keys=st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True))
    def several_go_together_from_the_hosts_sheet(self, data: Any, keys: list[str]) -> None:
        home = data.draw(st.sampled_from(sorted(self.world.model.agreed)), label="home")
        for key in ("alice", *keys):
            self.world.do(key, "go", home)
        self.world.do("alice", "plan", home)
        event(f"onto a sheet: {self.world.do('alice', 'onto_sheet', home) or 'done'}")
        assert all(self.world.do(key, "onto_sheet", home) for key in keys if key != "alice")

    @rule(key=st.sampled_from(KEYS), act=st.sampled_from(("exempt", "call_off")), home=st.sampled_from(HOMES))
    def the_host_steers(self, key: str, act: str, home: int) -> None:
        error = self.world.do(key, act, home)
        assert key == "alice" or error

    @precondition(lambda self: not self.world.model.gone)
    @rule(key=st.sampled_from(("carla", "eva", "frank")), sure=st.integers(0, 3))
    def somebody_leaves(self, key: str, sure: int) -> None:
        if sure == 0:
            assert self.world.do(key, "leave", 1) == ""

    @precondition(lambda self: not self.world.model.ended)
    @rule(sure=st.integers(0, 5))
    def comparing_ends(self, sure: int) -> None:
        if sure == 0:
            self.world.end()

    @invariant()
    def nobody_learns_more(self) -> None:
        if hasattr(self, "world"):
            for at, key in enumerate((*KEYS, *OUTSIDERS)):
                # Raw SQL of everybody after each step; pages of two of them in turn: they are what costs.
                pages = key not in OUTSIDERS and (at + len(self.world.sql("dora"))) % 2 == 0
                assert list(wrong(self.world, key, pages=pages)) == []


def test_whatever_four_organisations_do_nobody_learns_more_than_was_agreed():
    run_state_machine_as_test(CoreTeam, settings=settings(
        max_examples=6, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]))


# What one organisation does with its own list in one world and not in the other.
SECRETS = [
    pytest.param([("add", 3, "yes")], id="brought in an address that nobody else wants"),
    pytest.param([("add", 3, "no"), ("add", 1, "no"), ("add", 4, "")], id="brought in addresses without wanting to share them"),
    pytest.param([("add", 4, "yes"), ("remove", 4, "")], id="brought one in and took it out"),
    pytest.param([("add", 4, "yes"), ("answer", 4, "no")], id="changed its mind"),
    pytest.param([("add", 3, "yes"), ("add", 4, "yes")], id="brought in as much as it may"),
]


def told(acts: list[tuple[str, int, str]], *, late: bool = False) -> dict[str, dict[str, Any]]:
    """Run one world in a transaction that is thrown away; key → everything that person can see, at three moments."""
    from datetime import timedelta

    found: dict[str, dict[str, Any]] = {key: {} for key in ("alice", "carla", "frank", "dora")}
    with transaction.atomic():
        world = World()
        for key, home, answer in (("carla", 1, "yes"), ("eva", 1, "yes"), ("carla", 2, "yes"), ("frank", 3, "no"), ("eva", 2, "no")):
            world.do(key, "add", home, answer)
        for act, home, answer in acts if not late else []:
            assert world.do("eva", act, home, answer) == ""
        _looked(world, found, "before")
        world.compare()
        assert world.model.agreed == {1}
        _looked(world, found, "after")
        if late:
            for act, home, answer in acts:
                assert world.do("eva", act, home, answer) == ""
        world.do("carla", "go", 1)
        world.do("frank", "release", 1)
        world.now += timedelta(days=3)
        _looked(world, found, "later")
        world.end()
        _looked(world, found, "ended")
        transaction.set_rollback(True)
    return found


def _looked(world: World, found: dict[str, dict[str, Any]], moment: str) -> None:
    for key, seen in found.items():
        seen |= {f"{moment} {name}": plain(page) for name, page in _named(world.pages(key))}
        seen[f"{moment} rows"] = world.counted(key)


def _named(pages: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Pages of addresses by their place, since their ids are new in each world."""
    for at, (name, page) in enumerate(pages.items()):
        yield (name if not name.startswith("address") else f"address {at}"), page


@pytest.fixture(scope="module")
def without(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return told([])


@pytest.mark.parametrize("late", [False, True], ids=["before comparing", "after it"])
@pytest.mark.parametrize("acts", SECRETS)
def test_a_list_that_led_to_nothing_changes_nothing_that_anybody_else_sees(without, acts, late):
    other = told(acts, late=late)
    for key, seen in without.items():
        differs = {name: (seen[name], other[key].get(name)) for name in seen if seen[name] != other[key].get(name)}
        assert set(differs) == set(), f"{key} can tell both worlds apart: {differs}"


def test_the_comparison_would_notice(without):
    """Its own eyes: the organisation whose list differs does see the difference, and an agreement is seen by all."""
    with transaction.atomic():
        world = World()
        world.do("eva", "add", 3)
        own = world.page("eva", "my_list")
        world.do("eva", "remove", 3)
        assert plain(own) != plain(world.page("eva", "my_list"))
        for key in ("eva", "carla"):
            world.do(key, "add", 4)
        world.compare()
        assert "Bomenlaan 4" in world.page("frank", "agenda")
        transaction.set_rollback(True)


def test_a_planted_leak_is_found(without, monkeypatch):
    """A list that leaves a full stop in what all may read: small enough to overlook, and seen by everybody in the team."""
    from django.db.models import F, Value
    from django.db.models.functions import Concat

    from waakvlam.maintenance import commands
    from waakvlam.maintenance.models import Project

    add = commands.lists.add

    def leaky(*, project, by, **given):
        made = add(project=project, by=by, **given)
        if by.organisation_id == make.who("eva").organisation_id and given["answer"] == "no":
            with identity.acting(make.who("alice")):
                Project.objects.filter(pk=project.pk).update(work=Concat(F("work"), Value(".")))
        return made

    monkeypatch.setattr(commands.lists, "add", leaky)
    other = told([("add", 3, "no")])
    seers = {key for key, seen in without.items() if any(seen[name] != other[key].get(name) for name in seen)}
    assert seers == {"alice", "carla", "frank"}
