"""Makes fictional registers of any size, for tests, benchmarks and the demo.

Everything follows from `seed` and the row's number: the same call writes the same file.
Numbers of people lie in no real series; the telephone numbers are 06 numbers at random.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADERS = (
    "Huurdernummer", "Huishoudnummer", "Contractnummer", "Eenheidnummer", "Rol", "Voorletters", "Tussenvoegsel",
    "Achternaam", "Geboortedatum", "Telefoon", "Mobiel", "E-mail", "Straat", "Huisnummer", "Toevoeging",
    "Postcode", "Plaats", "Complex", "Portiek", "Verdieping", "Buurtcode", "Ingangsdatum", "Achterstandfase",
    "Geheim adres", "Niet bellen", "BSN", "Geslacht", "Nationaliteit", "Opmerkingen",
)
INFIXES = ("", "", "", "", "de", "van", "van der", "van den", "van de", "ten", "van 't", "el")
LAST_NAMES = (
    "Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Berg Boer Dijk "
    "Jong Vries Groot Graaf Leeuwen Bosch Wit Haan Ruiter Yılmaz Öztürk Amrani Bouzid Nguyen Kowalski Pinas "
    "Vermeulen Kuiper Postma Huisman Prins Veenstra Willems Mol Koster Scholten Blom Wal Beek Hout Kamp Ridder"
).split()
STREETS = ("Dorpsstraat", "Kerkweg", "Poelenburgstraat", "Vrijheidsweg", "Lindelaan", "Weerpad", "Perim", "Plein 1944")
STAGES = ("geen", "geen", "geen", "geen", "geen", "geen", "herinnering", "persoonlijk contact", "regeling")
PER_HOME = (1, 1, 2, 2, 3)


def tenants(count: int, *, seed: int = 1, neighbourhoods: Sequence[str] = ("BU04791111",)) -> Iterator[list[object]]:
    """Rows under HEADERS: households of one to three people in homes of sixteen a stairwell."""
    chance = random.Random(seed)  # noqa: S311
    made = home = 0
    while made < count:
        home += 1
        infix, last = chance.choice(INFIXES), chance.choice(LAST_NAMES)
        shared = _home(chance, home, neighbourhoods)
        for place in range(min(chance.choice(PER_HOME), count - made)):
            made += 1
            yield _person(chance, made, home, place, infix, last, shared)


def _home(chance: random.Random, home: int, neighbourhoods: Sequence[str]) -> dict[str, object]:
    stairwell = home // 16
    return {
        "street": STREETS[stairwell % len(STREETS)], "number": stairwell * 2 % 600 + 1,
        "addition": f"{home % 16 + 1}", "postcode": f"{1500 + stairwell // 2400}{_letters(stairwell)}",
        "complex": f"C{stairwell // 8:04d}", "entrance": f"P{stairwell % 8 + 1}", "floor": home % 16 // 4,
        "neighbourhood": neighbourhoods[stairwell // 20 % len(neighbourhoods)],
        "since": date(1985, 1, 1) + timedelta(days=chance.randrange(14_000)),
        "stage": chance.choice(STAGES), "secret": "ja" if chance.random() < 0.004 else "",
        "phone": f"075-{chance.randrange(2_000_000, 6_999_999)}" if chance.random() < 0.4 else "",
    }


def _letters(number: int) -> str:
    letters = "ABCDEGHJKLMNPRTVWXYZ"  # no S: SA, SD and SS are not given out
    return letters[number // len(letters) % len(letters)] + letters[number % len(letters)]


def _person(chance: random.Random, made: int, home: int, place: int, infix: str, last: str,
            shared: dict[str, object]) -> list[object]:
    age = chance.randrange(19, 98) if place < 2 else chance.randrange(0, 18)
    born = date(2026, 1, 1) - timedelta(days=age * 365 + chance.randrange(365))
    initials = "".join(f"{chance.choice('ABCDEFGHJKLMNPRSTW')}." for _ in range(chance.choice((1, 1, 2))))
    mobile = f"06-{chance.randrange(10_000_000, 59_999_999)}" if age > 12 else ""
    return [
        f"H{made:07d}", f"G{home:07d}", f"C{home:07d}", f"E{home:07d}",
        ("huurder", "medehuurder", "kind")[place], initials, infix, last, born.strftime("%d-%m-%Y"),
        shared["phone"] if not place else "", mobile, f"bewoner{made}@example.org" if chance.random() < 0.5 and age > 15 else "",
        shared["street"], shared["number"], shared["addition"], shared["postcode"], "Waterlandkerkje",
        shared["complex"], shared["entrance"], shared["floor"], shared["neighbourhood"],
        shared["since"].strftime("%d-%m-%Y"), shared["stage"], shared["secret"],  # type: ignore[attr-defined]
        "ja" if chance.random() < 0.01 else "", bsn(chance), chance.choice("MV"),
        chance.choice(("Nederlandse", "Turkse", "Poolse")), "",
    ]


def bsn(chance: random.Random) -> str:
    """Nine digits that pass the eleven test: only ever made to prove that it is dropped."""
    while True:
        digits = [chance.randrange(1, 10), *(chance.randrange(10) for _ in range(7))]
        last = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
        if last < 10:
            return "".join(map(str, [*digits, last]))


def write_csv(path: Path, count: int, *, encoding: str = "utf-8", delimiter: str = ";", **kwargs: object) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(HEADERS)
        writer.writerows(tenants(count, **kwargs))  # type: ignore[arg-type]


def write_xlsx(path: Path, count: int, **kwargs: object) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Huurders")
        sheet.write_row(0, 0, HEADERS)
        for row, cells in enumerate(tenants(count, **kwargs), start=1):  # type: ignore[arg-type]
            sheet.write_row(row, 0, cells)
