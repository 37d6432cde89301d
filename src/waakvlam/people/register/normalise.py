"""One record (field → cell) to a RegisterRow, or to Refused with every reason.

A value that cannot be read is left out and reported; only a row without a person, a key or a
place is refused. Called for every row of a file: 80,000 rows in a few seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from waakvlam.kit.time import today

from . import addresses, names
from .cells import Cells, Record
from .phones import Phone, parse_phones
from .problems import Problem, Weight
from .rows import Refused, RegisterRow
from .words import ORGANISATION, ROLES, STAGES, yes_or_no

EMAIL = re.compile(r"[^@\s,;<>()•]+@[^@\s,;<>()•]+\.[a-z]{2,24}", re.IGNORECASE)


class Normaliser(Cells):
    """A record in, one or two people out."""

    def __call__(self, number: int, record: Record, known: list[Problem] | None = None) -> Iterator[RegisterRow | Refused]:
        """One or two people: a register may name tenant and co-tenant on one row."""
        self.row, self.problems = number, list(known or ())
        values = self._place(record)
        person = self._person(record, values)
        if any(found.weight is Weight.ROW for found in self.problems):
            yield Refused(number, tuple(self.problems), _kept_key(self.problems, person))
            return
        yield RegisterRow(number=number, **values, **person, problems=tuple(self.problems))
        if record.get("co_full_name") or record.get("co_last_name"):
            yield from self._second(number, record, values)

    def _second(self, number: int, record: Record, values: dict) -> Iterator[RegisterRow | Refused]:
        self.problems = []
        other = {field.removeprefix("co_"): value for field, value in record.items() if field.startswith("co_")}
        person = self._person({"role": "medehuurder", **other}, values)
        if not any(found.weight is Weight.ROW for found in self.problems):
            # A co-tenant has no children of their own here, else they would count twice.
            shared = {**values, "children": None}
            yield RegisterRow(number=number, **shared, **person, problems=tuple(self.problems))

    # -- the place

    def _place(self, record: Record) -> dict:
        values = self._address(record)
        values["dwelling_key"] = self.key(record, "dwelling_key") or _address_key(values)
        if not values["dwelling_key"]:
            self.note("geen-adres", "address" if "address" in self.titles else "postcode")
        values["tenancy_key"] = self.key(record, "tenancy_key")
        values["household_key"] = (self.key(record, "household_key") or values["tenancy_key"]
                                   or "w:" + values["dwelling_key"])
        for field in ("estate", "block", "entrance"):
            values[field] = self.text(record, field)
        values["floor"] = self.whole(record, "floor", -5, 200)
        values["door"] = self.whole(record, "door", 1, 400)
        values["children"] = self.whole(record, "children", 0, 30)
        values["neighbourhood_code"] = self._neighbourhood(record)
        values["latitude"], values["longitude"] = self._point(record)
        values |= self._tenancy(record)
        return values

    def _address(self, record: Record) -> dict:
        street, city = self.text(record, "street"), self.text(record, "city")
        postcode, house = self._postcode(record), self._house_number(record)
        line = self.text(record, "address")
        if line:
            line_street, line_house, line_postcode, line_city = addresses.split_line(line)
            street, city = street or line_street, city or line_city
            postcode, house = postcode or line_postcode, house or line_house
        elif street and house is None and not record.get("house_number"):
            street, house, _none, _none = addresses.split_line(street)
        letter = self.text(record, "house_letter").upper() or (house.letter if house else "")
        extra = addresses.normal_addition(self.text(record, "addition")) or (house.addition if house else "")
        if len(letter) > 1:
            letter, extra = "", (letter + " " + extra).strip()[:12]
        return {"street": street, "house_number": house.number if house else None, "house_letter": letter,
                "addition": extra, "postcode": postcode, "city": city}

    def _postcode(self, record: Record) -> str:
        text = self.text(record, "postcode")
        found = addresses.parse_postcode(text) if text else ""
        if found is None:
            self.note("postcode-onleesbaar", "postcode", text)
        return found or ""

    def _house_number(self, record: Record) -> addresses.HouseNumber | None:
        text = self.text(record, "house_number")
        found = addresses.parse_house_number(text) if text else None
        if text and found is None:
            self.note("huisnummer-onleesbaar", "house_number", text)
        return found

    def _neighbourhood(self, record: Record) -> str:
        text = self.text(record, "neighbourhood_code")
        found = addresses.parse_neighbourhood_code(text) if text else ""
        if found is None:
            self.note("buurtcode-onleesbaar", "neighbourhood_code", text)
        return found or ""

    def _point(self, record: Record) -> tuple[float | None, float | None]:
        texts = [str(record.get(field) or "").strip().replace(",", ".") for field in ("latitude", "longitude")]
        if not any(texts):
            return None, None
        try:
            latitude, longitude = float(texts[0]), float(texts[1])
        except ValueError:
            latitude = longitude = 0.0
        if not addresses.in_the_netherlands(latitude, longitude):
            self.note("punt-onleesbaar", "latitude", " / ".join(texts))
            return None, None
        return latitude, longitude

    def _tenancy(self, record: Record) -> dict:
        start, end = self.day(record, "tenancy_start"), self.day(record, "tenancy_end")
        if start and end and end < start:
            self.note("einde-voor-begin", "tenancy_end", f"{start:%d-%m-%Y} – {end:%d-%m-%Y}")
            end = None
        stage = self.text(record, "arrears_stage")
        found = STAGES.get(names.plain(stage)) if stage else ""
        if found is None:
            self.note("fase-onbekend", "arrears_stage", stage)
        return {"tenancy_start": start, "tenancy_end": end, "arrears_stage": found or "",
                "moved": self._moved(record), "secret_address": self.flag(record, "secret_address")}

    def _moved(self, record: Record) -> bool:
        """A column of yes and no, or the day on which somebody left."""
        value = record.get("moved")
        if value and yes_or_no(value) is None:
            left = self.day(record, "moved")
            return bool(left and left <= today())
        return self.flag(record, "moved")

    # -- the person

    def _person(self, record: Record, place: dict) -> dict:
        name = self._name(record)
        birth = self.day(record, "birth_date", birth=True)
        values = {
            "initials": name.initials[:20], "first_name": name.first_name[:60], "infix": name.infix[:20],
            "last_name": name.last_name[:80], "sort_name": name.sort_key[:120], "birth_date": birth,
            "phones": self._phones(record), "email": self._email(record), "role": self._role(record),
            "deceased": self._deceased(record), "do_not_call": self.flag(record, "do_not_call"),
        }
        values["person_key"] = self._person_key(record, name, birth, place)
        return values

    def _name(self, record: Record) -> names.Name:
        last = self.text(record, "last_name")
        if not last:
            name = names.split_full_name(self.text(record, "full_name"))
        else:
            infix, last = names.split_last_name(last, self.text(record, "infix"))
            first = self.text(record, "first_name")
            given = names.normal_initials(self.text(record, "initials")) or names.first_letters(first)
            name = names.Name(given, first, infix, last)
        if not any(map(str.isalpha, name.last_name)):
            self.note("geen-naam", "last_name" if "last_name" in self.titles else "full_name", name.last_name)
        elif ORGANISATION.search(name.last_name):
            self.note("geen-persoon", "last_name" if "last_name" in self.titles else "full_name", name.last_name)
        return name

    def _person_key(self, record: Record, name: names.Name, birth: date | None, place: dict) -> str:
        key = self.key(record, "person_key")
        if not key and "person_key" in self.titles and "person_key" in record:
            self.note("sleutel-ontbreekt", "person_key")
        # Without a number of their own somebody is name, birth date and home: a corrected
        # name is then a new person, which the preview shows.
        basis = f"{name.sort_key}|{birth}|{place['dwelling_key']}"
        return key or "p:" + blake2b(basis.encode(), digest_size=12).hexdigest()

    def _phones(self, record: Record) -> tuple[Phone, ...]:
        found: dict[str, Phone] = {}
        for field, whose in (("phone", ""), ("phone_work", "werk"), ("phone_contact", "contactpersoon")):
            value = record.get(field)
            if value is None or value == "":
                continue
            for cell in value if isinstance(value, list) else (value,):
                if isinstance(cell, str) and cell.startswith("="):
                    cell = self._unwrapped(field, cell)
                phones, bad = parse_phones(cell, whose=whose)
                for phone in phones:
                    found.setdefault(phone.number, phone)
                for piece in bad:
                    self.note("telefoon-onleesbaar", field, piece)
        return tuple(found.values())

    def _email(self, record: Record) -> str:
        text = self.text(record, "email").removeprefix("mailto:").strip("<>").lower()
        if not text or text in ("geen", "onbekend", "-", "nvt", "n.v.t."):
            return ""
        first = re.split(r"[;,\s]+", text)[0]
        if EMAIL.fullmatch(first):
            return first
        self.note("email-onleesbaar", "email", text)
        return ""

    def _role(self, record: Record) -> str:
        return ROLES.get(names.plain(self.text(record, "role")), "tenant" if not record.get("role") else "adult")

    def _deceased(self, record: Record) -> bool:
        value = record.get("deceased")
        if value and yes_or_no(value) is None:
            return self.day(record, "deceased") is not None
        return self.flag(record, "deceased")


def _kept_key(problems: list[Problem], person: dict) -> str:
    return "" if any(found.code == "bsn-als-sleutel" for found in problems) else person["person_key"]


@lru_cache(maxsize=4096)
def _address_key_of(postcode: str, number: int, letter: str, addition: str) -> str:
    return "a:" + "-".join(filter(None, (postcode, str(number), letter, addition)))


def _address_key(values: dict) -> str:
    if not values["postcode"] or values["house_number"] is None:
        return ""
    return _address_key_of(values["postcode"], values["house_number"], values["house_letter"], values["addition"])
