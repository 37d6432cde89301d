"""Joiners, movers and leavers from a list: what would change, why a line is refused, and doing it.

The list is everybody who works for the organisation, one line per role. Who is not on it has left;
who stands on a line that is refused has not. The last administrator never leaves by a list.
"""

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from waakvlam.access.commands import GIVEN
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.words import Role
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now

LARGEST = 1_000_000  # bytes
LINES = 5000
HEADINGS = {"e-mail": "email", "email": "email", "e-mailadres": "email", "naam": "name", "name": "name", "rol": "role",
            "role": "role", "telefoon": "phone", "phone": "phone"}


@dataclass(frozen=True)
class Line:
    """One role of one person, as it stands on the list."""

    number: int
    email: str
    name: str
    role: str
    phone: str = ""


@dataclass(frozen=True)
class Refusal:
    number: int
    email: str
    reason: str


@dataclass(frozen=True)
class Change:
    """What happens to one person: roles that begin, and memberships that end."""

    email: str
    name: str
    phone: str
    begin: tuple[str, ...]
    end: tuple[tuple[UUID, str], ...]  # (membership, role)
    stays: bool

    @property
    def kind(self) -> str:
        if not self.end:
            return "new"
        return "moved" if self.begin or self.stays else "left"

    def words(self) -> str:
        ended = ", ".join(str(Role(role).label) for _id, role in self.end)
        begun = ", ".join(str(Role(role).label) for role in self.begin)
        return " → ".join(part for part in (ended, begun) if part)


@dataclass(frozen=True)
class Plan:
    """What a list would do. `digest` says whether what was seen is what is done."""

    changes: tuple[Change, ...]
    refused: tuple[Refusal, ...]
    same: int

    @property
    def digest(self) -> str:
        told = repr([(c.email, c.begin, c.end) for c in self.changes])
        return hashlib.sha256(told.encode()).hexdigest()

    def of(self, kind: str) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]

    @property
    def new(self) -> list[Change]:
        return self.of("new")

    @property
    def moved(self) -> list[Change]:
        return self.of("moved")

    @property
    def left(self) -> list[Change]:
        return self.of("left")


def decoded(content: bytes) -> str:
    """Raises Invalid where it is too large or no text."""
    if len(content) > LARGEST:
        raise Invalid("list.size", _("Dit bestand is te groot voor een lijst van medewerkers."), field="file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("list.text", _("Dit bestand is geen CSV in UTF-8. Bewaar het opnieuw als “CSV UTF-8”."), field="file") from None


def read(text: str) -> tuple[list[Line], list[Refusal]]:
    """Good lines, and refused ones with the reason. Raises Invalid where the headings are not there."""
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") >= first.count(",") else ",")
    names = [HEADINGS.get(cell.strip().lower(), "") for cell in next(rows, [])]
    missing = {"email", "name", "role"} - set(names)
    if missing:
        raise Invalid("list.headings", _("De eerste regel moet de koppen e-mail, naam en rol hebben."),
                      came_in=first[:80], expected="e-mail;naam;rol;telefoon", field="file")
    good: list[Line] = []
    refused: list[Refusal] = []
    for number, row in enumerate(rows, 2):
        if number > LINES + 1:
            raise Invalid("list.lines", _("Deze lijst heeft te veel regels."), expected=str(LINES), field="file")
        cells = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
        if not any(cells.values()):
            continue
        line = Line(number, cells.get("email", "").lower(), cells.get("name", ""), _role(cells.get("role", "")),
                    cells.get("phone", "")[:20])
        reason = _wrong(line, good)
        (refused.append(Refusal(number, line.email, reason)) if reason else good.append(line))
    return good, refused


def _role(given: str) -> str:
    return next((str(role) for role in GIVEN if given.lower() in (str(role), str(role.label).lower())), "")


def _wrong(line: Line, before: list[Line]) -> str:
    try:
        validate_email(line.email)
    except ValidationError:
        return _("geen e-mailadres")
    if not line.name or len(line.name) > 120:
        return _("geen naam")
    if not line.role:
        return _("deze rol bestaat niet of kan niemand krijgen")
    if any((x.email, x.role) == (line.email, line.role) for x in before):
        return _("staat er twee keer")
    return ""


def plan(text: str, *, by: Who) -> Plan:
    """What this list would change for `by`'s organisation. One query."""
    lines, refused = read(text)
    standing: dict[str, list[Membership]] = {}
    for row in Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=now()),
                                         organisation_id=by.organisation_id).select_related("person"):
        standing.setdefault(row.person.email.lower(), []).append(row)
    wanted: dict[str, list[Line]] = {}
    for line in lines:
        wanted.setdefault(line.email, []).append(line)
    unsure = {r.email for r in refused}
    changes = [made for email in sorted(wanted.keys() | (standing.keys() - unsure))
               if (made := _change(email, wanted.get(email, []), standing.get(email, []), unsure))]
    kept, more = _guarded(changes, standing, by)
    return Plan(tuple(kept), (*refused, *more), len(standing) - sum(1 for c in kept if c.end))


def _change(email: str, lines: list[Line], rows: list[Membership], unsure: Iterable[str]) -> Change | None:
    roles = {line.role for line in lines}
    begin = tuple(sorted(roles - {row.role for row in rows}))
    end = () if email in unsure else tuple((row.id, row.role) for row in rows if row.role not in roles)
    if not begin and not end:
        return None
    name = lines[0].name if lines else rows[0].person.name
    return Change(email, name, lines[0].phone if lines else "", begin, end, len(end) < len(rows))


def _guarded(changes: list[Change], standing: dict[str, list[Membership]], by: Who) -> tuple[list[Change], list[Refusal]]:
    """Without an administrator nobody could repair it; and nobody removes the role they act by."""
    kept, refused = list(changes), []
    for change in changes:
        if by.membership_id in {key for key, _role in change.end}:
            kept.remove(change)
            refused.append(Refusal(0, change.email, _("je eigen rol beëindig je niet met een lijst")))
    administrators = sum(row.role == Role.ADMINISTRATOR for rows in standing.values() for row in rows)
    begun = sum(Role.ADMINISTRATOR in change.begin for change in kept)
    ending = [c for c in kept if any(role == Role.ADMINISTRATOR for _key, role in c.end)]
    while ending and administrators + begun - len(ending) < 1:
        last = ending.pop()
        kept.remove(last)
        refused.append(Refusal(0, last.email, _("de laatste beheerder blijft; voeg eerst een andere toe")))
    return kept, refused
