"""The simulated month of the handbook: the same each time, nobody lost, and the handbook says what was found."""

import json
from pathlib import Path

import pytest

from bench.rhythm import all_ways, plot, town
from bench.rhythm.run import Run
from waakvlam.access.models import Clock

pytestmark = pytest.mark.proves("C4", "C14")
ROOT = Path(__file__).resolve().parents[1]
KEPT = json.loads((ROOT / "bench" / "results" / "rhythm.json").read_text("utf-8"))
PLACES = [("BU04791111", "WK047911", 900), ("BU04791211", "WK047912", 2100), ("BU04791311", "WK047913", 400)]
SIZE = 3_000


def done(name: str) -> Run:
    rules = town.rules(sorted({district for _area, district, _n in PLACES}))
    return Run(all_ways.WAYS[name], rules).month(town.Month(PLACES, 7, SIZE).signals())


def test_the_same_seed_is_the_same_month_and_nobody_is_lost():
    first, second = done("both"), done("both")
    assert [s.acted_at for s in first.done] == [s.acted_at for s in second.done]
    assert len(first.done) == SIZE and all(s.acted_at for s in first.done)


def test_what_is_acted_on_is_acted_on_by_somebody_who_can_and_never_before_it_came():
    for signal in done("both").done:
        assert signal.holder in signal.came.able
        assert signal.acted_at is not None and signal.acted_at >= signal.came.at


def test_without_clocks_nothing_climbs_and_without_a_pool_nobody_claims():
    neither, clocks = done("neither"), done("clocks")
    assert not neither.climbed and not any(s.claimed for s in (*neither.done, *clocks.done))
    assert set(clocks.climbed) <= set(Clock.Step)


def test_the_handbook_says_what_was_found():
    text = (ROOT / "docs" / "handbook" / "developers" / "rhythm.md").read_text("utf-8")
    for name, found in KEPT["ways"].items():
        assert all_ways.line(name, found) in text, name
    assert set(plot.SHOWN) <= set(KEPT["ways"])
