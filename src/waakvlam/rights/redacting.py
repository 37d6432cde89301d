"""Blackens what is another's in a text before a resident reads it (R29).

Taken out: names of others in the household, telephone numbers and e-mail addresses that are neither
the resident's own nor an organisation's. Accents and case do not matter. A surname shared with the
resident stays: it is theirs as well.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

NUMBER = re.compile(r"(?<![\w+])(?:\+|00)?\d(?:[\s().\-]?\d){8,13}(?!\w)")
EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
UNLIKE = str.maketrans("ıłøðßæœ", "ilodsao")
SHORTEST = 2  # letters of a name; initials count only together with a surname


@dataclass(frozen=True)
class Redactor:
    """`names` as patterns on folded text; `own` are numbers (nine last digits) and addresses that stay."""

    names: re.Pattern[str] | None
    own_numbers: frozenset[str]
    own_addresses: frozenset[str]

    def __call__(self, text: str) -> str:
        """The text with others left out. Lengths of what was there cannot be told."""
        spans = [m.span() for m in self.names.finditer(fold(text))] if self.names else []
        spans += [m.span() for m in NUMBER.finditer(text) if digits(m.group()) not in self.own_numbers]
        spans += [m.span() for m in EMAIL.finditer(text) if m.group().lower() not in self.own_addresses]
        made, at = [], 0
        for start, end in sorted(spans):
            if start >= at:
                made += [text[at:start], str(_("[van een ander, weggelaten]"))]
            at = max(at, end)
        return "".join([*made, text[at:]])


def redactor(myself: dict[str, Any], organisations: Iterable[str] = ()) -> Redactor:
    """From what the gate knows of the resident and of the others at home; `organisations` are their
    numbers and addresses. A number that the register calls somebody else's (“dochter”) is another's."""
    own_names = {fold(myself[part]) for part in ("first_name", "last_name", "infix")} - {""}
    kept = [p["number"] for p in myself["phones"] if not p["whose"]]
    patterns = sorted({p for other in myself["others"] for p in _patterns(other["names"], own_names)}, key=len, reverse=True)
    return Redactor(
        re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)") if patterns else None,
        frozenset(digits(n) for n in (*kept, *organisations)),
        frozenset(a.lower() for a in (myself["email"], *organisations) if "@" in a))


def _patterns(names: list[str], own: set[str]) -> set[str]:
    """How somebody may be called: first name, surname, initials with surname."""
    first, initials, infix, last = (fold(n or "") for n in names)
    surname = r"\s+".join(re.escape(part) for part in (*infix.split(), *last.split()))
    found = {re.escape(first)} if len(first) >= SHORTEST and first not in own else set()
    if len(last) >= SHORTEST and last not in own:
        found |= {surname, re.escape(last)}
    if surname:
        found |= {rf"{re.escape(first)}\s+{surname}"} if len(first) >= SHORTEST else set()
        letters = re.sub(r"[^a-z]", "", initials)
        found |= {r"\.?\s?".join(letters) + rf"\.?\s+{surname}"} if letters else set()
    return found


def fold(text: str) -> str:
    """Lower case without accents, sign for sign, so that places in it are places in the text."""
    return "".join((unicodedata.normalize("NFKD", sign)[:1] or sign).lower()[:1].translate(UNLIKE) or sign for sign in text)


def digits(number: str) -> str:
    """The nine last digits: the same for 06…, +316… and 00316…."""
    return re.sub(r"\D", "", number)[-9:]
