"""What a version of the covenant consists of: lines and switches. No database here."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ..identity import Who
from ..words import SWITCHED, Category, Compartment, Ground, Kind, Purpose, Role


@dataclass(frozen=True)
class Line:
    """One row of the table. `term_days` is how long it may be kept; role or compartment "" is every one."""

    kind: str
    purpose: str
    category: str
    ground: str
    term_days: int
    source: str = ""
    role: str = ""
    compartment: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What a line is about; a version holds one line for each."""
        return self.kind, self.role, self.purpose, self.category, self.compartment

    def speaks_of(self, who: Who) -> bool:
        """Whether this line is for the organisation, role and purpose of `who`.

        The system works for every role of its organisation.
        """
        return (self.kind == who.organisation_kind and self.purpose == who.purpose
                and (self.role in ("", who.role) or who.role == Role.SYSTEM))

    def facts(self) -> dict[str, Any]:
        """In the order in which the table is read."""
        return {name: getattr(self, name) for name in COLUMNS}

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role else _("elke rol")

    @property
    def purpose_label(self) -> str:
        return str(Purpose(self.purpose).label)

    @property
    def category_label(self) -> str:
        return str(Category(self.category).label)

    @property
    def ground_label(self) -> str:
        return str(Ground(self.ground).label)

    @property
    def compartment_label(self) -> str:
        return str(Compartment(self.compartment).label) if self.compartment else _("alle delen")


COLUMNS = ("kind", "role", "purpose", "category", "ground", "compartment", "term_days", "source")


@dataclass(frozen=True)
class Switch:
    """A ground that is not law for everybody: on from a day, perhaps until one, or off (R32)."""

    ground: str
    on_from: date | None = None
    on_until: date | None = None
    source: str = ""

    def is_on(self, day: date) -> bool:
        return self.on_from is not None and self.on_from <= day and (self.on_until is None or day <= self.on_until)

    @property
    def ground_label(self) -> str:
        return str(Ground(self.ground).label)

    def facts(self) -> dict[str, Any]:
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}


@dataclass(frozen=True)
class Agreement:
    """All that one version says, lines in the order of the table. A version never changes."""

    lines: tuple[Line, ...] = ()
    switches: tuple[Switch, ...] = ()

    def counts(self, line: Line, day: date) -> bool:
        """Whether the ground of this line counts on that day."""
        return line.ground not in SWITCHED or any(s.ground == line.ground and s.is_on(day) for s in self.switches)

    def on(self, day: date) -> tuple[Line, ...]:
        """The lines that count on that day."""
        return tuple(line for line in self.lines if self.counts(line, day))

    def facts(self) -> dict[str, Any]:
        """As plain JSON: what a proposal holds and a file of an export."""
        return {"lines": [line.facts() for line in self.lines], "switches": [s.facts() for s in self.switches]}


def agreed(lines: Any, switches: Any) -> Agreement:
    """Sorted as people read the table, with a switch for every ground that needs one."""
    known = {s.ground: s for s in switches}
    return Agreement(tuple(sorted(lines, key=lambda x: x.key)),
                     tuple(known.get(g) or Switch(g) for g in SWITCHED))
