"""The interval of a share, against published values, and when there is none."""

import pytest

from waakvlam.insight.unseen import estimate, interval

pytestmark = pytest.mark.proves("C15")


@pytest.mark.parametrize(("hits", "of", "low", "high"), [
    (0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (5, 10, 0.1871, 0.8129), (15, 100, 0.0865, 0.2353),
    (1, 1, 0.025, 1.0),
])
def test_the_interval_is_the_exact_one(hits, of, low, high):
    assert interval(hits, of) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_large_groups_do_not_underflow_and_impossible_ones_are_refused():
    low, high = interval(8_000, 40_000)
    assert 0.195 < low < 0.2 < high < 0.205
    with pytest.raises(ValueError):
        interval(3, 2)


@pytest.mark.parametrize("counts", [(None, 40, 10), (12, None, 10), (12, 40, None), (11, 18, 50)])
def test_a_hidden_or_small_group_gives_no_estimate(counts):
    assert estimate(*counts) is None


def test_silence_widens_what_can_be_said():
    found = estimate(12, 48, 20)
    assert (found.asked, found.answered, found.not_reached) == (80, 60, 20)
    assert found.least == 0.15
    assert found.most == 0.4
