"""Columns that a register should not have (R3, R4): only to prove that they are dropped."""

from .ids import chance
from .people import Resident

COLUMNS = ("BSN", "Nationaliteit", "Geslacht", "Burgerlijke staat", "Inkomen", "Geboorteland",
           "Opmerkingen")  # fmt: skip
_CHOICES = {
    "Nationaliteit": ("Nederlandse", "Turkse", "Marokkaanse", "Poolse", "Syrische"),
    "Geslacht": ("M", "V", "X"),
    "Burgerlijke staat": ("gehuwd", "ongehuwd", "weduwe", "gescheiden"),
    "Geboorteland": ("Nederland", "Suriname", "Turkije", "Polen", "Marokko"),
}


def bsn(serial: int) -> str:
    """A number that passes the eleven-test in the series 9999, which is for testing only."""
    head = f"9999{serial % 10_000:04}"
    rest = sum(int(d) * w for d, w in zip(head, range(9, 1, -1), strict=True)) % 11
    # A remainder of 10 has no last digit; the next number has one.
    return head + str(rest) if rest < 10 else bsn(serial + 1)


def value(column: str, person: Resident) -> str | int:
    """What would stand in this column. Raises KeyError for a column not in COLUMNS."""
    rng = chance("forbidden", column, person.key)
    if column == "BSN":
        return bsn(int(rng.random() * 10_000))
    if column == "Inkomen":
        return 1000 * (14 + int(rng.random() * 30))
    if column == "Opmerkingen":
        hidden = f", bsn {bsn(int(rng.random() * 10_000))}" if rng.random() < 0.05 else ""
        return f"Belt liefst in de ochtend{hidden}" if rng.random() < 0.2 else ""
    return rng.choice(_CHOICES[column])
