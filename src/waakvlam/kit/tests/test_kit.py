"""Time, ids, the eleven-test and cursors."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waakvlam.kit import eleven, time
from waakvlam.kit.errors import Invalid
from waakvlam.kit.ids import uuid7
from waakvlam.kit.pagination import decode, encode


def test_working_days_skip_weekends_and_dutch_holidays():
    # Thursday 24 December 2026; 25 December is a holiday and 26 lies in the weekend.
    assert time.add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert not time.is_working_day(date(2026, 4, 27)), "King's Day"
    assert time.is_working_day(date(2026, 5, 5)), "Liberation Day is a working day in 2026"


def test_a_deadline_ends_at_five_in_amsterdam():
    due = time.working_days_from(datetime(2026, 11, 20, 9, tzinfo=UTC), 2)
    assert due == datetime(2026, 11, 24, 16, tzinfo=UTC)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_adding_and_counting_working_days_agree(start, days):
    assert time.working_days_between(start, time.add_working_days(start, days)) == days


def test_now_can_be_shifted_and_comes_back():
    moment = datetime(2020, 6, 1, tzinfo=UTC)
    with time.at(moment):
        assert time.now() == moment
    assert time.now() > moment


def test_ids_follow_time():
    assert uuid7(1.0) < uuid7(2.0)
    assert uuid7().version == 7


@pytest.mark.proves("R3")
def test_a_bsn_in_text_is_masked_and_a_phone_number_is_not():
    text, found = eleven.mask("bsn 111222333 of 11.12.22.333, bel 0612345678 of 020 1234567")
    assert found == 2
    assert "111222333" not in text
    assert "0612345678" in text
    assert "020 1234567" in text


@pytest.mark.proves("R3")
@pytest.mark.parametrize("typed", [
    "111222333", "bsn:111.222.333.", "111-222-333", "111 - 222 - 333", "111\u00a0222\u00a0333", "BSN111222333x",
    "012 345 672 5 mei", "12-05-1980 111222333", "06-12345678 111222333", "+31 6 1234 5678 111 222 333",
    "NL91 ABNA 0417 1643 00 111222333", "111222333-0612345678"])
def test_a_bsn_is_found_however_it_is_typed_and_whatever_stands_beside_it(typed):
    assert eleven.mask(typed)[1] == 1


@pytest.mark.parametrize("whole", [
    "0111222333", "1112223334", "06 1112 2233", "0031 6 11122233", "+31 6 11122233", "+31 (0)6 11122233",
    "NL91 ABNA 1112 2233 30", "NL91ABNA1112223330", "21-11-2026 9:00", "01890a5d-ac96-774b-bcce-b11122233309",
    "deadbeef111222333fac", "112"])
def test_longer_numbers_dates_and_ids_stay_whole(whole):
    assert eleven.mask(whole) == (whole, 0)


@pytest.mark.proves("R3")
@given(st.integers(10_000_000, 999_999_999), st.text(" abc.", max_size=5))
def test_whatever_passes_the_eleven_test_does_not_survive(number, around):
    digits = f"{number:09d}"
    text, found = eleven.mask(f"x{around} {digits} {around}y")
    assert (digits not in text) == eleven.passes(digits)


def test_a_cursor_survives_the_round_trip_and_a_forged_one_is_refused():
    assert decode(encode(["Berg", "id"]), 2) == ["Berg", "id"]
    with pytest.raises(Invalid):
        decode("onzin", 2)
