"""What may be known of a neighbourhood: counts, with the small ones already hidden."""

from django.db import models

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Purpose, Role

READERS = (Role.BOARD, Role.STEWARD, Role.COORDINATOR, Role.SYSTEM)
_ROLES = ", ".join(f"'{role}'" for role in READERS)

WHOLE, NOWHERE = "*", "?"


class Picture(NetworkRow):
    """The figures of one neighbourhood (or WHOLE network, or homes that stand NOWHERE we know).

    `cells` is {view: {name: count or null}} with views as in `words.py`; null is hidden. `days`
    is the median number of days since the last contact. Written only by `insight_refresh`
    (sql/gate.sql), which hides before it writes: no small number stands in this table.
    """

    area = models.CharField(max_length=10, help_text="code of the neighbourhood, or * or ?")
    cells = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    privacy = {"area": Privacy.NONE, "cells": Privacy.NONE}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and {wall.ONLY} is null "
        f"and {wall.PURPOSE} = '{Purpose.INSIGHT}' and {wall.ROLE} in ({_ROLES})",
        "false", verbs=["select"], gate=["select", "insert", "update", "delete"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "area"], name="picture_once")]
