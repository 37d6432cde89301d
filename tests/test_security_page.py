"""The operator's page on security names every limit and every key, as they are in the code."""

import re
from pathlib import Path

import pytest

from waakvlam.access import limits

pytestmark = pytest.mark.proves("C19")
HERE = Path(__file__).resolve().parents[1]
PAGE = (HERE / "docs" / "handbook" / "operators" / "security.md").read_text(encoding="utf-8")
SOURCES = [p for p in (HERE / "src" / "waakvlam").rglob("*.py") if "tests" not in p.parts]
LIMIT = re.compile(r'Limit\("([\w.]+)", most=([\d_]+)')


def test_every_limit_stands_in_the_page_with_its_number():
    found = {match for path in SOURCES for match in LIMIT.findall(path.read_text(encoding="utf-8")) if path.name != "limits.py"}
    told = set(re.findall(r"^\| `([\w.]+)` \| (\d+) \|", PAGE, re.M))
    assert len(found) > 10
    assert told == {(name, most.replace("_", "")) for name, most in found}


def test_every_key_stands_in_the_page_with_how_it_is_replaced():
    settings = (HERE / "src" / "waakvlam" / "config" / "settings.py").read_text(encoding="utf-8")
    keys = set(re.findall(r'secret(?:_if_given)?\("(WAAKVLAM_\w+_KEY)"', settings))
    rows = dict(re.findall(r"^\| `(WAAKVLAM_\w+)` \|(.*)$", PAGE, re.M))
    assert keys
    assert keys == set(rows)
    assert all(len([cell for cell in row.split("|") if cell.strip()]) == 4 for row in rows.values())


def test_terms_heavy_functions_sessions_and_logs_have_their_chapters():
    for chapter in ("Limits of the business", "Fields that must agree", "Keys and algorithms", "Sessions here and elsewhere",
                    "Heavy functions", "Logs", "Mending components"):
        assert len(re.split(rf"^## {chapter}$", PAGE, flags=re.M)[1].split("\n## ")[0]) > 300, chapter


def test_a_reached_limit_leaves_a_line_with_its_name_and_not_whose(caplog, db):
    limit = limits.Limit("proef", most=1, seconds=60)
    limits.allow(limit, "bob@wonen.example.org")
    with pytest.raises(limits.TooMany):
        limits.allow(limit, "bob@wonen.example.org")
    assert [r.getMessage() for r in caplog.records] == ["limit reached: proef"]
