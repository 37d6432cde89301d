"""The page on the ASVS promises nothing that is not there: each line has its test, its file, a reason or "not met"."""

import re
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.proves("C19")
HERE = Path(__file__).resolve().parents[1]
PAGE = HERE / "docs" / "reference" / "asvs.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\| \d+\.\d+\.\d+ \|.*\|$", TEXT, re.M)]
# Requirements of levels 1 and 2 per chapter of version 5.0.0.
PER_CHAPTER = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16, 17: 7}


def test_every_requirement_of_both_levels_stands_there_once():
    numbers = [row[0] for row in ROWS]
    assert len(numbers) == len(set(numbers)) == sum(PER_CHAPTER.values())
    assert Counter(int(number.split(".")[0]) for number in numbers) == PER_CHAPTER


def test_every_line_shows_what_it_says():
    wrong = []
    for number, asked, state, what, shown in ROWS:
        if not asked or state not in ("met", "n/a", "**not met**"):
            wrong.append(f"{number}: {state}")
        elif state == "met" and not _stands(shown):
            wrong.append(f"{number}: nothing shows it: {shown}")
        elif state != "met" and len(what) < 5:
            wrong.append(f"{number}: no reason")
        elif shown != "—" and not _stands(shown):
            wrong.append(f"{number}: {shown} is not there")
    assert not wrong


def _stands(shown: str) -> bool:
    """A test that exists, or a file that exists."""
    if cited := re.fullmatch(r"`([\w/]+\.py)::(test_\w+)`", shown):
        path, name = cited.groups()
        file = HERE / path if path.startswith("tests/") else HERE / "src" / "waakvlam" / path
        return file.exists() and f"def {name}(" in file.read_text(encoding="utf-8")
    linked = re.fullmatch(r"\[[\w.\-]+\]\(([\w./\-]+)\)", shown)
    return linked is not None and (PAGE.parent / linked[1]).is_file()


def test_the_counts_at_the_top_are_right():
    found = Counter(row[2] for row in ROWS)
    told = re.search(r"^\| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", TEXT, re.M)
    assert [int(n) for n in told.groups()] == [found["met"], found["n/a"], found["**not met**"], len(ROWS)]
