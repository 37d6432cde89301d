"""A register end to end, in a process of its own so that its memory is its own.

Floor: COPY of the same rows, already normalised, into a plain table as the owner: no wall, no
reading of the file, no comparing. `python -m bench.register FILE KIND` is that process.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.scale import is_full

HEADERS = ("Huurdernummer", "Huishoudnummer", "Contractnummer", "Eenheidnummer", "Rol", "Voorletters", "Tussenvoegsel",
           "Achternaam", "Geboortedatum", "Telefoon", "Mobiel", "E-mail", "Straat", "Huisnummer", "Toevoeging",
           "Postcode", "Plaats", "Complex", "Portiek", "Verdieping", "Buurtcode", "Ingangsdatum", "Geheim adres",
           "Niet bellen", "BSN", "Geslacht", "Opmerkingen")
NAMES = ["Jansen", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Vos", "Peters", "Hendriks", "Dekker", "Brouwer", "Yılmaz", "Amrani", "Kowalski"]
INFIXES = ("", "", "", "de", "van", "van der", "van den")


def lines(count: int) -> Iterator[tuple[Any, ...]]:
    """Two people to a home, sixteen homes to a stairwell; the same every time."""
    for n in range(1, count + 1):
        home, stairs = (n + 1) // 2, n // 32
        letters = "ABCDEGHJKL"
        yield (f"H{n:07d}", f"G{home:07d}", f"C{home:07d}", f"E{home:07d}", "huurder" if n % 2 else "medehuurder",
               "J.A." if n % 3 else "P.", INFIXES[home % 7], NAMES[home % 15] + ("" if n % 5 else "s"),
               f"{n % 28 + 1:02d}-{n % 12 + 1:02d}-{1930 + n % 75}", f"075-{6_000_000 + home % 900_000}" if n % 2 else "",
               f"06 {10_000_000 + n * 37 % 49_000_000}", f"bewoner{n}@example.org" if n % 2 else "",
               f"Straat {stairs // 40}", stairs % 600 + 1, str(home % 16 + 1),
               f"{1500 + stairs // 6000} {letters[stairs // 600 % 10]}{letters[stairs // 60 % 10]}", "Proefstad",
               f"C{stairs // 8}", f"P{stairs % 8}", home % 16 // 4, "BU04791111",
               f"{n % 28 + 1:02d}-{home % 12 + 1:02d}-{1985 + home % 40}", "ja" if home % 250 == 0 else "",
               "ja" if home % 100 == 0 else "", 111_222_333, "MV"[n % 2], "")


def write(path: Path, count: int) -> Path:
    if path.suffix == ".csv":
        import csv

        with path.open("w", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(HEADERS)
            writer.writerows(lines(count))
        return path
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Huurders")
        for number, cells in enumerate((HEADERS, *lines(count))):
            sheet.write_row(number, 0, cells)
    return path


def figures() -> Iterator[dict[str, Any]]:
    tenants, many = (80_000, 1_000_000) if is_full() else (4_000, 20_000)
    with tempfile.TemporaryDirectory() as folder:
        workbook = write(Path(folder) / "register.xlsx", tenants)
        first, again = _run(workbook, "anders"), _run(workbook, "anders")
        yield _row("register: XLSX to register", tenants, first["seconds"], "s", first["floor"], "value <= 30")
        yield _row("register: XLSX, memory", tenants, first["megabytes"], "MB", goal="value <= 400")
        yield _row("register: XLSX to preview", tenants, first["preview"], "s", first["floor"])
        yield _row("register: XLSX again, unchanged", tenants, again["seconds"], "s", first["floor"])
        few = _run(write(Path(folder) / "few.csv", many // 10), "zorg")
        lot = _run(write(Path(folder) / "many.csv", many), "politie")
        yield _row("register: CSV to register", many, lot["seconds"], "s", lot["floor"])
        # Constant: ten times the rows in at most a sixth more memory.
        yield _row("register: CSV, memory", many, lot["megabytes"], "MB", few["megabytes"], "ratio <= 1.17")
    yield _row("register: search a name", tenants, _search("visser"), "ms", goal="value <= 50")
    yield _row("register: search an address", tenants, _search("Straat 12 7"), "ms")


def _row(name: str, scale: int, value: float, unit: str, floor: float | None = None, goal: str = "") -> dict[str, Any]:
    return {"name": name, "scale": scale, "value": value, "unit": unit, "floor": floor, "goal": goal}


def _run(path: Path, slug: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", "bench.register", str(path), slug], check=True,
                          capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    return json.loads(done.stdout.splitlines()[-1])


def _search(words: str) -> float:
    from waakvlam.access import identity
    from waakvlam.access.tests import cast
    from waakvlam.people import queries

    who = cast.who("dora", "register")
    with identity.acting(who):
        queries.residents(who, text=words)
        begun = time.perf_counter()
        for _ in range(10):
            queries.residents(who, text=words)
        return (time.perf_counter() - begun) * 100


def one(path: Path, slug: str) -> dict[str, float]:
    """Import a file as the system of an organisation; seconds, memory, and the floor."""
    import django

    django.setup()
    from waakvlam.access import identity
    from waakvlam.access.tests import cast
    from waakvlam.people import commands
    from waakvlam.people.commands.applying import apply
    from waakvlam.people.models import RegisterImport

    by = identity.system(cast.organisation(slug), "register")
    begun = time.perf_counter()
    batch = commands.read_register(path=path, file_name=path.name, source="Bench", by=by)
    preview = time.perf_counter() - begun
    with identity.acting(by):
        RegisterImport.objects.filter(id=batch.id).update(state="applying", approved_at=batch.created_at)
    apply(batch, by=by)
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "preview": preview, "megabytes": _peak(), "floor": _floor(path)}


def _peak() -> float:
    """The most memory this program held, in MB. `ru_maxrss` would count what its parent held as well."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def _floor(path: Path) -> float:
    from django.db import connections

    from waakvlam.people.commands.staging import FACTS
    from waakvlam.people.register import open_register

    rows = [tuple(getattr(row, name) for name in FACTS) for row in open_register(path).rows()]
    with connections["owner"].cursor() as db:
        db.execute(f"drop table if exists bench_floor; create table bench_floor as "
                   f"select {', '.join(FACTS)} from people_importrow with no data")
        begun = time.perf_counter()
        with db.copy(f"copy bench_floor ({', '.join(FACTS)}) from stdin") as out:
            for row in rows:
                out.write_row(row)
        taken = time.perf_counter() - begun
        db.execute("drop table bench_floor")
    return taken


if __name__ == "__main__":
    print(json.dumps(one(Path(sys.argv[1]), sys.argv[2])))
