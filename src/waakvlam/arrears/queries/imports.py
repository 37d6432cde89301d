"""Files of arrears: which were read, what is wrong with which row."""

from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset

from ..models import ArrearsImport, ArrearsRow


def imports(who: Who, after: str = "") -> Page[ArrearsImport]:
    """Newest first. One query."""
    return keyset(ArrearsImport.objects.filter(organisation_id=who.organisation_id), "-created_at", "-id", after=after, size=20)


def one_import(who: Who, import_id: UUID) -> ArrearsImport:
    """Raises Absent. One query."""
    found: ArrearsImport | None = ArrearsImport.objects.filter(pk=import_id, organisation_id=who.organisation_id).first()
    if found is None:
        raise Absent("import", _("Deze import is er niet (meer)."))
    return found


def refused(who: Who, batch: ArrearsImport, after: str = "", size: int = 100) -> Page[ArrearsRow]:
    """Every bad row with its reason, in the order of the file. One query."""
    rows = ArrearsRow.objects.filter(batch=batch, organisation_id=who.organisation_id, verdict=ArrearsRow.Verdict.REFUSED)
    return keyset(rows, "place", "id", after=after, size=size)
