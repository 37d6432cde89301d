"""Dutch spellings of a date. Day before month, always; two-digit years by what they mean."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from waakvlam.kit.time import today

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan januari january", "feb februari febr february", "mrt maart mar march", "apr april",
         "mei may", "jun juni june", "jul juli july", "aug augustus august", "sep sept september",
         "okt oktober oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}
UNKNOWN = frozenset({"", "-", "--", "0", "onbekend", "onb", "nvt", "n.v.t.", "geen", "null", "none", "?", "n/a"})
NUMERIC = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|'?\d{2})")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?")
WORDS = re.compile(r"(\d{1,2})(?:e|ste|de)?[\s\-]+([a-z]+)\.?[\s\-]+(\d{4}|'?\d{2})")
TIME = re.compile(r"[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$")
EXCEL_ZERO = date(1899, 12, 30)
OPEN_END = 2200  # 31-12-9999 and its like mean: no end


class Unreadable(ValueError):
    """`code` is the problem's code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def parse_date(value: object, *, birth: bool = False) -> date | None:
    """None where the source says that it does not know, or that there is no end.

    Raises Unreadable with the code of the problem.
    """
    if isinstance(value, str):
        return _from_text(value, birth)
    if isinstance(value, datetime):
        return _checked(value.year, value.month, value.day, birth)
    if isinstance(value, date):
        return _checked(value.year, value.month, value.day, birth)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(float(value), birth)
    if value is None:
        return None
    raise Unreadable("datum-onleesbaar")


@lru_cache(maxsize=16_384)
def _from_text(text: str, birth: bool) -> date | None:
    text = TIME.sub("", text.strip().lower())
    if text in UNKNOWN:
        return None
    if match := NUMERIC.fullmatch(text):
        day, month, year = match.groups()
        return _checked(_year(year, birth), int(month), int(day), birth)
    if match := ISO.fullmatch(text):
        year, month, day = match.groups()
        return _checked(int(year), int(month), int(day), birth)
    if match := WORDS.fullmatch(text):
        day, word, year = match.groups()
        if word in MONTHS:
            return _checked(_year(year, birth), MONTHS[word], int(day), birth)
    digits = text.removesuffix(".0")
    if digits.isascii() and digits.isdigit() and len(digits) in (4, 5, 8):
        return _from_number(float(digits), birth)
    raise Unreadable("datum-onleesbaar")


def _from_number(number: float, birth: bool) -> date | None:
    whole = int(number)
    if whole == 0:
        return None
    if 9999 < whole < 110_000 or (number != whole and whole > 0):
        return _checked(*(EXCEL_ZERO + timedelta(days=whole)).timetuple()[:3], birth)
    if 1850 <= whole <= OPEN_END:  # a year alone
        raise Unreadable("datum-onvolledig")
    text = f"{whole:08d}"
    if len(text) == 8:
        year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
        if 1850 <= year <= 9999 and 1 <= month <= 12:
            return _checked(year, month, day, birth)
        return _checked(int(text[4:]), int(text[2:4]), int(text[:2]), birth)
    raise Unreadable("datum-onleesbaar")


def _year(text: str, birth: bool) -> int:
    text = text.removeprefix("'")
    if len(text) == 4:
        return int(text)
    year, now = int(text), today().year
    # A birth lies in the past; a tenancy may end some years from now.
    limit = now if birth else now + 20
    return 2000 + year if 2000 + year <= limit else 1900 + year


def _checked(year: int, month: int, day: int, birth: bool) -> date | None:
    if year >= OPEN_END and not birth:
        return None
    if (day == 0 or month == 0) and year:
        raise Unreadable("datum-onvolledig")
    if year <= 1 and month <= 1 and day <= 1:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unreadable("datum-bestaat-niet") from None
    if birth and found == date(1900, 1, 1):  # what many systems write for "unknown"
        return None
    if birth and not date(1900, 1, 1) < found <= today():
        raise Unreadable("datum-toekomst")
    if not birth and year < 1900:
        raise Unreadable("datum-bestaat-niet")
    return found
