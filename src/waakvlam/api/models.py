"""Tokens with which another system acts as a membership, for one purpose."""

from django.db import models
from django.db.models import F, Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.models import Membership
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import purposes


class ApiToken(Owned):
    """A key for another system. The secret is shown once; only its hash is kept.

    Opened by the function `token_open`, so that nobody without identity can read this table.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=30, choices=purposes)
    label = models.CharField(max_length=80, help_text="which system uses it, for whoever must revoke it")
    processor = models.URLField(blank=True, help_text="address of that system: who called, in the processing log")
    secret_hash = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    privacy = {n: Privacy.NONE for n in ("purpose", "label", "processor", "secret_hash")}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null "
        "and wall_role() in ('administrator', 'system')",
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null "
        "and wall_role() in ('administrator', 'system')",
        verbs=["select", "insert", "update"], gate=["select", "update"])

    class Meta:
        constraints = [models.CheckConstraint(name="token_expires", condition=Q(expires_at__gt=F("created_at")))]
