"""A register in the sector's VERA shapes: eenheden, relaties, huurovereenkomsten, relatiegroepen.

One JSON object with these lists, as an export of the four VERA services gives. References are
objects with an id, bare ids, or URIs that end in the id. What may not be kept is left behind
as each element is read: no bsn, nationaliteit, burgerlijkeStaat, geslacht or inkomen is in
memory when the lists are joined. Source: VERA OpenAPI 4.3.0, Relaties, Vastgoed, Overeenkomsten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from waakvlam.kit.time import today

from . import clusters, forbidden, json_stream
from .columns import plain_header
from .dates import Unreadable, parse_date
from .forbidden import Forbidden
from .problems import Problem, RegisterError, problem
from .sniff import Sniffed

NOT_A_TENANCY = frozenset({"GEA", "VER", "GOE", "VOO", "BEE", "ONT"})  # cancelled, void, not yet, ended
NOT_A_HOME = frozenset({"BED", "MOG", "OVE", "PAR", "REC"})
ROLE_OF = {"HUU": "huurder", "MDH": "medehuurder", "MBW": "medebewoner", "BEW": "medebewoner", "KIN": "kind"}
CONFIDENTIAL = "GEH"
ADULT = 18

Record = dict[str, object]


@dataclass
class Register:
    """The lists, stripped to what is kept, waiting to be joined."""

    people: dict[str, Record] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    units: dict[str, Record] = field(default_factory=dict)
    addresses: dict[str, Record] = field(default_factory=dict)
    contacts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    clusters: dict[str, str] = field(default_factory=dict)
    tenancies: list[tuple[Record, list[str], list[str]]] = field(default_factory=list)
    organisations: set[str] = field(default_factory=set)
    dropped: dict[str, Forbidden] = field(default_factory=dict)

    def records(self) -> Iterator[tuple[int, Record, list[Problem]]]:
        """(number of the huurovereenkomst, record, problems), one per person and home."""
        seen: set[str] = set()
        for number, (tenancy, units, relations) in enumerate(self.tenancies, start=1):
            place, trouble = self._place(number, units)
            if place is None and trouble is None:
                continue
            for person, group, missing in self._tenants(relations):
                if person in seen:
                    continue
                seen.add(person)
                record = {**(place or {}), **tenancy, **self.people.get(person, {}), "household_key": group}
                known = [trouble] if trouble else []
                if missing:
                    known.append(problem("verwijzing-ontbreekt", number, "relaties", person))
                yield number, self._finished(record, person), known

    def _place(self, number: int, units: list[str]) -> tuple[Record | None, Problem | None]:
        known = [self.units[unit] for unit in units if unit in self.units]
        if not known:
            return None, problem("verwijzing-ontbreekt", number, "eenheden", ", ".join(units))
        homes = [unit for unit in known if not unit.get("not_a_home")]
        if not homes:
            return None, None
        home = dict(homes[0])
        home.update(self.addresses.get(str(home.pop("address_id", "")), {}))
        names = [self.clusters[cluster] for cluster in home.pop("cluster_ids", ()) if cluster in self.clusters]  # type: ignore[attr-defined]
        return {**home, **clusters.told(names)}, None

    @property
    def fields(self) -> tuple[str, ...]:
        """What this file can tell: an import leaves all other columns of the register alone."""
        return (*FIELDS, *sorted({clusters.kind(name) for name in self.clusters.values()} - {"estate"}))

    def _tenants(self, relations: list[str]) -> Iterator[tuple[str, str, bool]]:
        """(person, household, unknown): those on the contract and who shares their group."""
        for relation in relations:
            if relation in self.organisations:
                continue
            if relation in self.groups:
                yield from ((member, relation, member not in self.people) for member in self.groups[relation])
                continue
            person = self.people.get(relation)
            groups = person["groups"] if person else ()
            household = next(iter(groups), "") if groups else ""  # type: ignore[call-overload]
            yield relation, household, person is None
            for member in self.groups.get(household, ()):
                if member in self.people:
                    yield member, household, False

    def _finished(self, record: Record, person: str) -> Record:
        record.pop("groups", None)
        record.pop("not_a_home", None)
        ids = record.pop("contact_ids", ())
        for kind, value in (pair for key in [person, *ids] for pair in self.contacts.get(str(key), ())):  # type: ignore[misc]
            if kind == "email":
                record.setdefault("email", value)
            else:
                record[kind] = [*record.get(kind, []), value]  # type: ignore[misc]
        record["role"] = record.get("role") or ("kind" if _is_child(record) else "huurder")
        return record


def load(sniffed: Sniffed) -> Register:
    """Read the lists. Raises RegisterError where the file is not in these shapes."""
    register = Register()
    known = 0
    for name, element in json_stream.elements(sniffed.path, sniffed.encoding):
        reader = READERS.get(plain_header(name))
        if reader is None:
            continue
        if not isinstance(element, dict):
            raise RegisterError("json-vorm", column=name, came=element)
        _note_forbidden(register, element)
        reader(register, element)
        known += 1
    if not known or not (register.people and register.tenancies):
        raise RegisterError("json-vorm", came="relaties, huurovereenkomsten")
    for person, record in register.people.items():
        for group in record["groups"]:  # type: ignore[attr-defined]
            members = register.groups.setdefault(group, [])
            if person not in members:
                members.append(person)
    return register


def _note_forbidden(register: Register, element: dict) -> None:
    for key, value in element.items():
        if value not in (None, "", [], {}) and (kind := forbidden.by_name(plain_header(key))):
            register.dropped[key] = kind


def _relation(register: Register, element: dict) -> None:
    key = _id(element)
    kind = _code(element.get("soort"))
    if kind == "GRO" or "leden" in element:
        register.groups.setdefault(key, []).extend(map(_id, _many(element, "relaties", "leden")))
    elif kind == "REC" or ("kvkNummer" in element or "rechtsvorm" in element):
        register.organisations.add(key)
    else:
        register.people[key] = _person(register, element, key)


def _group(register: Register, element: dict) -> None:
    register.groups.setdefault(_id(element), []).extend(map(_id, _many(element, "relaties", "leden")))


def _person(register: Register, element: dict, key: str) -> Record:
    roles = [ROLE_OF[code] for role in _many(element, "rollen")
             if isinstance(role, dict) and (code := _code(role.get("soort"))) in ROLE_OF]
    contacts = _many(element, "contactgegevens")
    for contact in contacts:
        if isinstance(contact, dict) and ("waarde" in contact or "abonneenummer" in contact):
            _contact(register, {**contact, "relatie": None}, key)
    return {
        "person_key": key, "initials": element.get("voorletters") or element.get("initialen"),
        "first_name": element.get("roepnaam") or element.get("voornaam"), "infix": element.get("tussenvoegsels"),
        "last_name": element.get("achternaam") or element.get("geslachtsnaam"),
        "birth_date": element.get("geboortedatum"), "deceased": element.get("overlijdensdatum"),
        "role": roles[0] if roles else "", "groups": [_id(group) for group in _many(element, "groepen")],
        "contact_ids": [_id(contact) for contact in contacts],
    }


def _contact(register: Register, element: dict, owner: str = "") -> None:
    """Numbers and addresses of a relation; what is invalid or secret is left out."""
    if _code(element.get("status")) == "ONG" or _code(element.get("vertrouwelijkheid")) == CONFIDENTIAL:
        return
    key = owner or _id(element.get("relatie")) or _id(element)
    value = element.get("waarde") or "".join(
        str(element.get(part) or "") for part in ("landnummer", "netnummer", "abonneenummer"))
    kind = _code(element.get("soort"))
    if kind == "EMA" or "@" in str(value):
        register.contacts.setdefault(key, []).append(("email", str(value)))
    elif kind in ("MOB", "TEL", "") and value:
        whose = {"ICE": "phone_contact", "ZAK": "phone_work"}.get(_code(element.get("detailSoort")), "phone")
        register.contacts.setdefault(key, []).append((whose, str(value)))


def _unit(register: Register, element: dict) -> None:
    key = _id(element)
    place = element.get("adres")
    record: Record = {"dwelling_key": key, "floor": element.get("etage"), "address_id": _id(place),
                      "cluster_ids": [_id(cluster) for cluster in _many(element, "clusters")],
                      "not_a_home": _code(element.get("soort")) in NOT_A_HOME}
    if isinstance(place, dict) and place.get("postcode"):
        record |= _place_of(place)
    for cluster in _many(element, "clusters"):
        if isinstance(cluster, dict) and cluster.get("naam"):
            register.clusters[_id(cluster)] = cluster["naam"]
    register.units[key] = record


def _address(register: Register, element: dict) -> None:
    register.addresses[_id(element)] = _place_of(element)


def _place_of(element: dict) -> Record:
    point = element.get("geometrie") if isinstance(element.get("geometrie"), dict) else {}
    place = element.get("woonplaats")
    area = element.get("buurt") if isinstance(element.get("buurt"), dict) else {}
    return {
        "street": element.get("straatnaam") or element.get("straat"), "house_number": element.get("huisnummer"),
        "house_letter": element.get("huisletter"), "addition": element.get("huisnummerToevoeging"),
        "postcode": element.get("postcode"),
        "city": (place.get("naam") or place.get("code")) if isinstance(place, dict) else place,
        "neighbourhood_code": area.get("code"),  # type: ignore[union-attr]
        "latitude": point.get("breedtegraad"), "longitude": point.get("lengtegraad"),  # type: ignore[union-attr]
    }


def _cluster(register: Register, element: dict) -> None:
    register.clusters[_id(element)] = str(element.get("naam") or element.get("code") or "")


def _tenancy(register: Register, element: dict) -> None:
    if _code(element.get("status")) in NOT_A_TENANCY or _over(element.get("einddatum")):
        return
    record = {"tenancy_key": _id(element), "tenancy_start": element.get("begindatum"),
              "tenancy_end": element.get("einddatum")}
    register.tenancies.append((record, [_id(unit) for unit in _many(element, "eenheden")],
                               [_id(relation) for relation in _many(element, "relaties")]))


READERS = {
    "relaties": _relation, "natuurlijkepersonen": _relation, "natuurlijkpersonen": _relation,
    "relatiegroepen": _group, "contactgegevens": _contact, "telefoonnummers": _contact,
    "eenheden": _unit, "adressen": _address, "eenheidadressen": _address, "clusters": _cluster,
    "huurovereenkomsten": _tenancy, "overeenkomsten": _tenancy,
}


def _id(reference: object) -> str:
    """Of an element, an object with keys, a bare id or a URI."""
    if isinstance(reference, dict):
        reference = reference.get("id") or reference.get("idExtern") or reference.get("code") or ""
    return str(reference or "").rstrip("/").rsplit("/", 1)[-1][:60]


def _code(reference: object) -> str:
    """Of reference data: an object, or the code itself."""
    if isinstance(reference, dict):
        reference = reference.get("code")
    return str(reference or "").upper()


def _many(element: dict, *names: str) -> list:
    return [item for name in names for item in (element.get(name) or ()) if isinstance(element.get(name), list)]


def _over(end: object) -> bool:
    try:
        day = parse_date(end)
    except Unreadable:
        return False
    return day is not None and day < today()


def _is_child(record: Record) -> bool:
    try:
        born = parse_date(record.get("birth_date"), birth=True)
    except Unreadable:
        return False
    return born is not None and (today() - born).days < ADULT * 365.25


# What these shapes always tell.
FIELDS = ("person_key", "household_key", "dwelling_key", "tenancy_key", "role", "initials", "first_name", "infix",
          "last_name", "birth_date", "email", "phone", "street", "house_number", "postcode", "city", "estate",
          "floor", "neighbourhood_code", "latitude", "longitude", "tenancy_start", "tenancy_end", "deceased")
