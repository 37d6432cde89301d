"""Filling a stairwell by pattern, and arranging doors: every home at one place, no place twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waakvlam.people.blocks import Door, Pattern, arrange, fill

pytestmark = pytest.mark.proves("C2")

PATTERNS = st.builds(Pattern, floors=st.integers(1, 14), doors=st.integers(1, 12), lowest=st.integers(-1, 2),
                     order=st.sampled_from(["entrance", "floor"]), reverse=st.booleans())


@given(st.lists(st.text("0123456789ABa-", max_size=6), max_size=500), PATTERNS)
def test_every_home_hangs_at_one_place_and_no_place_twice(labels, pattern):
    places = fill(labels, pattern)
    assert len(places) == len(labels) == len(set(places))
    for place in places:
        assert pattern.lowest <= place.floor < pattern.lowest + pattern.floors
        assert 1 <= place.door <= pattern.doors and len(place.entrance) <= 40


@given(st.integers(1, 400), PATTERNS)
def test_a_building_has_no_more_entrances_than_its_homes_need(homes, pattern):
    found = {place.entrance for place in fill([str(n) for n in range(homes)], pattern)}
    assert len(found) <= -(-homes // (pattern.floors * pattern.doors))


def test_a_stair_is_filled_from_below_and_a_gallery_along_its_floors():
    numbers = [str(n) for n in range(12, 36, 2)]
    stair = dict(zip(numbers, fill(numbers, Pattern(3, 2)), strict=True))
    assert stair["12"] == ("12–22", 0, 1) and stair["16"] == ("12–22", 1, 1) and stair["34"] == ("24–34", 2, 2)
    gallery = dict(zip(numbers, fill(numbers, Pattern(3, 2, lowest=1, order="floor", reverse=True)), strict=True))
    assert gallery["12"] == ("A", 1, 2) and gallery["16"] == ("B", 1, 2) and gallery["20"] == ("A", 2, 2)


DOORS = st.builds(Door, key=st.uuids().map(str), label=st.just("1"), address=st.just("Straat 1"),
                  entrance=st.sampled_from(["", "2", "10", "A"]), floor=st.none() | st.integers(-1, 12),
                  door=st.none() | st.integers(-3, 60))


@given(st.lists(DOORS, max_size=60, unique_by=lambda door: door.key))
def test_each_door_stands_in_the_picture_once_whatever_a_register_says(doors):
    stairs = arrange(doors)
    assert sorted(door.key for door in stairs.doors) == sorted(door.key for door in doors)
    for entrance in stairs.entrances:
        floors = [level.floor for level in entrance.levels]
        assert floors == sorted(floors, reverse=True)
        for level in entrance.levels:
            assert all(d is None or (d.floor, d.entrance) == (level.floor, entrance.name) for d in level.cells)
            assert entrance.wraps or len(level.cells) == len(entrance.levels[0].cells)


def test_entrances_stand_in_the_order_of_people_and_a_missing_door_leaves_a_gap():
    doors = [Door(str(n), str(n), "", entrance=name, floor=1, door=place)
             for n, (name, place) in enumerate([("10", 1), ("2", 1), ("2", 3)])]
    stairs = arrange(doors)
    assert [entrance.name for entrance in stairs.entrances] == ["2", "10"]
    assert [cell and cell.door for cell in stairs.entrances[0].levels[0].cells] == [1, None, 3]
