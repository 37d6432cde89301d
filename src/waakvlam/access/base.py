"""The kinds of rows: of a network, owned by an organisation, shared by sending."""

from django.db import models

from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

from . import free_text  # noqa: F401  before the first table: it guards every text


class NetworkRow(models.Model):
    """A row of one network. `network_id` stands on every table, so that nothing crosses
    networks and a network can be moved to a server of its own (design.md section 1)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    network = models.ForeignKey("access.Network", models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True


class Owned(NetworkRow):
    """A row that belongs to one organisation: its controller (R1)."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+",
                                     editable=False)

    class Meta:
        abstract = True
