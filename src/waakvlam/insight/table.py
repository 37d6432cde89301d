"""The head of the table: each column with a link that sorts by it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .queries import ORDERS

HEADS: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Buurt")), ("woningen", _("Woningen")), ("bereik", _("Gesproken")),
    ("geleden", _("Laatste contact")), ("vragen", _("Vragen")), ("aangenomen", _("Aangenomen")),
    ("stil", _("Stil gevallen")), ("geholpen", _("Blijvend geholpen")),
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """`sort` is what aria-sort says of the column the table is sorted by, else ""."""

    label: str | Promise
    url: str
    sort: str
    is_number: bool


def columns(asked: QueryDict) -> list[Column]:
    """In the order of the table; the other filters of the address stay."""
    chosen = asked.get("volgorde", "")
    chosen = chosen if chosen in ORDERS else ""
    found = []
    for code, label in HEADS:
        query = asked.copy()
        query["volgorde"] = code
        largest_first = code in ORDERS and ORDERS[code][1]
        sort = ("descending" if largest_first else "ascending") if code == chosen else ""
        found.append(Column(label, f"?{query.urlencode()}#tabel", sort, bool(code)))
    return found
