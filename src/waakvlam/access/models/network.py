"""The network, its organisations and teams."""

from django.db import models

from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

from .. import wall, words
from ..base import NetworkRow, Owned
from ..privacy import Privacy


class Network(models.Model):
    """Partners in an area that signed one covenant. Nothing crosses networks."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    created_at = models.DateTimeField(default=now, editable=False)

    privacy = {"name": Privacy.NONE, "slug": Privacy.NONE}
    wall = wall.custom(f"id = {wall.NETWORK}", "false", verbs=["select"], gate=["select"])

    def __str__(self) -> str:
        return self.name


class Organisation(NetworkRow):
    """A partner in a network. One that works in several networks has a row in each."""

    name = models.CharField(max_length=120)
    slug = models.SlugField()
    kind = models.CharField(max_length=30, choices=words.kinds)
    email = models.EmailField(blank=True, help_text="shared mailbox for what waits")
    phone = models.CharField(max_length=20, blank=True)
    has_accounts = models.BooleanField(default=True, help_text="false: answers by link only")

    privacy = {n: Privacy.NONE for n in ("name", "slug", "kind", "email", "phone")}
    # One adds another; what stands there, each changes of itself, or anybody's administrator of a partner without accounts.
    wall = wall.network(verbs=["select", "insert", "update"], gate=["select"],
                        check=f"id = {wall.ORGANISATION} or (wall_role() = 'administrator' and not has_accounts)",
                        new=f"wall_role() = 'administrator' or id = {wall.ORGANISATION}")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "slug"], name="organisation_slug")]

    def __str__(self) -> str:
        return self.name


class Team(Owned):
    """A team inside an organisation; reach may be narrowed to it."""

    name = models.CharField(max_length=120)

    privacy = {"name": Privacy.NONE}
    wall = wall.network(verbs=["select", "insert", "update"], gate=["select"],
                        check=f"organisation_id = {wall.ORGANISATION}")

    def __str__(self) -> str:
        return self.name
