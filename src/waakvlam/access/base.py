"""The kinds of rows: of a network, owned by an organisation, shared by sending."""

from functools import cache
from typing import Any

from django.db import models
from django.utils.encoding import force_str

from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

from . import free_text  # noqa: F401  before the first table: it guards every text


def of_few(table: str, *names: str) -> list[models.Index]:
    """Indexes on what most rows leave empty, which holds only the others: on a foreign key Django would hold them all."""
    return [models.Index(fields=[name], name=f"{table}_{name}", condition=models.Q(**{f"{name}__isnull": False})) for name in names]


class NetworkRow(models.Model):
    """A row of one network. `network_id` stands on every table, so that nothing crosses
    networks and a network can be moved to a server of its own (design.md section 1).

    No index on the network by itself: it tells nearly no row from another, and every row would pay for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    network = models.ForeignKey("access.Network", models.PROTECT, related_name="+", editable=False, db_index=False)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> Any:
        """What `get_…_display` of every row says, as in Django; which looks up all words of a field in the reader's language
        each time, to find one: an eighth of a page with forty signals."""
        value = getattr(self, field.attname)
        return force_str(_labels(field).get(value, value), strings_only=True)


@cache
def _labels(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    return dict(field.flatchoices)


class Owned(NetworkRow):
    """A row that belongs to one organisation: its controller (R1)."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+",
                                     editable=False)

    class Meta:
        abstract = True
