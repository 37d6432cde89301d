"""Reading imports and their previews."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.kit.phones import spoken

from ..models import ImportRow, RegisterImport, RegisterSource, Resident
from ..register import Problem

Verdict = ImportRow.Verdict
GONE = "gone"


@dataclass(frozen=True)
class Change:
    """One fact that differs: what it is called, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class PreviewRow:
    """A row of the file, or somebody who is no longer in it."""

    number: int
    name: str
    address: str
    problems: Sequence[Problem] = ()
    changes: Sequence[Change] = ()


def imports(who: Who, after: str = "") -> Page[RegisterImport]:
    """The newest first. One query."""
    rows = RegisterImport.objects.filter(organisation_id=who.organisation_id).select_related("source")
    return keyset(rows, "-created_at", "-id", after=after, size=20)


def one_import(who: Who, import_id: UUID) -> RegisterImport:
    found = (RegisterImport.objects.filter(organisation_id=who.organisation_id, id=import_id)
             .select_related("source").first())
    if found is None:
        raise Absent("import", _("Deze import bestaat niet (meer)."))
    return found


def source_names(who: Who) -> list[str]:
    return list(RegisterSource.objects.filter(organisation_id=who.organisation_id)
                .order_by("name").values_list("name", flat=True)[:50])


def preview(who: Who, batch: RegisterImport, verdict: str, after: str = "") -> tuple[Sequence[PreviewRow], Page[Any]]:
    """A page of one tab of the preview; secret addresses stay unsaid. Three queries at most."""
    if verdict == GONE:
        page = keyset(_gone(who, batch), "sort_name", "id", after=after)
        audit.touched(who, "people.preview", [p.id for p in page])
        return [PreviewRow(0, p.name, _address(p.household.dwelling, p.household.secret_address)) for p in page], page
    rows = ImportRow.objects.filter(batch=batch)
    rows = rows.exclude(problems=[]).exclude(verdict=Verdict.REFUSED) if verdict == "remarks" else rows.filter(verdict=verdict)
    page = keyset(rows, "place", after=after)
    known = _known(who, batch, page) if verdict == Verdict.CHANGED else {}
    audit.touched(who, "people.preview", [p.id for p in known.values()])
    return [_row(row, known.get(row.person_key)) for row in page], page


def problems(who: Who, batch: RegisterImport) -> Iterator[Problem]:
    """Everything that was wrong, in the order of the file. Streams."""
    rows = ImportRow.objects.filter(organisation_id=who.organisation_id, batch=batch).exclude(problems=[])
    for number, found in rows.order_by("place").values_list("number", "problems").iterator(2_000):
        yield from (Problem(code, number, column, came) for code, column, came in found)


def _gone(who: Who, batch: RegisterImport) -> QuerySet[Resident]:
    named = ImportRow.objects.filter(batch=batch).values("person_key")
    return (Resident.objects.filter(organisation_id=who.organisation_id, source=batch.source, gone_at=None)
            .exclude(key__in=named).select_related("household__dwelling"))


def _known(who: Who, batch: RegisterImport, rows: Page[Any]) -> dict[str, Resident]:
    keys = [row.person_key for row in rows]
    return {p.key: p for p in Resident.objects.filter(organisation_id=who.organisation_id, key__in=keys)
            .select_related("household__dwelling").prefetch_related("phones")}


def _row(row: ImportRow, known: Resident | None) -> PreviewRow:
    name = " ".join(filter(None, (row.first_name or row.initials, row.infix, row.last_name)))
    number = f"{row.house_number or ''}{row.house_letter}{'-' + row.addition if row.addition else ''}"
    address = _("geheim adres") if row.secret_address else f"{row.street} {number}".strip() or row.dwelling_key
    found = tuple(Problem(code, row.number, column, came) for code, column, came in row.problems)
    return PreviewRow(row.number, name, address, found, tuple(_changes(row, known)) if known else ())


def _changes(row: ImportRow, known: Resident) -> Iterator[Change]:
    """What this row changes of somebody we know; shown, so that nobody approves blindly."""
    home, dwelling = known.household, known.household.dwelling
    before = [p.number for p in sorted(known.phones.all(), key=lambda p: p.rank)]
    secret = row.secret_address or home.secret_address
    pairs = (
        (_("naam"), known.name, " ".join(filter(None, (row.first_name or row.initials, row.infix, row.last_name)))),
        (_("geboortedatum"), known.birth_date, row.birth_date), (_("e-mail"), known.email, row.email),
        (_("telefoon"), _numbers(before), _numbers(number for number, _whose in row.phones)),
        (_("woning"), _address(dwelling, secret), _("geheim adres") if secret else _row_address(row)),
        (_("huur sinds"), home.tenancy_start, row.tenancy_start),
        (_("huurachterstand"), home.get_arrears_stage_display(), dict(home.Arrears.choices).get(row.arrears_stage, "")),
        (_("terug in het register"), _("vertrokken") if known.gone_at else "", ""),
    )
    yield from (Change(label, _say(old), _say(new)) for label, old, new in pairs if old != new)


def _numbers(found: Iterable[str]) -> str:
    return ", ".join(spoken(number) for number in found)


def _say(value: object) -> str:
    return value.strftime("%d-%m-%Y") if isinstance(value, date) else str(value or "–")


def _row_address(row: ImportRow) -> str:
    number = f"{row.house_number or ''}{row.house_letter}{'-' + row.addition if row.addition else ''}"
    return f"{row.street} {number}".strip()


def _address(dwelling: object, secret: bool) -> str:
    return _("geheim adres") if secret else str(dwelling)
