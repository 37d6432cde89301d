"""Versions of the covenant and their lines."""

from django.db import models

from .. import wall
from ..base import NetworkRow
from ..privacy import Privacy
from ..words import Category, Ground, Kind, Purpose


class Covenant(NetworkRow):
    """One version of the network's agreement; the newest one in force counts."""

    number = models.PositiveIntegerField()
    in_force_from = models.DateField()
    adopted_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    privacy = {n: Privacy.NONE for n in ("number", "in_force_from", "reason")}
    wall = wall.network(verbs=["select", "insert"], gate=["select"],
                        check="wall_role() in ('administrator', 'system')")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="covenant_number")]


class CovenantRule(NetworkRow):
    """Organisation kind × purpose × category → ground and term of keeping (days)."""

    covenant = models.ForeignKey(Covenant, models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    category = models.CharField(max_length=30, choices=Category.choices)
    ground = models.CharField(max_length=30, choices=Ground.choices)
    term_days = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)

    privacy = {n: Privacy.NONE for n in ("kind", "purpose", "category", "ground", "term_days", "source")}
    wall = wall.network(verbs=["select", "insert"], gate=["select"],
                        check="wall_role() in ('administrator', 'system')")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["covenant", "kind", "purpose", "category"], name="covenant_rule_once")]
