"""One row of a register: one person in a home in a household, with the tenancy's facts.

There is no field for what may not be kept (R4): what has no place here cannot be stored.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from hashlib import blake2b
from operator import attrgetter

from .phones import Phone
from .problems import Problem


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """Texts are stripped, never None; dates and numbers are None where unknown.

    `number` is the line or sheet row as the user sees it; a row that names two people
    gives two RegisterRows with the same number. The three keys are stable over imports.
    """

    number: int
    person_key: str
    household_key: str
    dwelling_key: str
    tenancy_key: str = ""
    role: str = "tenant"  # tenant, co_tenant, adult, child
    initials: str = ""
    first_name: str = ""
    infix: str = ""
    last_name: str = ""
    sort_name: str = ""
    birth_date: date | None = None
    email: str = ""
    phones: tuple[Phone, ...] = ()
    street: str = ""
    house_number: int | None = None
    house_letter: str = ""
    addition: str = ""
    postcode: str = ""
    city: str = ""
    estate: str = ""
    block: str = ""
    entrance: str = ""
    floor: int | None = None
    door: int | None = None
    neighbourhood_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    tenancy_start: date | None = None
    tenancy_end: date | None = None
    arrears_stage: str = ""
    children: int | None = None
    moved: bool = False
    deceased: bool = False
    secret_address: bool = False
    do_not_call: bool = False
    problems: tuple[Problem, ...] = ()

    def fingerprint(self) -> str:
        """32 hex digits over all that is kept; equal means: nothing to do for this row."""
        # Not astuple: its deep copies would cost a quarter of the time of an import.
        return blake2b(repr(_KEPT(self)).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that does not go in, and why. Who it is about, where known, is not "gone"."""

    number: int
    problems: tuple[Problem, ...]
    person_key: str = ""


FIELDS = tuple(f.name for f in fields(RegisterRow))
_KEPT = attrgetter(*FIELDS[1:-1])  # without the row's number and its problems
