"""How many days, and who says so: the covenant in force, or the network's own terms. None stands in code."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import covenant
from waakvlam.access.erasing import Keep, Trace
from waakvlam.access.identity import Who
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.time import now, today

from .models import Term

SHIPPED = Path(__file__).parent / "data" / "terms.csv"


@dataclass(frozen=True)
class Counted:
    """A term as it counts today, and the line it comes from."""

    days: int
    line: str
    source: str

    @property
    def before(self) -> datetime:
        """What began before this moment is over its term."""
        return now() - timedelta(days=self.days)


@dataclass(frozen=True)
class TraceTerm:
    trace: str
    days: int
    in_force_from: date
    source: str

    @property
    def label(self) -> str:
        return str(Trace(self.trace).label)


@lru_cache(maxsize=1)
def shipped() -> tuple[TraceTerm, ...]:
    """The terms that a network starts with: a dated file with a source on each line."""
    with SHIPPED.open(encoding="utf-8") as file:
        return tuple(TraceTerm(row["trace"], int(row["days"]), date.fromisoformat(row["in_force_from"]), row["source"])
                     for row in csv.DictReader(file, delimiter=";"))


def traces(network_id: UUID) -> list[TraceTerm]:
    """Every trace with the term that counts today. One query."""
    rows = Term.objects.filter(network_id=network_id, in_force_from__lte=today()).order_by("trace", "in_force_from", "id")
    own = {r.trace: TraceTerm(r.trace, r.days, r.in_force_from, r.source) for r in rows}
    return [own.get(term.trace, term) for term in shipped()]


@dataclass(frozen=True)
class Terms:
    """The terms of one organisation today, read once per run."""

    kind: str
    lines: tuple[covenant.Line, ...]
    traces: dict[str, TraceTerm]

    def of(self, keep: Keep) -> Counted | None:
        """None where neither covenant nor network has a line: then nothing goes by itself."""
        if keep.is_trace:
            term = self.traces.get(keep.category)
            return Counted(term.days, _("termijn van het netwerk: %(what)s") % {"what": term.label},
                           term.source) if term else None
        for purpose in keep.purposes:
            found = [x for x in self.lines if (x.kind, x.purpose, x.category) == (self.kind, purpose, keep.category)]
            if found:  # a line per role or compartment may stand beside it: the longest counts
                line = max(found, key=lambda x: x.term_days)
                return Counted(line.term_days, _("convenant: %(purpose)s, %(category)s") % {
                    "purpose": Purpose(purpose).label, "category": Category(keep.category).label}, line.source)
        return None


def of(who: Who) -> Terms:
    """At most three queries."""
    return Terms(who.organisation_kind, covenant.lines(who.network_id),
                 {term.trace: term for term in traces(who.network_id)})
