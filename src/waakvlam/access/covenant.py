"""The covenant in force: which kind of organisation may use what, for which purpose, on which
ground, kept how long. Rows in the database, versioned and dated; read once per version.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.kit.errors import Refused
from waakvlam.kit.time import today

from .identity import Who
from .models import Covenant, CovenantRule
from .words import Category, Ground, Kind, Purpose, Role


@dataclass(frozen=True)
class Line:
    """One row of the table. `term_days` is how long it may be kept."""

    kind: str
    purpose: str
    category: str
    ground: str
    term_days: int
    source: str

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def purpose_label(self) -> str:
        return str(Purpose(self.purpose).label)

    @property
    def category_label(self) -> str:
        return str(Category(self.category).label)

    @property
    def ground_label(self) -> str:
        return str(Ground(self.ground).label)


# Purposes that touch no resident and so need no row in the covenant.
WITHOUT_PERSONS = (Purpose.DIRECTORY, Purpose.INSIGHT, Purpose.ADMINISTRATION, Purpose.PRIVACY)


def in_force(network_id: UUID, on: date | None = None) -> Covenant | None:
    """The newest version in force. One query, only the caller's own network."""
    return (Covenant.objects.filter(network_id=network_id, in_force_from__lte=on or today())
            .order_by("-in_force_from", "-number").first())


@lru_cache(maxsize=64)
def _lines(covenant_id: UUID) -> tuple[Line, ...]:
    """A version never changes, so its lines may be kept in memory."""
    rows = CovenantRule.objects.filter(covenant_id=covenant_id).order_by("kind", "purpose", "category")
    return tuple(Line(r.kind, r.purpose, r.category, r.ground, r.term_days, r.source) for r in rows)


def lines(network_id: UUID) -> tuple[Line, ...]:
    found = in_force(network_id)
    return _lines(found.id) if found else ()


def find(who: Who, category: str) -> Line | None:
    """The line that lets `who` use this category for the purpose at hand, or None."""
    return next((line for line in lines(who.network_id)
                 if line.kind == who.organisation_kind and line.purpose == who.purpose
                 and line.category == category), None)


def require_purpose(who: Who) -> None:
    """Raises Refused where the covenant gives this kind of organisation no line for the purpose."""
    if who.purpose in WITHOUT_PERSONS or who.role in (Role.SYSTEM, Role.STEWARD):
        return
    if not any(line.kind == who.organisation_kind and line.purpose == who.purpose
               for line in lines(who.network_id)):
        raise Refused("covenant", _(
            "In het convenant staat geen regel voor %(kind)s met doel “%(purpose)s”."
        ) % {"kind": Kind(who.organisation_kind).label, "purpose": Purpose(who.purpose).label},
            came_in=who.organisation_kind, expected=who.purpose)


def ground_for(who: Who, category: str) -> Line:
    """The line; raises Refused where there is none (R1: no record without ground and term)."""
    line = find(who, category)
    if line is None:
        raise Refused("covenant", _(
            "In het convenant staat geen regel voor “%(category)s” met dit doel."
        ) % {"category": Category(category).label}, came_in=f"{who.organisation_kind}/{who.purpose}")
    return line


YEAR = 365
_PARTNERS = (Kind.MUNICIPALITY, Kind.POLICE, Kind.CARE, Kind.WELFARE, Kind.FOOD_BANK,
             Kind.VOLUNTEERS, Kind.INITIATIVE)
_TASK = {Kind.MUNICIPALITY: Ground.PUBLIC_TASK, Kind.POLICE: Ground.PUBLIC_TASK}

# The covenant a network starts with; an administrator makes the next version.
DEFAULT: tuple[Line, ...] = (
    *(Line(Kind.HOUSING, Purpose.REGISTER, c, Ground.CONTRACT, 2 * YEAR, "huurovereenkomst; 2 jaar na einde huur")
      for c in (Category.CONTACT, Category.HOUSEHOLD, Category.TENANCY)),
    *(Line(Kind.HOUSING, Purpose.CALL_ROUND, c, Ground.INTEREST, YEAR, "art. 6.1.f AVG; belangenafweging belactie")
      for c in (Category.CONTACT, Category.HOUSEHOLD, Category.TENANCY, Category.CONVERSATION, Category.REQUEST)),
    *(Line(Kind.HOUSING, Purpose.HANDOVER, c, Ground.CONSENT, 2 * YEAR, "toestemming van de bewoner")
      for c in (Category.CONTACT, Category.REQUEST, Category.STATUS)),
    *(Line(kind, Purpose.HANDOVER, c, _TASK.get(kind, Ground.CONSENT), 2 * YEAR,
           "overdracht met toestemming van de bewoner")
      for kind in _PARTNERS for c in (Category.CONTACT, Category.REQUEST, Category.STATUS)),
    *(Line(kind, Purpose.CALL_ROUND, c, Ground.CONSENT, YEAR, "deelnemers die zich opgaven")
      for kind in (Kind.WELFARE, Kind.VOLUNTEERS) for c in (Category.CONTACT, Category.CONVERSATION, Category.REQUEST)),
)


def adopt_default(network_id: UUID, *, using: str = "owner") -> Covenant:
    """Version 1 for a new network; run by an operator when the network is made."""
    made = Covenant.objects.using(using).create(
        network_id=network_id, number=1, in_force_from=date(2026, 1, 1), reason="eerste versie")
    CovenantRule.objects.using(using).bulk_create([
        CovenantRule(network_id=network_id, covenant=made, kind=line.kind, purpose=line.purpose,
                     category=line.category, ground=line.ground, term_days=line.term_days,
                     source=line.source) for line in DEFAULT])
    return made
