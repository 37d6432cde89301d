"""May this person, in this role, for this purpose, do this now?

Each module supplies rows: a permission (an enum member with a sentence) and clauses of pure
predicates, of which one must hold. `config.permissions` assembles the table. An unknown
permission denies. The answer carries a code and a reason in Dutch; never a bare bool.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from waakvlam.kit.errors import Refused

from .identity import Who
from .words import Purpose, Role


@dataclass(frozen=True)
class Allowed:
    clause: str


@dataclass(frozen=True)
class Denied:
    code: str
    reason: str


@dataclass(frozen=True)
class Predicate:
    """A question with a sentence: `holds(who, subject)`."""

    sentence: str
    holds: Callable[[Who, Any], bool]
    code: str


@dataclass(frozen=True)
class Rule:
    """A permission and its clauses: any clause may hold, every predicate in it must."""

    permission: StrEnum
    sentence: str
    clauses: tuple[tuple[Predicate, ...], ...]


class AccessPermission(StrEnum):
    """What can be asked of access itself."""

    SEE_AUDIT = "access.see_audit"
    MANAGE_PEOPLE = "access.manage_people"
    MANAGE_COVENANT = "access.manage_covenant"
    MANAGE_ORGANISATIONS = "access.manage_organisations"
    SEE_SETTINGS = "access.see_settings"


def role_is(*roles: str) -> Predicate:
    names = ", ".join(str(Role(r).label) for r in roles)
    return Predicate(f"rol is {names}", lambda who, _s: who.role in roles, "role")


def purpose_is(*purposes: str) -> Predicate:
    names = ", ".join(str(Purpose(p).label) for p in purposes)
    return Predicate(f"doel is {names}", lambda who, _s: who.purpose in purposes, "purpose")


def kind_is(*kinds: str) -> Predicate:
    return Predicate(f"organisatie is {', '.join(kinds)}",
                     lambda who, _s: who.organisation_kind in kinds, "kind")


OF_OUR_ORGANISATION = Predicate(
    "het is van de eigen organisatie",
    lambda who, subject: getattr(subject, "organisation_id", None) == who.organisation_id, "owner")
NOT_A_GUEST = Predicate("iemand met een account", lambda who, _s: not who.is_guest, "guest")


def rule(permission: StrEnum, sentence: str, *clauses: Iterable[Predicate]) -> Rule:
    return Rule(permission, sentence, tuple(tuple(c) for c in clauses))


TABLE: dict[str, Rule] = {}


def install(rows: Iterable[Rule]) -> None:
    """Called once, by config, with the rows of every module."""
    for row in rows:
        if row.permission in TABLE and TABLE[row.permission] != row:
            raise ValueError(f"permission {row.permission} is declared twice")
        TABLE[row.permission] = row


def decide(who: Who, permission: StrEnum, subject: Any = None) -> Allowed | Denied:
    """The first clause that holds, or why none does. No query."""
    found = TABLE.get(permission)
    if found is None:
        return Denied("unknown", _("Deze handeling staat niet in de rechtentabel."))
    failed: Predicate | None = None
    for clause in found.clauses:
        wrong = next((p for p in clause if not p.holds(who, subject)), None)
        if wrong is None:
            return Allowed(" en ".join(p.sentence for p in clause))
        failed = failed or wrong
    return Denied(failed.code if failed else "none", _(
        "Dit mag alleen als: %(rule)s.") % {"rule": describe(found)})


def describe(found: Rule) -> str:
    """The rule as one readable Dutch sentence."""
    return " of ".join(" en ".join(p.sentence for p in clause) for clause in found.clauses)


def require(who: Who, permission: StrEnum, subject: Any = None) -> Allowed:
    """Raises Refused with the code and reason of the denial."""
    answer = decide(who, permission, subject)
    if isinstance(answer, Denied):
        raise Refused(answer.code, answer.reason, came_in=permission, expected=answer.reason)
    return answer


_ADMINISTRATOR = [role_is(Role.ADMINISTRATOR), purpose_is(Purpose.ADMINISTRATION)]
# An operator at the command line acts as the system, for one organisation.
_OPERATOR = [role_is(Role.SYSTEM), purpose_is(Purpose.ADMINISTRATION)]

ROWS = [
    rule(AccessPermission.SEE_AUDIT, "Het logboek van de eigen organisatie zien",
         [role_is(Role.PRIVACY_OFFICER), purpose_is(Purpose.PRIVACY)]),
    rule(AccessPermission.MANAGE_PEOPLE, "Medewerkers en rollen beheren", _ADMINISTRATOR, _OPERATOR),
    rule(AccessPermission.MANAGE_COVENANT, "Het convenant wijzigen", _ADMINISTRATOR),
    rule(AccessPermission.MANAGE_ORGANISATIONS, "Organisaties van het netwerk beheren", _ADMINISTRATOR),
    rule(AccessPermission.SEE_SETTINGS, "Instellingen van deze installatie zien", _ADMINISTRATOR),
]
