"""Phones that hold a sheet, and what came in from them."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, GoesWith, Keep
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.time import now
from waakvlam.signin.models.factors import until_leaving

# Whose phone it is, and whoever plans visits: a colleague has no business with it.
_OURS = f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null"
OWN_OR_PLANNER = f"{_OURS} and (person_id = {wall.PERSON} or wall_role() in ('coordinator', 'system'))"


class Device(Owned):
    """One browser on one phone that may hold sheets of one person.

    `token` is the hash of what the phone says to ask whether it still stands. `sealed` is the
    server's part of the phone's key, encrypted for this person; empty once wiped: what the phone
    holds can then be opened by nobody (docs/adr/0013). `clock` is what its clock lacked, in seconds.
    """

    person = models.ForeignKey("access.Person", models.CASCADE, related_name="+")
    membership = models.ForeignKey("access.Membership", models.CASCADE, related_name="+")
    name = models.CharField(max_length=60, help_text="as Chrome op Android")
    token = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    seen_at = models.DateTimeField(default=now)
    clock = models.IntegerField(default=0)
    expires_at = models.DateTimeField()
    wiped_at = models.DateTimeField(null=True)
    wiped_by = models.ForeignKey("access.Person", models.SET_NULL, null=True, related_name="+")

    privacy = {"name": Privacy.STAFF, "token": Privacy.NONE, "sealed": Privacy.NONE, "clock": Privacy.NONE}
    wall = wall.custom(OWN_OR_PLANNER, OWN_OR_PLANNER, verbs=["select", "insert", "update"], gate=["select"])
    kept = until_leaving("field_device")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "token"], name="device_token"),
            # What was wiped can never be given again.
            models.CheckConstraint(name="device_wiped", condition=Q(wiped_at__isnull=True) | Q(sealed=b"")),
        ]
        indexes = [models.Index(fields=["organisation", "-seen_at"], name="device_seen"),
                   models.Index(fields=["person"], name="device_person"),
                   models.Index(fields=["token"], name="device_by_token")]


class Received(Owned):
    """A command that a phone made and we carried out: its own id, once. Written with what it did, in
    one transaction, so that a command is carried out and known, or neither.

    `told_at` is the moment by the phone's clock, `offset` what that clock lacked (milliseconds).
    """

    class Result(models.TextChoices):
        APPLIED = "applied", "applied"
        CONFLICT = "conflict", "conflict"

    device = models.ForeignKey(Device, models.CASCADE, related_name="received")
    person = models.ForeignKey("access.Person", models.CASCADE, related_name="+")
    sheet_id = models.UUIDField()
    entry_id = models.UUIDField()
    result = models.CharField(max_length=8, choices=Result.choices)
    told_at = models.DateTimeField()
    offset = models.BigIntegerField()

    privacy = {"result": Privacy.NONE, "offset": Privacy.NONE}
    wall = wall.owned(Purpose.VISIT_ROUND, verbs=["select", "insert"])
    kept = GoesWith("device")

    class Meta:
        indexes = [models.Index(fields=["device", "-created_at"], name="received_device")]


class Photo(Owned):
    """A photo of damage that came with a visit. The file itself, made anew without its place, is an
    attachment; what nobody points at any more goes by itself."""

    attachment = models.OneToOneField("attachments.Attachment", models.PROTECT, related_name="+")
    attempt = models.ForeignKey("outreach.Attempt", models.PROTECT, related_name="+")
    person = models.ForeignKey("access.Person", models.SET_NULL, null=True, related_name="+")

    privacy: dict[str, Privacy] = {}
    wall = wall.owned(Purpose.VISIT_ROUND, verbs=["select", "insert"])
    kept = Keep(Category.FILE, (Purpose.VISIT_ROUND,), since="created_at", begins=Begins.WRITING, scrub=Scrub.DROP_ROW)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at", "-id"], name="photo_newest")]
