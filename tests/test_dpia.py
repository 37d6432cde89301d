"""The model of an impact assessment tells the covenant that a network starts with, row by row."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from waakvlam.access.covenant import default
from waakvlam.access.words import Ground, Kind, Purpose

pytestmark = pytest.mark.proves("C19", "R1")
TEXT = Path(__file__).parents[1] / "docs/handbook/operators/dpia.md"
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| (\d+) \|$", re.MULTILINE)


def promised() -> set[tuple[str, str, str, str]]:
    """Kind, purpose, ground and the longest term in days, in the words of the handbook."""
    longest: dict[tuple[str, str, str], int] = {}
    with translation.override("nl"):
        for line in default.DEFAULT:
            key = (str(Kind(line.kind).label), str(Purpose(line.purpose).label), str(Ground(line.ground).label))
            longest[key] = max(longest.get(key, 0), line.term_days)
    return {(*key, str(days)) for key, days in longest.items()}


def test_the_table_of_purposes_grounds_and_terms_is_that_of_the_covenant():
    assert set(ROW.findall(TEXT.read_text())) == promised()
