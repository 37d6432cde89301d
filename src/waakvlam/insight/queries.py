"""Reads of the picture: aggregates only, so that no line per data subject is due."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.people.models import Neighbourhood

from .figures import Figures
from .models import NOWHERE, WHOLE, Picture


@dataclass(frozen=True)
class Area:
    """A neighbourhood with its figures. `key` are the published key figures of `year`."""

    code: str
    name: str
    district_code: str
    district: str
    year: int
    figures: Figures
    outline: dict[str, Any] | None = field(default=None, repr=False)
    key: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Overview:
    """`areas` are filtered and sorted, `every` are all; `made_at` is None before the first count."""

    made_at: datetime | None
    whole: Figures
    nowhere: Figures
    areas: list[Area]
    every: list[Area]

    @property
    def districts(self) -> list[tuple[str, str]]:
        """(code, name), by name."""
        found = {a.district_code: a.district for a in self.every if a.district_code}
        return sorted(found.items(), key=lambda district: district[1])


# Order by link: what it sorts on, and whether the largest comes first. What is hidden comes last.
ORDERS: dict[str, tuple[Callable[[Figures], float | None], bool]] = {
    "woningen": (lambda f: f.homes, True),
    "bereik": (lambda f: f.reach, False),
    "geleden": (lambda f: f.days, True),
    "vragen": (lambda f: f.requests, True),
    "aangenomen": (lambda f: f.accepted, True),
    "stil": (lambda f: f.silent, True),
    "geholpen": (lambda f: f.helped, True),
}


def neighbourhoods(who: Who, *, district: str = "", order: str = "") -> Overview:
    """All neighbourhoods of the network with their figures. Two queries.

    `order` is one of ORDERS; anything else sorts by name.
    """
    pictures = {p.area: p for p in Picture.objects.filter(network_id=who.network_id)}
    every = [_area(row, pictures.get(row.code)) for row in _newest(who)]
    every.sort(key=lambda area: area.name)
    shown = [a for a in every if not district or a.district_code == district]
    if order in ORDERS:
        shown.sort(key=_sort_key(*ORDERS[order]))
    whole = pictures.get(WHOLE)
    return Overview(whole.made_at if whole else None, _figures(whole), _figures(pictures.get(NOWHERE)),
                    shown, every)


def neighbourhood(who: Who, code: str) -> tuple[Area, datetime | None]:
    """One neighbourhood and when it was counted. Raises Absent. Two queries."""
    row = _newest(who).filter(code=code).first()
    if row is None:
        raise Absent("neighbourhood")
    picture = Picture.objects.filter(network_id=who.network_id, area=code).first()
    return _area(row, picture), picture.made_at if picture else None


def _newest(who: Who) -> Any:
    """Each neighbourhood in its newest classification."""
    return (Neighbourhood.objects.filter(network_id=who.network_id).select_related("district")
            .order_by("code", "-year").distinct("code"))


def _area(row: Neighbourhood, picture: Picture | None) -> Area:
    district = row.district
    return Area(row.code, row.name, district.code if district else "", district.name if district else "",
                row.year, _figures(picture), row.outline, row.figures)


def _figures(picture: Picture | None) -> Figures:
    return Figures(picture.cells if picture else {})


def _sort_key(value: Callable[[Figures], float | None], largest_first: bool) -> Callable[[Area], tuple[bool, float, str]]:
    def key(area: Area) -> tuple[bool, float, str]:
        found = value(area.figures)
        return found is None, -(found or 0) if largest_first else found or 0, area.name

    return key
