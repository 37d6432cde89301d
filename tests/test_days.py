"""A day is told in the Netherlands' time, everywhere: `moment.date()` is the day in UTC, at night yesterday."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from waakvlam.kit.time import day_of

ROOT = Path(__file__).parents[1]
SHOWS_A_DAY = ("%d", "%m", "%Y")
HELPER = ROOT / "src/waakvlam/kit/time.py"


def in_utc(tree: ast.AST) -> Iterator[ast.AST]:
    """`x.date()`, and `f"{x.some_at:%d-%m}"` or strftime of a moment, where nothing says Amsterdam."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=of, attr="date"), args=[]):
                told = ast.unparse(of)
                if "AMSTERDAM" not in told and "strptime(" not in told and told != "local":
                    yield node
            case ast.FormattedValue(value=of, format_spec=ast.JoinedStr(values=[ast.Constant(value=str(spec))])):
                if any(sign in spec for sign in SHOWS_A_DAY) and _is_moment(of):
                    yield node
            case ast.Call(func=ast.Attribute(value=of, attr="strftime")) if _is_moment(of):
                yield node


def _is_moment(of: ast.AST) -> bool:
    return isinstance(of, ast.Attribute) and (of.attr.endswith("_at") or of.attr == "at")


@pytest.mark.parametrize("text", [
    "planned_at.date()", "now().date()", "(began + rest).date()", 'f"{row.last_at:%d-%m-%Y}"', 's.came_at.strftime("%d-%m-%Y")'])
def test_the_eye_sees_a_day_in_utc(text):
    assert list(in_utc(ast.parse(text)))


@pytest.mark.parametrize("text", [
    "day_of(planned_at)", 'datetime.strptime(text, shape).date()', "moment.astimezone(AMSTERDAM).date()", 'f"{day_of(row.at):%d-%m}"',
    'f"{round.starts_on:%d-%m-%Y}"', 'f"{visit.starts_at:%H:%M}"'])
def test_the_eye_lets_a_dutch_day_be(text):
    assert not list(in_utc(ast.parse(text)))


def test_no_day_is_told_in_utc():
    found = [f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
             for path in sorted((ROOT / "src").rglob("*.py")) if path != HELPER
             for node in in_utc(ast.parse(path.read_text()))]
    assert not found, "use day_of(moment): " + "\n".join(found)


@pytest.mark.parametrize(("moment", "day"), [
    (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), date(2026, 11, 22)), (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), date(2026, 11, 23)),
    (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)), (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1))])
def test_a_day_of_the_netherlands_begins_at_midnight_there(moment, day):
    assert day_of(moment) == day


def test_a_moment_without_a_zone_has_no_day():
    with pytest.raises(ValueError, match="no zone"):
        day_of(datetime(2026, 11, 22, 12))  # noqa: DTZ001  what must be refused
