"""What stands of the doors that reports of one sheet are about: read and locked once for all of them.

A telephone brings dozens of reports at a time. Looked up one by one, finding the door cost more than half of
taking a report over. Whatever a report changes is written into the book as well, so the next one sees it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from waakvlam.access.identity import Who
from waakvlam.access.policies import require

from . import reaching
from .models import Attempt, RoundEntry, Sheet, SheetDoor
from .policies import OutreachPermission
from .queries import sheets


@dataclass
class Book:
    """By entry: its door on the sheet, the entry itself (locked), and the reports that count, in their order.
    `known` are reports by id; `moved` the households whose contact is to be followed when it closes."""

    sheet: Sheet
    doors: dict[UUID, SheetDoor]
    entries: dict[UUID, RoundEntry]
    standing: dict[UUID, list[Attempt]] = field(default_factory=dict)
    known: dict[UUID, Attempt] = field(default_factory=dict)
    moved: set[UUID] = field(default_factory=set)

    def add(self, made: Attempt) -> None:
        self.known[made.pk] = made
        self.moved.add(made.household_id)
        if made.undone_at is None:
            rows = self.standing.setdefault(made.entry_id, [])
            rows.append(made)
            rows.sort(key=lambda one: (one.at, one.pk))

    def drop(self, entry_id: UUID) -> None:
        """After a report that failed half-way: what stands here of this door is no longer what the database says."""
        self.entries.pop(entry_id, None)


def opened(*, sheet_id: UUID, entry_ids: Collection[UUID], ids: Collection[UUID], by: Who) -> Book:
    """The book of these doors and reports, inside the caller's transaction. Four queries. Raises Absent, Refused."""
    sheet = sheets.found_sheet(by, sheet_id)
    require(by, OutreachPermission.VISIT, sheet)
    # A door that was taken off and put back stands last: nothing comes after no date.
    doors = {door.entry_id: door for door in SheetDoor.objects.filter(sheet=sheet, entry_id__in=entry_ids).order_by("dropped_at")}
    # Locked in one order by everybody, so that two telephones never wait for each other.
    rows = RoundEntry.objects.select_for_update(of=("self",), no_key=True).select_related("household")
    entries = {entry.pk: entry for entry in rows.filter(pk__in=doors, round_id=sheet.round_id).order_by("pk")}
    book = Book(sheet, doors, entries)
    for entry in entries.values():
        entry.round = sheet.round
    for made in Attempt.objects.filter(Q(entry__in=entries, undone_at=None) | Q(pk__in=ids)).order_by("at", "id"):
        book.known[made.pk] = made
        if made.undone_at is None:
            book.standing.setdefault(made.entry_id, []).append(made)
    return book


def close(book: Book, by: Who) -> None:
    """Follow the contact with all households at once. One statement."""
    if book.moved:
        reaching.follow(household_ids=book.moved, by=by)
    book.moved = set()
