"""What the rows of a register become, table by table, as tuples for COPY."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID

from django.db.models import Model

from waakvlam.access.identity import Who
from waakvlam.kit.time import AMSTERDAM, now
from waakvlam.people import models
from waakvlam.people.register import RegisterRow

from ..homes import Dwelling
from ..ids import derived
from ..people import Household, Resident

Line = tuple[object, ...]
Table = tuple[type[Model], tuple[str, ...], Iterator[Line]]
SHARED = ("id", "network_id", "organisation_id", "created_at")
DWELLING = (*SHARED, "key", "street", "house_number", "house_letter", "addition", "postcode", "city",
            "estate", "block", "entrance", "floor", "door", "in_block_id", "neighbourhood_id", "neighbourhood_code",
            "latitude", "longitude")  # fmt: skip
BLOCK = (*SHARED, "estate", "name")
HOUSEHOLD = (*SHARED, "dwelling_id", "key", "tenancy_key", "tenancy_start", "tenancy_end",
             "arrears_stage", "children", "secret_address", "do_not_call", "do_not_call_since",
             "last_contact_at", "gone_at")  # fmt: skip
RESIDENT = (*SHARED, "household_id", "key", "part", "initials", "first_name", "infix", "last_name",
            "sort_name", "birth_date", "email", "moved_at", "deceased_at", "fingerprint",
            "source_id")  # fmt: skip
PHONE = (*SHARED, "resident_id", "number", "whose", "rank")


@dataclass
class Tables:
    """`homes` holds the empty ones too; `rows` are what the importer's reader made of `found`."""

    by: Who
    homes: list[Dwelling]
    found: list[Household]
    rows: list[RegisterRow]
    source: UUID
    at: datetime = field(default_factory=now)

    def all(self) -> Iterator[Table]:
        yield models.Block, BLOCK, iter({
            line[0]: line for line in map(self.block, self.homes) if line[-2] != self.unsaid}.values())
        yield models.Dwelling, DWELLING, self.dwellings()
        yield models.Household, HOUSEHOLD, self.households()
        yield models.Resident, RESIDENT, self.residents()
        yield models.Phone, PHONE, self.phones()

    def _shared(self, kind: str, key: str) -> Line:
        return derived(kind, key), self.by.network_id, self.by.organisation_id, self.at

    @cached_property
    def by_household(self) -> dict[str, list[RegisterRow]]:
        found: dict[str, list[RegisterRow]] = {}
        for row in self.rows:
            found.setdefault(row.household_key, []).append(row)
        return found

    @cached_property
    def unsaid(self) -> str:
        """The first gallery flat: of that one the register says nothing, so that somebody has to draw it."""
        return min((home.estate for home in self.homes if home.kind == "gallery"), default="")

    def block(self, home: Dwelling) -> Line:
        return *self._shared("block", f"{self.by.organisation_id}/{home.estate}/{home.block}"), home.estate, home.block

    def _hangs(self, home: Dwelling) -> Line:
        """Block, entrance, floor, door, and the block's row."""
        if home.estate == self.unsaid:
            return "", "", None, None, None
        return home.block, home.entrance, home.floor, home.door or None, self.block(home)[0]

    def dwellings(self) -> Iterator[Line]:
        read = {row.dwelling_key: row for row in self.rows}
        for home in self.homes:
            row = read.get(home.number)
            place: Line = (
                (row.street, row.house_number, row.house_letter, row.addition, row.postcode) if row else
                (home.street, home.house_number, "", home.addition.upper(), home.postcode.replace(" ", "")))
            yield (*self._shared("dwelling", home.number), home.number, *place, home.city, home.estate,
                   *self._hangs(home), derived("neighbourhood", home.neighbourhood),
                   home.neighbourhood, home.latitude, home.longitude)

    def households(self) -> Iterator[Line]:
        for home in self.found:
            rows = self.by_household[home.key]
            refuses = any(r.do_not_call for r in rows)
            yield (*self._shared("household", home.key), derived("dwelling", home.dwelling.number), home.key,
                   home.contract, home.since, home.till, rows[0].arrears_stage,
                   sum(r.role == "child" for r in rows) or None, home.secret, refuses,
                   self.at if refuses else None, None, _moment(home.till))

    def residents(self) -> Iterator[Line]:
        known: dict[str, tuple[Household, Resident]] = {
            p.key: (h, p) for h in self.found for p in h.residents}
        for row in self.rows:
            home, person = known[row.person_key]
            yield (*self._shared("resident", row.person_key), derived("household", home.key),
                   row.person_key, row.role, row.initials, row.first_name, row.infix, row.last_name,
                   row.sort_name, row.birth_date, row.email, _moment(home.till), _moment(person.died),
                   row.fingerprint(), self.source)

    def phones(self) -> Iterator[Line]:
        """Mobile first, somebody else's last: in that order they are tried."""
        for row in self.rows:
            order = sorted(row.phones, key=lambda p: (bool(p.whose), not p.mobile))
            for rank, phone in enumerate(order):
                yield (*self._shared("phone", f"{row.person_key}/{phone.number}"),
                       derived("resident", row.person_key), phone.number, phone.whose, rank)


def _moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time(12), AMSTERDAM) if day else None
