"""Numbers, money and moments as people write them, in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from waakvlam.kit.time import at, now
from waakvlam.web import formats

TUESDAY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_that_tuesday():
    with at(TUESDAY), translation.override("nl"):
        yield


@pytest.mark.parametrize(
    ("made", "dutch", "english"),
    [
        (lambda: formats.number(1500), "1.500", "1,500"),
        (lambda: formats.number(0.5, 1), "0,5", "0.5"),
        (lambda: formats.number(None), "–", "–"),
        (lambda: formats.capped(1001), "1.000+", "1,000+"),
        (lambda: formats.capped(1000), "1.000", "1,000"),
        (lambda: formats.euro(1250), "€ 12,50", "€12.50"),
        (lambda: formats.euro(-1250), "€ -12,50", "€-12.50"),
        (lambda: formats.percent(0.254), "25%", "25%"),
        (lambda: formats.moment(TUESDAY), "di 24 nov 14:30", "Tue 24 Nov 14:30"),
        (lambda: formats.day(date(2025, 3, 1)), "za 1 mrt 2025", "Sat 1 Mar 2025"),
        (lambda: formats.long_day(TUESDAY), "dinsdag 24 november 2026", "Tuesday 24 November 2026"),
        (lambda: formats.since(now() - timedelta(days=3)), "3 dagen geleden", "3 days ago"),
        (lambda: formats.since(now() + timedelta(hours=5)), "over 5 uur", "in 5 hours"),
        (lambda: formats.since(now()), "net", "just now"),
        (lambda: formats.due(now() + timedelta(minutes=1)), "nog 1 minuut", "1 minute left"),
        (lambda: formats.due(now() - timedelta(days=30)), "4 weken te laat", "4 weeks late"),
    ],
)
def test_each_is_written_as_its_reader_expects(made, dutch, english):
    assert made() == dutch
    with translation.override("en"):
        assert made() == english


def test_a_moment_is_shown_in_dutch_time_in_summer_too():
    assert formats.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "do 2 jul 00:30"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+31612345678", "06 12 34 56 78"),
        ("+31201234567", "020 123 45 67"),
        ("+31297123456", "0297 12 34 56"),
        ("+4915112345678", "+4915112345678"),
        ("", ""),
    ],
)
def test_a_phone_number_reads_in_groups(number, shown):
    assert formats.phone(number) == shown
