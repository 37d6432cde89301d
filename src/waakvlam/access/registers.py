"""The register of processing activities, one activity at a time: what stands in the code (the activity,
its categories) joined to what the covenant in force says of it for one organisation."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent

from . import activities, covenant
from .covenant import Line
from .identity import Who
from .words import Category, Ground, Kind, Purpose


@dataclass(frozen=True)
class Entry:
    """One activity. Without an identity only what holds for every partner: no ground, no recipients."""

    activity: activities.Activity
    version: int | None
    controller: str
    lines: tuple[Line, ...]
    recipients: tuple[str, ...]

    @property
    def purposes(self) -> list[str]:
        return [str(Purpose(p).label) for p in self.activity.purposes]

    @property
    def categories(self) -> list[str]:
        return [str(Category(c).label) for c in self.activity.categories]

    @property
    def grounds(self) -> list[str]:
        return list(dict.fromkeys(str(Ground(line.ground).label) for line in self.lines))

    @property
    def sources(self) -> list[str]:
        return list(dict.fromkeys(line.source for line in self.lines if line.source))

    @property
    def term_days(self) -> int | None:
        return max((line.term_days for line in self.lines), default=None)

    @property
    def uri(self) -> str:
        return activities.uri(self.activity.code)

    def as_data(self) -> dict[str, Any]:
        """Fields of article 30 GDPR, in Dutch."""
        return {
            "id": self.uri, "code": self.activity.code, "versie": self.activity.version,
            "naam": str(self.activity.words), "doelen": self.purposes, "gegevens": self.categories,
            "betrokkenen": ["bewoner", "huishouden"], "verwerkingsverantwoordelijke": self.controller or None,
            "grondslagen": self.grounds, "bewaartermijnInDagen": self.term_days, "bronnen": self.sources,
            "ontvangers": list(self.recipients), "convenantversie": self.version}


def register(who: Who | None) -> list[Entry]:
    """Every activity that this organisation's covenant allows, or, for nobody, all there are.

    At most two queries.
    """
    found = [_entry(who, row) for row in sorted(activities.TABLE.values(), key=lambda row: row.code)]
    return [e for e in found if e.lines] if who else found


def entry(who: Who | None, code: str, version: int) -> Entry:
    """One activity in this version. Raises Absent where it never was."""
    row = activities.TABLE.get(code)
    if row is None or row.version != version:
        raise Absent("activity", _("Deze verwerkingsactiviteit staat niet in het register."), came_in=f"{code}/{version}")
    return _entry(who, row)


def _entry(who: Who | None, row: activities.Activity) -> Entry:
    if who is None:
        return Entry(row, None, "", (), ())
    version = covenant.in_force(who.network_id)
    fit = [line for line in covenant.lines(who.network_id)
           if line.purpose in row.purposes and line.category in row.categories]
    others = sorted({line.kind for line in fit} - {who.organisation_kind})
    return Entry(row, version.number if version else None, who.organisation_name,
                 tuple(line for line in fit if line.kind == who.organisation_kind),
                 tuple(str(Kind(kind).label) for kind in others))
