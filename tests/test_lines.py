"""The server's own log: nobody from outside writes a line of it."""

import logging

import pytest

from waakvlam.config.lines import Line

pytestmark = pytest.mark.proves("C19")


def line(message: str) -> str:
    record = logging.LogRecord("waakvlam", logging.WARNING, "", 0, message, (), None)
    record.created, record.msecs = 1_790_000_000.25, 250.0
    return Line("%(asctime)s %(levelname)s %(name)s %(message)s").format(record)


def test_a_moment_is_in_utc_and_says_so():
    assert line("hallo") == "2026-09-21T14:13:20.250Z WARNING waakvlam hallo"


def test_what_was_asked_for_cannot_begin_a_line_of_its_own():
    assert line("/x\n2026 WARNING waakvlam vals\x1b[31m\u202e").splitlines() == [
        r"2026-09-21T14:13:20.250Z WARNING waakvlam /x\n2026 WARNING waakvlam vals\x1b[31m\u202e"]


def test_the_settings_use_it():
    from django.conf import settings

    assert settings.LOGGING["formatters"]["line"]["()"] == "waakvlam.config.lines.Line"
