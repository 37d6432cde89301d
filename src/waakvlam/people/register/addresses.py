"""Postcode, house number, letter and addition, in the shapes of the BAG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

POSTCODE = re.compile(r"([1-9]\d{3})\s*-?\s*([A-Za-z]{2})")
NUMBER = re.compile(r"(\d{1,5})\s*[-–/ ]?\s*([A-Za-z](?![A-Za-z]))?[\s\-–/.,]*([\w\s\-]{0,12})")
# A street ends in a letter, a quote or a full stop; a number stands behind it.
LINE = re.compile(r"(?P<street>.*?[^\W\d_]['’.)]*(?:\s\d{4}(?=\s+\d))?)\s+(?P<number>\d{1,5}(?:[\s\-–/]*[\w\-–/ ]{0,12})?)")
NEVER = frozenset({"SA", "SD", "SS"})  # not given out
BUURT = re.compile(r"(?:BU)?(\d{4}[0-9A-Z]{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HouseNumber:
    number: int
    letter: str = ""
    addition: str = ""


@lru_cache(maxsize=16_384)
def parse_postcode(text: str) -> str | None:
    """"1506ab", "1506 AB" to "1506AB"; None where it is none."""
    match = POSTCODE.fullmatch(text.strip())
    if not match or match.group(2).upper() in NEVER:
        return None
    return match.group(1) + match.group(2).upper()


@lru_cache(maxsize=16_384)
def parse_house_number(text: str) -> HouseNumber | None:
    """"12", "12a", "12-A", "12 A-3", "12 hs", "12-III", "12 bis", "12/2". None where it is none."""
    match = NUMBER.fullmatch(text.strip())
    if not match or not int(match.group(1)):
        return None
    return HouseNumber(int(match.group(1)), (match.group(2) or "").upper(), normal_addition(match.group(3)))


def normal_addition(text: str) -> str:
    """Upper case without separators at the ends; "bg" and "hs" stay as they are written."""
    return " ".join(text.replace("–", "-").strip(" -/.,").upper().split())[:12]


@lru_cache(maxsize=20_000)
def split_line(text: str) -> tuple[str, HouseNumber | None, str, str]:
    """A whole address in a cell: street, house number, postcode, city. Empty where absent."""
    text = " ".join(text.replace("\n", ", ").split())
    postcode = city = ""
    if match := re.search(r"\b([1-9]\d{3})\s?([A-Za-z]{2})\b(?:\s+(.*))?$", text):
        postcode = parse_postcode(match.group(1) + match.group(2)) or ""
        city = (match.group(3) or "").strip(" ,")
        text = text[: match.start()].strip(" ,") if postcode else text
    if match := LINE.fullmatch(text.strip(" ,")):
        return match["street"].strip(" ,"), parse_house_number(match["number"]), postcode, city
    return text, None, postcode, city


@lru_cache(maxsize=20_000)
def parse_neighbourhood_code(text: str) -> str | None:
    """"BU04791111", "04791111" or the number that a spreadsheet made of it (4791111)."""
    text = text.strip().upper().removesuffix(".0")
    if text.isdigit() and len(text) == 7:
        text = "0" + text
    match = BUURT.fullmatch(text)
    return "BU" + match.group(1).upper() if match else None


def in_the_netherlands(latitude: float, longitude: float) -> bool:
    """WGS84 degrees, European part."""
    return 50.7 <= latitude <= 53.7 and 3.3 <= longitude <= 7.3
