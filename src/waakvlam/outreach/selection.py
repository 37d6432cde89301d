"""Who is called, as data: a readable selection. What may not select cannot be said here (R5).

A selection is JSON with only the keys below; anything else is refused on the way in and again
before the SQL is made. Nationality, origin, language, religion, sex and income have no word.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.kit.errors import Invalid

# Recognised only to say clearly why they are refused (R4, R5).
FORBIDDEN = frozenset(
    ["bsn", "nationality", "nationaliteit", "origin", "herkomst", "afkomst", "birth_country", "geboorteland", "language", "taal", "religion", "religie", "geloof", "sex", "gender", "geslacht", "income", "inkomen", "ethnicity", "etniciteit", "marital_status", "burgerlijke_staat", "health", "gezondheid", "diagnosis", "diagnose", "risk_score", "risicoscore", "score"])

HOUSEHOLDS = {
    "alone": gettext_lazy("woont alleen"),
    "two": gettext_lazy("twee volwassenen"),
    "several": gettext_lazy("meer volwassenen"),
    "single_parent": gettext_lazy("één ouder met kinderen"),
    "family": gettext_lazy("gezin met kinderen"),
}
# Lower bounds of the age bands in which make-up is shown.
BANDS = (18, 30, 45, 60, 70, 80, 90)
ARREARS = ("late", "reminder", "contact", "arrangement", "signal", "collection", "judgment", "eviction")
ORDERS = {"mixed": gettext_lazy("door elkaar"), "blocks": gettext_lazy("blok voor blok")}


@dataclass(frozen=True)
class Selection:
    """The criteria of one round; all that are set must hold. Ages are of any adult at home.

    `never_reached_tries` is the least number of attempts that all failed (0: also who was never
    tried), `never_reached_ways` by how many channels at least: who is out of sight."""

    age_from: int | None = None
    age_to: int | None = None
    households: tuple[str, ...] = ()
    neighbourhoods: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    tenancy_years_min: int | None = None
    tenancy_years_max: int | None = None
    arrears: tuple[str, ...] = ()
    not_reached_since: date | None = None
    never_reached_tries: int | None = None
    never_reached_ways: int | None = None
    order: str = "mixed"

    def as_json(self) -> dict[str, Any]:
        """Only what is set, in plain JSON."""
        found = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}
        if self.not_reached_since:
            found["not_reached_since"] = self.not_reached_since.isoformat()
        return {k: v for k, v in found.items() if v not in (None, [], "")}

    @property
    def has_criteria(self) -> bool:
        """Whether anything but the area narrows the list: else nobody is left for the reference."""
        return any(getattr(self, f.name) for f in fields(self)
                   if f.name not in ("neighbourhoods", "order"))


def parse(raw: Any) -> Selection:
    """A selection from JSON or a form. Raises Invalid with the criterion that cannot be used."""
    if not isinstance(raw, dict):
        raise _wrong("selection", str(raw))
    for key in raw:
        _refuse_unknown(key)
    found = Selection(
        age_from=_number(raw, "age_from", 0, 120), age_to=_number(raw, "age_to", 0, 120),
        households=_among(raw, "households", HOUSEHOLDS), arrears=_among(raw, "arrears", ARREARS),
        neighbourhoods=_texts(raw, "neighbourhoods", 10), blocks=_texts(raw, "blocks", 80),
        tenancy_years_min=_number(raw, "tenancy_years_min", 0, 100),
        tenancy_years_max=_number(raw, "tenancy_years_max", 0, 100),
        not_reached_since=_day(raw, "not_reached_since"),
        never_reached_tries=_number(raw, "never_reached_tries", 0, 20),
        never_reached_ways=_number(raw, "never_reached_ways", 1, 5),
        order=_among({"order": [raw.get("order") or "mixed"]}, "order", ORDERS)[0])
    _in_order(found.age_from, found.age_to, "age_to")
    _in_order(found.tenancy_years_min, found.tenancy_years_max, "tenancy_years_max")
    return found


def _refuse_unknown(key: Any) -> None:
    if key in {f.name for f in fields(Selection)}:
        return
    if str(key).lower() in FORBIDDEN:
        raise Invalid("forbidden_criterion", _("Hierop mag je niet selecteren. Dat staat in de wet."),
                      came_in=str(key)[:40], expected="R5", field="selection")
    raise _wrong("selection", str(key))


def _wrong(field: str, came_in: str, expected: str = "") -> Invalid:
    return Invalid("criterion", _("Deze keuze kennen we niet."), came_in=came_in[:80],
                   expected=expected, field=field)


def _number(raw: dict[str, Any], key: str, low: int, high: int) -> int | None:
    value = raw.get(key)
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not str(value).isdecimal() or not low <= int(value) <= high:
        raise _wrong(key, str(value), f"{low}–{high}")
    return int(value)


def _texts(raw: dict[str, Any], key: str, longest: int) -> tuple[str, ...]:
    values = raw.get(key) or []
    if not isinstance(values, list | tuple) or any(
            not isinstance(v, str) or not v or len(v) > longest for v in values):
        raise _wrong(key, str(values))
    return tuple(dict.fromkeys(values))


def _among(raw: dict[str, Any], key: str, known: Any) -> tuple[str, ...]:
    values = _texts(raw, key, 30)
    for value in values:
        if value not in known:
            raise _wrong(key, value, ", ".join(known))
    return values


def _day(raw: dict[str, Any], key: str) -> date | None:
    value = raw.get(key)
    if not value:
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong(key, str(value), "2026-03-01") from None


def _in_order(low: int | None, high: int | None, field: str) -> None:
    if low is not None and high is not None and high < low:
        raise Invalid("order", _("Het einde ligt voor het begin."), came_in=f"{low}–{high}",
                      expected=f"≥ {low}", field=field)
