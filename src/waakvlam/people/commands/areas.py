"""Districts and neighbourhoods: CBS key figures (CSV) and outlines (GeoJSON), each with its year.

Empty cells are suppressed by CBS and stay absent: never zero. Source: CBS Kerncijfers wijken en
buurten; CBS/Kadaster wijk- en buurtkaart.
"""

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who, acting
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid

from .. import placing
from ..models import District, Dwelling, Neighbourhood
from ..policies import PeoplePermission

CODES = {"district": re.compile(r"WK[0-9A-Z]{6}"), "neighbourhood": re.compile(r"BU[0-9A-Z]{8}")}
NOT_FIGURES = frozenset(["code", "niveau", "naam", "gemeentecode", "gemeentenaam", "wijkcode"])
LARGEST = 200_000_000


@dataclass
class Areas:
    """What the files tell, gathered before anything is written."""

    districts: dict[str, str]
    names: dict[str, str]
    figures: dict[str, dict[str, Any]]
    outlines: dict[str, dict[str, Any]]


def import_neighbourhoods(*, paths: Iterable[Path], year: int, by: Who) -> dict[str, int]:
    """Add or renew the areas of a year; other years stay. Then place homes that have no place.

    Raises Invalid for a file in another shape; then nothing is written.
    """
    require(by, PeoplePermission.IMPORT_AREAS)
    if not 1995 <= year <= 2100:
        raise Invalid("year", _("Geef het jaar van de indeling."), came_in=str(year), expected="2024")
    found = Areas({}, {}, {}, {})
    for path in paths:
        _read(path, found)
    with acting(by):
        districts = _districts(found, year, by)
        written = _neighbourhoods(found, districts, year, by)
        audit.record(by, "areas.import", None, year=year, neighbourhoods=written)
    placed = place_dwellings(by=by)
    return {"districts": len(districts), "neighbourhoods": written, "outlines": len(found.outlines),
            "figures": len(found.figures), "placed": placed}


def place_dwellings(*, by: Who) -> int:
    """Give homes with a point but no neighbourhood their place, and homes with a code the newest
    row of that code. How many changed."""
    with acting(by):
        places = placing.latest(by.network_id)
        newest = dict(Neighbourhood.objects.filter(network_id=by.network_id).order_by("year").values_list("code", "id"))
        loose = Dwelling.objects.filter(organisation_id=by.organisation_id, neighbourhood=None).exclude(
            neighbourhood_code="", latitude=None)
        changed = []
        for home in loose.only("id", "neighbourhood_code", "latitude", "longitude").iterator(2_000):
            if not home.neighbourhood_code and home.latitude is not None and home.longitude is not None:
                home.neighbourhood_code = places.find(home.latitude, home.longitude)
            if found := newest.get(home.neighbourhood_code):
                home.neighbourhood_id = found
                changed.append(home)
        Dwelling.objects.bulk_update(changed, ["neighbourhood", "neighbourhood_code"], batch_size=2_000)
        return len(changed)


def _read(path: Path, found: Areas) -> None:
    if path.stat().st_size > LARGEST:
        raise Invalid("te-groot", _("Dit bestand is te groot voor wijken en buurten."), came_in=path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
        if text.lstrip()[:1] == "{":
            _outlines(json.loads(text), found)
        else:
            _figures(text, found)
    except (ValueError, KeyError, TypeError, csv.Error) as trouble:
        raise Invalid("areas_shape", _("%(file)s is geen CSV met kerncijfers en geen GeoJSON met omtrekken.") % {
            "file": path.name}, came_in=str(trouble)[:80], expected="code, niveau, naam, wijkcode, …") from trouble


def _outlines(document: dict[str, Any], found: Areas) -> None:
    for feature in document["features"]:
        facts, outline = feature["properties"], feature["geometry"]
        code = facts["buurtcode"]
        if not CODES["neighbourhood"].fullmatch(code) or outline["type"] not in ("Polygon", "MultiPolygon"):
            raise ValueError(code)
        placing.Places.of([(code, outline)])  # fails here on a broken outline, before anything is written
        found.outlines[code] = outline
        found.names.setdefault(code, facts["buurtnaam"])


def _figures(text: str, found: Areas) -> None:
    sign = ";" if text[:4000].count(";") > text[:4000].count(",") else ","
    rows = csv.DictReader(text.splitlines(), delimiter=sign)
    if not {"code", "naam"} <= set(rows.fieldnames or ()):
        raise ValueError(str(rows.fieldnames)[:80])
    for row in rows:
        code = row["code"]
        if CODES["district"].fullmatch(code):
            found.districts[code] = row["naam"]
        elif CODES["neighbourhood"].fullmatch(code):
            found.names[code] = row["naam"]
            found.figures[code] = {name: _value(value) for name, value in row.items()
                                   if name and name not in NOT_FIGURES and value not in ("", None)}


def _value(text: str) -> float | int | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() and "." not in text else number


def _districts(found: Areas, year: int, by: Who) -> dict[str, Any]:
    codes = {f"WK{code[2:8]}" for code in found.names} | set(found.districts)
    rows = [District(network_id=by.network_id, code=code, year=year, name=found.districts.get(code, code))
            for code in sorted(codes)]
    named = [row for row in rows if row.code in found.districts]
    District.objects.bulk_create([row for row in rows if row not in named], ignore_conflicts=True)
    District.objects.bulk_create(named, update_conflicts=True, unique_fields=["network", "code", "year"],
                                 update_fields=["name"])
    return dict(District.objects.filter(network_id=by.network_id, year=year, code__in=codes).values_list("code", "id"))


def _neighbourhoods(found: Areas, districts: dict[str, Any], year: int, by: Who) -> int:
    """Figures and outlines may come in different files: what a file lacks stays as it was."""
    known = {row.code: row for row in Neighbourhood.objects.filter(network_id=by.network_id, year=year)}
    made: list[Neighbourhood] = []
    renewed: list[Neighbourhood] = []
    for code, name in found.names.items():
        row = known.get(code) or Neighbourhood(network_id=by.network_id, code=code, year=year)
        row.name, row.district_id = name, districts.get(f"WK{code[2:8]}")
        row.outline = found.outlines.get(code, row.outline)
        row.figures = found.figures.get(code, row.figures)
        (renewed if code in known else made).append(row)
    Neighbourhood.objects.bulk_create(made, batch_size=500)
    Neighbourhood.objects.bulk_update(renewed, ["name", "district", "outline", "figures"], batch_size=500)
    return len(made) + len(renewed)
