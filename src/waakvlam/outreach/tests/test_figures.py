"""Intervals against known values; small cells that do not come back by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waakvlam.outreach import figures


@pytest.mark.proves("C15")
@pytest.mark.parametrize("hits, size, low, high", [
    # Computed with the beta quantiles of R's binom.test.
    (0, 10, 0.0, 0.308497), (10, 10, 0.691503, 1.0), (5, 10, 0.187086, 0.812914), (1, 20, 0.001265, 0.248733),
    (148, 740, 0.171785, 0.230654),
])
def test_the_interval_is_the_exact_one(hits, size, low, high):
    found = figures.estimate(hits, size)
    assert (found.low, found.high) == (pytest.approx(low, abs=2e-4), pytest.approx(high, abs=2e-4))


def test_nothing_is_claimed_about_nobody():
    assert figures.estimate(0, 0).share is None


@given(st.integers(0, 300), st.integers(1, 300))
def test_an_interval_holds_its_share_and_narrows_with_more_people(hits, size):
    hits = min(hits, size)
    one, more = figures.estimate(hits, size), figures.estimate(hits * 10, size * 10)
    assert 0 <= one.low <= one.share <= one.high <= 1
    assert more.high - more.low <= one.high - one.low + 1e-9


@pytest.mark.proves("R30")
@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=8))
def test_no_small_cell_is_shown_or_comes_back_from_the_total(counts):
    shown = figures.suppressed(counts)
    hidden = [key for key, n in shown.items() if n is None]
    assert not [key for key, n in shown.items() if n is not None and 0 < n < figures.LEAST]
    if len(hidden) == 1:  # only where nothing else was there to hide it behind
        assert not [key for key, n in counts.items() if key != hidden[0] and n > 0]
