"""Areas, homes and people of the three corporations, read as an import would read them.

The register is written as a file and read back by the importer's own reader, so that rows stand
exactly as after an import: importing the same file again finds nothing new. They go in by COPY,
with derived ids.
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.db import connections
from django.db.models import Model

from waakvlam.access import audit
from waakvlam.access.identity import acting
from waakvlam.access.words import Purpose
from waakvlam.people import models, sql
from waakvlam.people.register import Refused, RegisterRow, open_register

from .. import figures, people, places, registers
from ..homes import OWNERS
from ..ids import derived
from .network import NETWORK, system
from .tables import Tables


def load_areas() -> None:
    """Three districts, eighteen neighbourhoods, with outlines and key figures."""
    place = places.municipality()
    known = {str(row["code"]): row for row in figures.key_figures()}
    outlines = {f["properties"]["buurtcode"]: f["geometry"] for f in places.outlines()["features"]}
    with acting(system("gemeente", Purpose.REGISTER)):
        models.District.objects.bulk_create([
            models.District(id=derived("district", d.code), network_id=NETWORK, code=d.code,
                            year=place.year, name=d.name) for d in place.districts])
        models.Neighbourhood.objects.bulk_create([
            models.Neighbourhood(
                id=area(h.code), network_id=NETWORK, district_id=derived("district", h.district.code),
                code=h.code, year=place.year, name=h.name, outline=outlines[h.code],
                figures=_numbers(known[h.code])) for h in place.neighbourhoods])


def _numbers(row: figures.Figures) -> dict[str, object]:
    return {name: value for name, value in row.items() if isinstance(value, int | float)}


def area(code: str) -> UUID:
    return derived("neighbourhood", code)


def load_register() -> int:
    """Every corporation's homes and people; returns how many residents."""
    loaded = sum(_load_owner(owner) for owner in OWNERS)
    _analyse()
    return loaded


def _analyse() -> None:
    """The planner must know at once what came in: without it the next query may take minutes."""
    with connections["owner"].cursor() as db:
        for model in (models.Dwelling, models.Household, models.Resident, models.Phone):
            db.execute(f"analyze {model._meta.db_table}")


def _load_owner(owner: str) -> int:
    homes = [d for d in places.municipality().dwellings if d.owner == owner]
    found = [h for h in people.population() if h.dwelling.owner == owner]
    rows = list(_read(found))
    with acting(system(owner, Purpose.REGISTER)) as by:
        source = models.RegisterSource.objects.create(
            id=derived("source", owner), network_id=NETWORK, organisation_id=by.organisation_id,
            name="Register")
        tables = Tables(by, homes, found, rows, source.id)
        for model, columns, lines in tables.all():
            _insert(model, columns, lines)
        audit.record(by, "register.load", source, residents=len(rows), homes=len(homes))
    return len(rows)


def _read(found: list[people.Household]) -> Iterator[RegisterRow]:
    """The rows as the importer's reader gives them. Raises ValueError where it refuses one."""
    with tempfile.TemporaryDirectory() as folder:
        path = registers.write_of(Path(folder) / "huurders.csv", found)
        for row in open_register(path).rows():
            if isinstance(row, Refused):
                raise ValueError(f"the demo's own register has a bad row: {row}")
            yield row


def _insert(model: type[Model], columns: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> None:
    """Through a temporary table: COPY is fast, and the INSERT from it passes the wall."""
    table, names = model._meta.db_table, ", ".join(columns)
    sql.copied("demo_rows", table, columns, lines)
    sql.run(f"insert into {table} ({names}) select {names} from demo_rows")  # noqa: S608
