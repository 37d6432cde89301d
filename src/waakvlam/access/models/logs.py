"""The two logs: acts with their seals, and processing lines. They outlive what they speak of."""

from django.db import models
from django.db.models import Q

from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

from .. import wall
from ..privacy import Privacy


class Audit(models.Model):
    """One act: who, for whom, when, what, for which purpose. No foreign keys: it outlives all.

    Appended by every command in the same transaction; never changed. `seal` is set once, by the
    sealing function, when the act is part of a closed batch.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(default=now)
    network_id = models.UUIDField()
    organisation_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    role = models.CharField(max_length=30)
    purpose = models.CharField(max_length=30, blank=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    seal = models.BigIntegerField(null=True)

    # `detail` holds ids, states and counts; a test refuses names and free text in it.
    privacy = {n: Privacy.NONE for n in (
        "role", "purpose", "verb", "subject_kind", "detail", "seal")}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null",
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and seal is null",
        verbs=["select", "insert"], gate=["select", "update"])

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "at"], name="audit_subject"),
            models.Index(fields=["organisation_id", "-at"], name="audit_organisation"),
            models.Index(fields=["id"], name="audit_unsealed", condition=Q(seal__isnull=True)),
        ]


class AuditSeal(models.Model):
    """A closed batch of acts: the root over their hashes, chained to the batch before, signed."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(default=now)
    events = models.IntegerField()
    root = models.BinaryField()
    head = models.BinaryField()
    signature = models.BinaryField(null=True)

    privacy = {n: Privacy.NONE for n in ("number", "events", "root", "head", "signature")}
    wall = wall.open_to_all("hashes only", verbs=["select"], gate=["select", "insert", "update"])


class ProcessingLine(models.Model):
    """One line per data subject that was read or written (Logboek Dataverwerkingen, R28).

    Source: Logius, fields trace_id, span_id, status, name, start_time, end_time, attributes
    dpl.core.*. No identity of the user here: `audit_id` links to the act, in the other log.
    """

    # Made by us: an id from the database would have to be read back, and writers may not read here.
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    network_id = models.UUIDField()
    organisation_id = models.UUIDField()
    audit_id = models.UUIDField(null=True)
    trace_id = models.BinaryField(max_length=16)
    span_id = models.BinaryField(max_length=8)
    status = models.CharField(max_length=5, default="Ok")
    name = models.CharField(max_length=80)
    start_time = models.BigIntegerField(help_text="epoch milliseconds")
    end_time = models.BigIntegerField(help_text="epoch milliseconds")
    processing_activity_id = models.CharField(max_length=200)
    data_subject_id = models.BinaryField(help_text="encrypted, deterministic per network")
    data_subject_id_type = models.CharField(max_length=40, default="waakvlam")

    privacy = {n: Privacy.NONE for n in (
        "trace_id", "span_id", "status", "name", "start_time", "end_time",
        "processing_activity_id", "data_subject_id", "data_subject_id_type")}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} "
        "and wall_role() in ('privacy_officer', 'resident', 'system')",
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION}",
        verbs=["select", "insert"], gate=["select"])

    class Meta:
        indexes = [
            models.Index(fields=["data_subject_id", "start_time"], name="processing_subject"),
            models.Index(fields=["organisation_id", "start_time", "name"], name="processing_organisation"),
        ]
