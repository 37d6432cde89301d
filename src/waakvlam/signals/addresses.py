"""An address as people type it in one field, and the home of the own register that stands there."""

import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

POSTCODE = r"[1-9]\d{3}\s?[A-Za-z]{2}(?![A-Za-z])"
ADDITION = r"\s?[-/]?\s?(?!" + POSTCODE + r")[A-Za-z0-9]{1,4}"  # in “Duinroos 14 1503 AB” the 1503 is none
LINE = re.compile(
    rf"^(?P<street>(?:\d+e\s+)?[^\d,][^,]*?)\s+(?P<number>\d{{1,5}}(?:{ADDITION}(?=[\s,]|$))?)\s*,?\s*"
    rf"(?P<postcode>{POSTCODE})?\s*,?\s*(?P<city>[^\d,]*)$")
SHORT = re.compile(rf"^(?P<postcode>{POSTCODE})\s*,?\s+(?P<number>\d{{1,5}}(?:{ADDITION})?)$")


@dataclass(frozen=True)
class Place:
    """What was understood: a street and number, or a place in words."""

    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""
    place: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        return dict(self.__dict__)


def read(typed: str) -> Place:
    """“Duinroos 14a, 1503 AB Zaandam”, “1503AB 14”, or anything else as a place."""
    text = " ".join(typed.split())
    found = LINE.match(text) or SHORT.match(text)
    if found is None:
        return Place(place=text[:200])
    parts: dict[str, str | None] = found.groupdict()
    postcode = (parts.get("postcode") or "").replace(" ", "").upper()
    number = parts["number"] or ""
    city = (parts.get("city") or "").strip()
    if city and not postcode and "," not in text:  # “Plein 1945 bij de bank”: words, no address
        return Place(place=text[:200])
    return Place((parts.get("street") or "")[:120], number[:20], postcode, city[:80])


def home(place: Place) -> tuple[UUID | None, str]:
    """(dwelling, neighbourhood code) of the one home of the own register there; (None, "") else. One query."""
    digits = re.match(r"\d+", place.house_number)
    if digits is None or not (place.street or place.postcode):
        return None, ""
    letters = re.sub(r"[^A-Za-z0-9]", "", place.house_number[digits.end():]).lower()
    with connection.cursor() as db:
        db.execute("select signals_home(%s, %s, %s, %s)", [place.street, place.postcode, int(digits.group()), letters])
        found = (db.fetchone() or [None])[0]
    row: dict[str, Any] | None = json.loads(found) if isinstance(found, str) else found
    return (UUID(row["id"]), row["neighbourhood_code"]) if row else (None, "")
