"""The walk: a permutation, side by side, floor by floor, short, quick and always the same."""

from datetime import date, timedelta
from itertools import groupby, pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waakvlam.outreach import planning, walking
from waakvlam.outreach.planning import Team, Waiting
from waakvlam.people.models import Dwelling

pytestmark = pytest.mark.proves("C2")
DAY = date(2026, 11, 24)
homes = st.builds(
    Dwelling, street=st.sampled_from(["Duinroos", "Dorpsstraat", "Kerkpad"]), house_number=st.integers(1, 60),
    house_letter=st.sampled_from(["", "a"]), block=st.sampled_from(["", "", "Flat A"]), city=st.just("Proefstad"),
    entrance=st.sampled_from(["", "Portiek 2", "Portiek 10"]), floor=st.none() | st.integers(0, 8),
    latitude=st.none() | st.floats(52.4, 52.5), longitude=st.none() | st.floats(4.8, 4.9))
lists = st.lists(homes, max_size=40).map(lambda rows: list(enumerate(rows)))


@given(lists, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_walk_passes_every_door_once_and_does_not_depend_on_the_order_it_was_given(rows, chance):
    found = walking.order(rows)
    assert sorted(found) == [key for key, _home in rows]
    shuffled = list(rows)
    chance.shuffle(shuffled)
    again = walking.order(shuffled)
    look = lambda keys: [(walking.gathered(dict(rows)[k]), walking.within(dict(rows)[k])) for k in keys]  # noqa: E731
    assert look(again) == look(found)


@given(lists)
@settings(max_examples=60, deadline=None)
def test_a_street_is_walked_in_one_go_up_the_odd_side_and_down_the_even_one(rows):
    by_key = dict(rows)
    walked = [by_key[key] for key in walking.order(rows)]
    gathers = [name for name, _rows in groupby(walked, key=walking.gathered)]
    assert len(gathers) == len(set(gathers))
    plain = [h for h in walked if not h.block and not h.entrance and h.floor is None]
    for _street, side in groupby(plain, key=walking.gathered):
        numbers = [h.house_number for h in side]
        odd, even = [n for n in numbers if n % 2], [n for n in numbers if not n % 2]
        assert numbers == sorted(odd) + sorted(even, reverse=True)


def test_a_block_goes_entrance_by_entrance_from_the_ground_up():
    rows = [((e, f, n), Dwelling(street="Duinroos", house_number=n, block="Flat", entrance=e, floor=f))
            for e in ("Portiek 10", "Portiek 2") for f in (2, 0, 1) for n in (4, 3)]
    assert [key[:2] for key in walking.order(rows)] == [
        (e, f) for e in ("Portiek 2", "Portiek 10") for f in (0, 1, 2) for _two in range(2)]


def test_streets_on_a_line_are_walked_along_the_line_and_unknown_ones_come_last():
    rows = [(n, Dwelling(street=f"Straat {n}", house_number=1, latitude=52.4 + at / 1000, longitude=4.8))
            for n, at in enumerate([3, 1, 4, 0, 5, 2])]
    rows += [(9, Dwelling(street="Aardappelpad", house_number=1))]
    assert walking.order(rows) in ([3, 1, 5, 0, 2, 4, 9], [4, 2, 0, 5, 1, 3, 9])


def test_fifteen_hundred_doors_are_put_in_order_in_two_seconds():
    rows = [((s, n), Dwelling(street=f"Straat {s}", house_number=n, latitude=52.4 + (s * 37 % 100) / 4000,
                              longitude=4.8 + (s * 61 % 100) / 4000)) for s in range(100) for n in range(1, 16)]
    start = perf_counter()
    found = walking.order(rows)
    assert perf_counter() - start < 4 and len(found) == 1500  # two on a machine that does nothing else
    legs = [abs(a[0] - b[0]) > 0 for a, b in pairwise(found)]
    assert sum(legs) == 99


teams = st.lists(st.builds(Team, st.sampled_from([("a",), ("b", "c"), ("d", "d"), ("e", "f", "g")]), st.integers(1, 6)),
                 min_size=1, max_size=4)
doors = st.lists(st.tuples(st.integers(-2, 3), st.none() | st.integers(-1, 3), st.booleans(),
                           st.frozensets(st.integers(0, 3), max_size=2)), max_size=30).map(
    lambda rows: [Waiting(n, DAY + timedelta(first), None if said is None else DAY + timedelta(said), two,
                          frozenset(DAY + timedelta(d) for d in taken)) for n, (first, said, two, taken) in enumerate(rows)])


@pytest.mark.proves("R34")
@given(doors, teams, st.integers(1, 4), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_every_door_stands_on_one_sheet_at_most_and_two_go_where_two_are_needed(rows, going, days, chance):
    walk = [d.key for d in rows]
    chance.shuffle(walk)
    found = planning.divide(rows, walk, [DAY + timedelta(n) for n in range(days)], going)
    placed = [key for keys in found.sheets.values() for key in keys]
    assert sorted([*placed, *found.left]) == [d.key for d in rows]
    by_key = {d.key: d for d in rows}
    for (day, number), keys in found.sheets.items():
        assert 0 < len(keys) <= going[number].capacity
        assert keys == sorted(keys, key=walk.index)
        for door in (by_key[key] for key in keys):
            assert day not in door.taken
            assert not door.needs_two or going[number].is_pair
            assert door.promised == day or (door.first <= day and (not door.promised or door.promised < day))


@given(st.integers(0, 60), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_teams_get_an_equal_share(total, many):
    rows = [Waiting(n, DAY) for n in range(total)]
    found = planning.divide(rows, range(total), [DAY], [Team(("a",), 30)] * many)
    sizes = [len(found.sheets.get((DAY, n), [])) for n in range(many)]
    assert max(sizes) - min(sizes) <= 1 and sum(sizes) == min(total, 30 * many)
