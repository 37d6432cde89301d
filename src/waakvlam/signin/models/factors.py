"""What somebody has, beside what they know: a passkey, a phone that makes codes, paper codes."""

from django.db import models

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow, Owned
from waakvlam.access.erasing import Begins, Keep, Trace
from waakvlam.access.models import Person
from waakvlam.access.models.people import ONLY_OURS, left
from waakvlam.access.privacy import Privacy, Scrub

# Only whoever it belongs to, and functions that check who may reset it.
OWN = f"network_id = {wall.NETWORK} and person_id = {wall.PERSON} and {wall.ONLY} is null"
_ALL = ["select", "insert", "update", "delete"]


def until_leaving(table: str) -> Keep:
    """Goes with the password of whoever left."""
    return Keep(Trace.STAFF, (), since=left(f"{table}.person_id"), begins=Begins.LEAVING, scrub=Scrub.DROP_ROW,
                owner="", mine=ONLY_OURS.format(person="{table}.person_id"))


class OneTimeSecret(NetworkRow):
    """The secret of a phone that makes one-time codes (RFC 6238), encrypted."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0, help_text="a code of this step or before is refused")

    privacy = {"sealed": Privacy.STAFF, "last_step": Privacy.NONE}
    wall = wall.custom(OWN, OWN, verbs=_ALL, gate=["select", "delete"])
    kept = until_leaving("signin_onetimesecret")


class RecoveryCode(NetworkRow):
    """One of ten codes on paper, each good for one time. Only a keyed hash is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    hashed = models.BinaryField()
    used_at = models.DateTimeField(null=True)

    privacy = {"hashed": Privacy.STAFF}
    wall = wall.custom(OWN, OWN, verbs=_ALL, gate=["select", "delete"])
    kept = until_leaving("signin_recoverycode")


class Passkey(NetworkRow):
    """A key on a phone, computer or stick (WebAuthn). The private part never leaves it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    credential_id = models.BinaryField()
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60, help_text="what its owner calls it")
    used_at = models.DateTimeField(null=True)

    privacy = {"credential_id": Privacy.STAFF, "public_key": Privacy.STAFF, "sign_count": Privacy.NONE,
               "name": Privacy.STAFF}
    wall = wall.custom(OWN, OWN, verbs=_ALL, gate=["select", "delete"])
    kept = until_leaving("signin_passkey")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "credential_id"], name="passkey_once")]
        indexes = [models.Index(fields=["credential_id"], name="passkey_credential")]


class ResetRequest(Owned):
    """Somebody lost their second factor and asks an administrator of their organisation."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    settled_at = models.DateTimeField(null=True)

    privacy: dict[str, Privacy] = {}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null "
        f"and (wall_role() in ('administrator', 'system') or person_id = {wall.PERSON})",
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null "
        f"and (wall_role() in ('administrator', 'system') or person_id = {wall.PERSON})",
        verbs=["select", "insert", "update"], gate=["select"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="reset_once",
                                               condition=models.Q(settled_at__isnull=True))]
