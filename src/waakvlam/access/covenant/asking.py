"""Reading the covenant: once per transaction, and what it says to whoever acts."""

from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.kit.errors import Refused
from waakvlam.kit.rows import value
from waakvlam.kit.time import today

from ..identity import Who, version_key
from ..models import Covenant, CovenantRule, CovenantSwitch
from ..remembering import keep, once
from ..words import Category, Kind, Purpose, Role
from .lines import Agreement, Line, Switch, agreed

# Purposes whose screens show no resident, and so need no line. A test looks at every model's wall.
WITHOUT_PERSONS = (Purpose.DIRECTORY, Purpose.BREAKTHROUGH, Purpose.INSIGHT, Purpose.ADMINISTRATION, Purpose.PRIVACY)


def in_force(network_id: UUID, on: date | None = None) -> Covenant | None:
    """The newest version in force. One query per transaction, only the caller's own network."""
    day = on or today()
    found = _version(network_id, day)
    return once(("covenant row", network_id, day), lambda: Covenant.objects.filter(pk=found).first()) if found else None


def _version(network_id: UUID, on: date | None = None) -> UUID | None:
    """Which version is in force. One query per transaction; none where entering told it."""
    day = on or today()
    return once(version_key(network_id, day), lambda: value("select covenant_in_force(%s, %s)", [network_id, day]))


def told(network_id: UUID, covenant_id: UUID | None) -> None:
    """Which version is in force was learned along with something else, by `covenant_in_force` of today: it need not be asked again."""
    if covenant_id:
        keep(version_key(network_id, today()), covenant_id)


def agreement(covenant_id: UUID, using: str = "default") -> Agreement:
    """What a version says; nothing where the wall hides it. It never changes: two queries, once."""
    try:
        return _read(covenant_id, using)
    except LookupError:
        return agreed((), ())


@lru_cache(maxsize=64)
def _read(covenant_id: UUID, using: str) -> Agreement:
    rows = CovenantRule.objects.using(using).filter(covenant_id=covenant_id)
    switches = CovenantSwitch.objects.using(using).filter(covenant_id=covenant_id)
    found = agreed(
        (Line(r.kind, r.purpose, r.category, r.ground, r.term_days, r.source, r.role, r.compartment) for r in rows),
        (Switch(s.ground, s.on_from, s.on_until, s.source) for s in switches))
    if not found.lines:
        raise LookupError(covenant_id)  # not kept: it may be seen by whoever asks next
    return found


def lines(network_id: UUID, on: date | None = None) -> tuple[Line, ...]:
    """The lines that count on that day: of the version in force, with their ground switched on."""
    found = _version(network_id, on)
    try:
        return _counting(found, on or today()) if found else ()
    except LookupError:
        return ()


@lru_cache(maxsize=64)
def _counting(covenant_id: UUID, day: date) -> tuple[Line, ...]:
    """Of a version and a day always the same. Raises LookupError where the wall hides the version."""
    return _read(covenant_id, "default").on(day)


def matching(who: Who, category: str = "") -> tuple[Line, ...]:
    """The lines that speak of `who` and the purpose at hand, the most particular first."""
    found = [line for line in lines(who.network_id)
             if line.speaks_of(who) and category in ("", line.category)]
    return tuple(sorted(found, key=lambda line: (not line.role, not line.compartment)))


def switched_off(who: Who, category: str = "") -> tuple[Line, ...]:
    """Lines that would speak of `who`, were their ground in force today."""
    found, day = _version(who.network_id), today()
    whole = agreement(found) if found else agreed((), ())
    return tuple(line for line in whole.lines
                 if line.speaks_of(who) and category in ("", line.category) and not whole.counts(line, day))


def find(who: Who, category: str, compartment: str = "") -> Line | None:
    """The line that lets `who` use this category (in this compartment) for the purpose at hand, or None."""
    return next((line for line in matching(who, category)
                 if not compartment or line.compartment in ("", compartment)), None)


def purposes(who: Who) -> tuple[str, ...]:
    """What the role may act for and the covenant has a line for, in the role's order."""
    return tuple(p for p in who.purposes() if opens(who.for_purpose(p)))


def opens(who: Who) -> bool:
    """Whether the covenant has a line for the purpose at hand, or needs none."""
    if who.purpose in WITHOUT_PERSONS:
        return True
    # The system acts for what stands in the database already; what it makes asks `ground_for`.
    return who.role == Role.SYSTEM or bool(matching(who))


def require_purpose(who: Who) -> None:
    """Raises Refused where the covenant gives this organisation and role no line for the purpose."""
    if not opens(who):
        raise Refused("covenant", _(
            "In het convenant staat geen regel voor een %(role)s van een %(kind)s met doel “%(purpose)s”."
        ) % {"kind": Kind(who.organisation_kind).label, "role": Role(who.role).label,
             "purpose": Purpose(who.purpose).label},
            came_in=who.organisation_kind, expected=who.purpose, about={"purpose": who.purpose})


def ground_for(who: Who, category: str, compartment: str = "") -> Line:
    """The line; raises Refused where there is none (R1: no record without ground and term)."""
    line = find(who, category, compartment)
    if line is None:
        raise Refused("covenant", _(
            "In het convenant staat geen regel voor “%(category)s” met dit doel."
        ) % {"category": Category(category).label}, came_in=f"{who.organisation_kind}/{who.purpose}",
            about={"purpose": who.purpose, "what": category})
    return line
