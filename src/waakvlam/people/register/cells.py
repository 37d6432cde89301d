"""The cells of one record: texts, keys, days, numbers, yes and no, each with what was wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from .dates import Unreadable, parse_date
from .forbidden import mask
from .problems import Problem, problem
from .words import yes_or_no

Record = Mapping[str, object]
# No longer than the columns that keep them.
LONGEST = {"last_name": 80, "city": 80, "street": 120, "estate": 120, "block": 80, "email": 254,
           "infix": 20, "initials": 20, "entrance": 40}
EXCEL_TEXT = re.compile(r'="?([^"]*)"?')
NUMERIC_KEY = re.compile(r"\d+\.0")


class Cells:
    """Holds the names of the file's columns, to speak of problems in the user's own words."""

    def __init__(self, titles: Mapping[str, str], nine_digits: frozenset[str] = frozenset()) -> None:
        """`nine_digits`: the key fields whose numbers have nine digits, and yet are no BSN."""
        self.titles, self.nine_digits = titles, nine_digits
        self.row = 0
        self.problems: list[Problem] = []

    def note(self, code: str, field: str, came: object = "") -> None:
        self.problems.append(problem(code, self.row, self.titles.get(field, field), came))

    def text(self, record: Record, field: str) -> str:
        value = record.get(field)
        if value is None or value == "":
            return ""
        if value.__class__ is not str:
            return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
        text = " ".join(value.split())
        if text[:1] == "=":
            text = self._unwrapped(field, text)
        masked = mask(text)
        if masked != text:
            self.note("bsn-in-tekst", field, masked)
        longest = LONGEST.get(field, 60)
        if len(masked) > longest:
            self.note("te-lang", field, masked)
        return masked[:longest]

    def _unwrapped(self, field: str, text: str) -> str:
        """Some exports write ="0612" to save a zero; anything else behind = is a formula."""
        match = EXCEL_TEXT.fullmatch(text)
        if match and re.fullmatch(r"[\w\s.+\-@]*", match.group(1)):
            return match.group(1)
        self.note("formule-in-tekst", field, text)
        return ""

    def key(self, record: Record, field: str) -> str:
        text = str(record.get(field) or "").strip()
        if text.startswith("="):
            text = self._unwrapped(field, text)
        if NUMERIC_KEY.fullmatch(text):
            text = text.removesuffix(".0")
        if len(text) > 8 and field not in self.nine_digits and mask(text) != text:
            self.note("bsn-als-sleutel", field, text)
        return text[:60]

    def day(self, record: Record, field: str, birth: bool = False) -> date | None:
        try:
            return parse_date(record.get(field), birth=birth)
        except Unreadable as trouble:
            self.note(trouble.code, field, record.get(field))
        return None

    def flag(self, record: Record, field: str) -> bool:
        value = record.get(field)
        if value is None or value == "" or value is False:
            return False
        if (answer := yes_or_no(value)) is None:
            self.note("ja-nee-onleesbaar", field, value)
        return bool(answer)

    def whole(self, record: Record, field: str, lowest: int, highest: int) -> int | None:
        text = self.text(record, field)
        if not text or text.lower() in ("bg", "begane grond", "-"):
            return 0 if text and text != "-" else None
        match = re.match(r"-?\d+", text)
        if match and lowest <= int(match.group()) <= highest:
            return int(match.group())
        self.note("getal-onleesbaar", field, text)
        return None
