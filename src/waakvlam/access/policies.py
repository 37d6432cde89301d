"""May this person, in this role, for this purpose, do this now?

Each module supplies rows: a permission (an enum member with a sentence) and clauses of pure
predicates, of which one must hold. `config.permissions` assembles the table. An unknown
permission denies. The answer carries a code and a reason in Dutch; never a bare bool.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.kit.errors import Refused

from .identity import Who
from .words import Kind, Purpose, Role


@dataclass(frozen=True)
class Allowed:
    by: "tuple[Predicate, ...]"

    @property
    def clause(self) -> str:
        """Why, as a sentence: written only for whoever asks, since every act passes here."""
        return _and(self.by)


@dataclass(frozen=True)
class Denied:
    code: str
    reason: str


@dataclass(frozen=True)
class Predicate:
    """A question with a sentence: `holds(who, subject)`."""

    sentence: str | Promise
    holds: Callable[[Who, Any], bool]
    code: str


@dataclass(frozen=True)
class Rule:
    """A permission and its clauses: any clause may hold, every predicate in it must."""

    permission: StrEnum
    sentence: str | Promise
    clauses: tuple[tuple[Predicate, ...], ...]


class AccessPermission(StrEnum):
    """What can be asked of access itself."""

    SEE_AUDIT = "access.see_audit"
    MANAGE_PEOPLE = "access.manage_people"
    MANAGE_COVENANT = "access.manage_covenant"
    MANAGE_ORGANISATIONS = "access.manage_organisations"
    SEE_SETTINGS = "access.see_settings"


def in_words(sentence: Callable[[], str]) -> str:
    """A sentence in the language of whoever reads it: asked when it is shown, not when it is declared."""
    said: str = lazy(sentence, str)()
    return said


def role_is(*roles: str) -> Predicate:
    return Predicate(in_words(lambda: _("rol is %(names)s") % {"names": _or(Role(r).label for r in roles)}),
                     lambda who, _s: who.role in roles, "role")


def purpose_is(*purposes: str) -> Predicate:
    return Predicate(in_words(lambda: _("doel is %(names)s") % {"names": _or(Purpose(p).label for p in purposes)}),
                     lambda who, _s: who.purpose in purposes, "purpose")


def kind_is(*kinds: str) -> Predicate:
    return Predicate(in_words(lambda: _("organisatie is %(names)s") % {"names": _or(Kind(k).label for k in kinds)}),
                     lambda who, _s: who.organisation_kind in kinds, "kind")


def _or(labels: Iterable[Any]) -> str:
    """Joined as before; only the words follow the reader's language."""
    return ", ".join(str(label) for label in labels)


OF_OUR_ORGANISATION = Predicate(
    gettext_lazy("het is van de eigen organisatie"),
    lambda who, subject: getattr(subject, "organisation_id", None) == who.organisation_id, "owner")
NOT_A_GUEST = Predicate(gettext_lazy("iemand met een account"), lambda who, _s: not who.is_guest, "guest")


def rule(permission: StrEnum, sentence: str | Promise, *clauses: Iterable[Predicate]) -> Rule:
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
            return Allowed(clause)
        failed = failed or wrong
    return Denied(failed.code if failed else "none", _(
        "Dit mag alleen als: %(rule)s.") % {"rule": describe(found)})


def describe(found: Rule) -> str:
    """The rule as one readable sentence, in the language of whoever reads."""
    return f" {_('of')} ".join(_and(clause) for clause in found.clauses)


def _and(clause: Iterable[Predicate]) -> str:
    return f" {_('en')} ".join(str(p.sentence) for p in clause)


def require(who: Who, permission: StrEnum, subject: Any = None) -> Allowed:
    """Raises Refused with the code and reason of the denial."""
    answer = decide(who, permission, subject)
    if isinstance(answer, Denied):
        raise Refused(answer.code, answer.reason, came_in=permission, expected=answer.reason,
                      about={"permission": str(permission), "purpose": who.purpose})
    return answer


_ADMINISTRATOR = [role_is(Role.ADMINISTRATOR), purpose_is(Purpose.ADMINISTRATION)]
# An operator at the command line acts as the system, for one organisation.
_OPERATOR = [role_is(Role.SYSTEM), purpose_is(Purpose.ADMINISTRATION)]

ROWS = [
    rule(AccessPermission.SEE_AUDIT, gettext_lazy("Het logboek van de eigen organisatie zien"),
         [role_is(Role.PRIVACY_OFFICER), purpose_is(Purpose.PRIVACY)]),
    rule(AccessPermission.MANAGE_PEOPLE, gettext_lazy("Medewerkers en rollen beheren"), _ADMINISTRATOR, _OPERATOR),
    rule(AccessPermission.MANAGE_COVENANT, gettext_lazy("Het convenant wijzigen"), _ADMINISTRATOR),
    rule(AccessPermission.MANAGE_ORGANISATIONS, gettext_lazy("Organisaties van het netwerk beheren"), _ADMINISTRATOR),
    rule(AccessPermission.SEE_SETTINGS, gettext_lazy("Instellingen van deze installatie zien"), _ADMINISTRATOR),
]
