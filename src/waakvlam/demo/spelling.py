"""How clerks type: dates, postcodes and additions in the spellings that registers are full of."""

import random
import unicodedata
from datetime import date

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
           "oktober", "november", "december")  # fmt: skip
# Letters that old systems cannot write (Windows-1252), as they are written instead.
_PLAIN = str.maketrans("ıİłŁğĞşŞ", "iIlLgGsS")


def day(value: date, rng: random.Random) -> str:
    """Mostly 17-03-1943; sometimes another way of writing the same day."""
    draw = rng.random()
    if draw < 0.9:
        return f"{value.day:02}-{value.month:02}-{value.year}"
    if draw < 0.94:
        return value.isoformat()
    if draw < 0.97:
        return f"{value.day}/{value.month}/{value.year}"
    if draw < 0.99:
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}{value.month:02}{value.day:02}"


def postcode(value: str, rng: random.Random) -> str:
    draw = rng.random()
    if draw < 0.6:
        return value
    return value.replace(" ", "") if draw < 0.95 else value.replace(" ", "").lower()


def house(number: int, addition: str, rng: random.Random) -> tuple[str, str]:
    """House number and addition: mostly apart, sometimes in one cell, in either case."""
    if not addition:
        return str(number), ""
    draw = rng.random()
    if draw < 0.8:
        return str(number), addition
    if draw < 0.9:
        return str(number), addition.lower()
    return f"{number}{'-' if addition[0].isdigit() else ' '}{addition}", ""


def infix(value: str, rng: random.Random) -> str:
    return value if rng.random() < 0.93 else value.capitalize()


def windows(text: str) -> str:
    """The nearest text that Windows-1252 can hold."""
    try:
        text.encode("cp1252")
        return text
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        return plain.encode("cp1252", "ignore").decode("cp1252")
