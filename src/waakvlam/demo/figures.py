"""Key figures of Vlierdrecht in the columns of CBS, so that the real importer reads them."""

import csv
from pathlib import Path

from .geometry import area
from .ids import chance
from .places import CODE, NAME, Neighbourhood, municipality

COLUMNS = (
    "code", "niveau", "naam", "gemeentecode", "gemeentenaam", "wijkcode", "inwoners",
    "inwoners65plus", "inwoners0tot15", "dichtheid", "huishoudensgrootte", "huishoudens",
    "wozWaarde", "koopwoningen", "eengezinswoning", "inkomenPerInwoner", "stedelijkheid",
    "adressendichtheid", "oppervlakteLandHa", "afstandHuisarts", "afstandSupermarkt",
    "afstandSchool", "scholenBinnen3km", "postcode", "stedelijkheidLabel", "oppervlakteLandKm2",
    "misdrijven_per1000", "misdrijven_12m", "misdrijven_2021", "misdrijven_2022",
    "misdrijven_2023", "misdrijven_2024", "misdrijven_2025", "goed_ervaren_gezondheid_pct",
)  # fmt: skip
_SUMMED = ("inwoners", "inwoners65plus", "inwoners0tot15", "huishoudens", "oppervlakteLandHa",
           "misdrijven_12m")  # fmt: skip

Figures = dict[str, object]


def key_figures() -> list[Figures]:
    """The municipality, its districts and its neighbourhoods, one row each, in that order."""
    place = municipality()
    hoods = [_of_neighbourhood(h) for h in place.neighbourhoods]
    whole = _together(hoods) | {"code": CODE, "niveau": "gemeente", "naam": NAME}
    districts = []
    for d in place.districts:
        parts = [h for h in hoods if h["wijkcode"] == d.code]
        districts.append(_together(parts) | {
            "code": d.code, "niveau": "wijk", "naam": d.name, "wijkcode": d.code})
    return [_complete(row) for row in (whole, *districts, *hoods)]


def write_key_figures(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(key_figures())


def _of_neighbourhood(hood: Neighbourhood) -> Figures:
    rng = chance("figures", hood.code)
    income, doctor, crimes, health = hood.mood
    households = round(hood.homes / (hood.let_share / 100) * 0.97)
    size = round(1.75 + rng.random() * 0.5, 1)
    people = round(households * size)
    single = sum(count for kind, count in hood.estates if kind == "terraced") / hood.homes
    return {
        "code": hood.code, "niveau": "buurt", "naam": hood.name, "wijkcode": hood.district.code,
        "inwoners": people, "huishoudens": households, "huishoudensgrootte": size,
        "inwoners65plus": round(people * (0.12 + rng.random() * 0.12)),
        "inwoners0tot15": round(people * (0.12 + rng.random() * 0.08)),
        "wozWaarde": round(120 + income * 8.5), "koopwoningen": max(5, 88 - hood.let_share),
        "eengezinswoning": round(100 * single), "inkomenPerInwoner": income,
        "oppervlakteLandHa": round(area(hood.ring) / 10_000), "afstandHuisarts": doctor,
        "afstandSupermarkt": round(doctor * 0.9, 1), "afstandSchool": round(0.4 + rng.random() / 2, 1),
        "scholenBinnen3km": round(6 + rng.random() * 8, 1), "postcode": hood.district.postcode,
        "misdrijven_12m": round(people * crimes / 1000), "goed_ervaren_gezondheid_pct": health,
    }  # fmt: skip


def _together(rows: list[Figures]) -> Figures:
    """Sums of counts; means weighted by households for the rest."""
    found: Figures = {name: sum(int(str(r[name])) for r in rows) for name in _SUMMED}
    weights = [float(str(r["huishoudens"])) for r in rows]
    for name in rows[0].keys() - set(_SUMMED) - {"code", "niveau", "naam", "wijkcode", "postcode"}:
        values = (float(str(r[name])) * w for r, w in zip(rows, weights, strict=True))
        found[name] = round(sum(values) / sum(weights), 1)
    return found


def _complete(row: Figures) -> Figures:
    people, hectares = int(str(row["inwoners"])), int(str(row["oppervlakteLandHa"]))
    rng = chance("years", row["code"])
    crimes = int(str(row["misdrijven_12m"]))
    years = {f"misdrijven_{year}": round(crimes * (0.85 + rng.random() * 0.25))
             for year in range(2021, 2025)}
    return dict.fromkeys(COLUMNS, "") | row | years | {
        "gemeentecode": CODE, "gemeentenaam": NAME, "misdrijven_2025": crimes,
        "dichtheid": round(people / hectares * 100), "oppervlakteLandKm2": round(hectares / 100, 1),
        "adressendichtheid": 1650, "stedelijkheid": 2, "stedelijkheidLabel": "sterk stedelijk",
        "misdrijven_per1000": round(crimes / people * 1000, 1),
    }  # fmt: skip
