"""The same register in the JSON shapes of VERA 4.3: eenheden, relaties, relatiegroepen, huurovereenkomsten.

Source: Aedes VERA OpenAPI 4.3.0, information domains Vastgoed, Relaties and Overeenkomsten;
codes from its reference data (CC0). Streamed: the households are walked once per list.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from .ids import chance
from .people import Household, Phone, Resident
from .phones import spelled

Json = dict[str, Any]
People = Callable[[], Iterator[tuple[Household, Resident]]]
_HOME = {"terraced": "EIN", "portico": "POF", "gallery": "GAL", "upstairs": "BOV", "seniors": "COR"}
_ROLE = {"tenant": "HUU", "co_tenant": "MDH", "partner": "MBW", "other": "MBW"}


def write(path: Path, people: People) -> None:
    """One JSON document with a list per entity."""
    with path.open("w", encoding="utf-8") as out:
        out.write("{")
        for place, (name, make) in enumerate(_LISTS.items()):
            out.write(f'{"," if place else ""}\n"{name}": [')
            for number, entity in enumerate(make(people())):
                out.write(",\n" if number else "\n")
                json.dump(entity, out, ensure_ascii=False)
            out.write("]")
        out.write("}\n")


def _by_household(people: Iterable[tuple[Household, Resident]]) -> Iterator[tuple[Household, list[Resident]]]:
    for _, found in groupby(people, key=lambda pair: pair[0].key):
        pairs = list(found)
        yield pairs[0][0], [r for _, r in pairs]


def _dwellings(people: Iterable[tuple[Household, Resident]]) -> Iterator[Json]:
    last = ""
    for household, _ in _by_household(people):
        home = household.dwelling
        if home.number == last:  # the tenants before these lived in the same home
            continue
        last = home.number
        yield {
            "id": f"E-{home.number}", "code": home.number, "soort": _code("WOO"),
            "detailSoort": _code(_HOME[home.kind]), "status": _code("VEH"),
            "bouwjaar": home.built, "etage": home.floor, "kamersAantal": home.rooms,
            "clusters": [{"id": home.estate, "naam": home.estate, "soort": _code("OND")}], "adres": _address(household),
        }  # fmt: skip


def _address(household: Household) -> Json:
    home = household.dwelling
    return {
        "id": f"A-{home.number}", "straatnaam": home.street, "huisnummer": str(home.house_number),
        "huisnummerToevoeging": home.addition, "postcode": home.postcode.replace(" ", ""),
        "woonplaats": {"naam": home.city}, "buurt": {"code": home.neighbourhood},
        "geometrie": {"breedtegraad": home.latitude, "lengtegraad": home.longitude},
    }  # fmt: skip


def _persons(people: Iterable[tuple[Household, Resident]]) -> Iterator[Json]:
    for household, person in people:
        rng = chance("spelling", person.key)
        contacts = [_phone(p, spelled(p.number, rng)) for p in person.phones]
        if person.email:
            contacts.append({"soort": _code("EMA"), "waarde": person.email})
        yield {
            "id": person.key, "code": person.key, "soort": _code("NAT"), "status": _code("ACT"),
            "voorletters": person.initials, "roepnaam": person.first_name,
            "tussenvoegsels": person.infix, "achternaam": person.last_name,
            "geboortedatum": person.born.isoformat(),
            "overlijdensdatum": person.died.isoformat() if person.died else None,
            "contactgegevens": contacts, "groepen": [{"id": household.key}],
            "rollen": [{"id": f"{person.key}-{code}", "soort": _code(code)} for code in _roles(person)],
        }  # fmt: skip


def _roles(person: Resident) -> list[str]:
    """VERA has had no role for a child since 2022."""
    return [_ROLE[person.role]] if person.role in _ROLE else []


def _phone(phone: Phone, written: str) -> Json:
    found: Json = {"soort": _code("MOB" if phone.number.startswith("+316") else "TEL"), "waarde": written}
    if phone.whose:
        found |= {"detailSoort": _code("ICE"), "omschrijving": phone.whose}
    return found


def _groups(people: Iterable[tuple[Household, Resident]]) -> Iterator[Json]:
    for household, members in _by_household(people):
        yield {
            "id": household.key, "code": household.key, "soort": _code("GRO"),
            "detailSoort": _code("HUI"), "naam": f"Huishouden {members[0].last_name}",
            "relaties": [{"id": r.key, "code": r.key, "soort": _code("NAT")} for r in members],
        }  # fmt: skip


def _leases(people: Iterable[tuple[Household, Resident]]) -> Iterator[Json]:
    for household, members in _by_household(people):
        ended = household.till.isoformat() if household.till else None
        yield {
            "id": f"O-{household.contract}", "code": household.contract, "soort": _code("HUU"),
            "status": _code("BEE" if ended else "LOP"), "begindatum": household.since.isoformat(),
            "einddatum": ended, "eenheden": [f"E-{household.dwelling.number}"],
            "relaties": [r.key for r in members if r.role in ("tenant", "co_tenant")],
        }  # fmt: skip


def _code(code: str) -> Json:
    return {"code": code}


_LISTS: dict[str, Callable[[Iterable[tuple[Household, Resident]]], Iterator[Json]]] = {
    "eenheden": _dwellings, "relaties": _persons, "relatiegroepen": _groups,
    "huurovereenkomsten": _leases,
}  # fmt: skip
