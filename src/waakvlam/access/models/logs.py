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
        verbs=["select", "insert"], gate=["select", "update", "delete"])

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "at"], name="audit_subject"),
            models.Index(fields=["seal"], name="audit_sealed", condition=Q(seal__isnull=False)),
            models.Index(fields=["organisation_id", "-at"], name="audit_organisation"),
            models.Index(fields=["id"], name="audit_unsealed", condition=Q(seal__isnull=True)),
        ]


class AuditSeal(models.Model):
    """A closed batch of one of the logs: the root over its hashes, chained to the batch before
    (of whichever log, so that one chain holds both), signed."""

    class Log(models.TextChoices):
        ACTS = "acts", "handelingen"
        LINES = "lines", "verwerkingsregels"

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(default=now)
    log = models.CharField(max_length=5, choices=Log.choices, default=Log.ACTS)
    events = models.IntegerField()
    root = models.BinaryField()
    head = models.BinaryField()
    signature = models.BinaryField(null=True)
    key_id = models.CharField(max_length=16, blank=True, help_text="of the public key; empty before keys had names")

    privacy = {n: Privacy.NONE for n in ("number", "log", "events", "root", "head", "signature", "key_id")}
    wall = wall.open_to_all("hashes only", verbs=["select"], gate=["select", "insert", "update"])


class AuditRemoval(models.Model):
    """That the rows of a batch went at their term: when, how many, after how many days. Signed.

    The seal itself stays, so that the chain stays whole; this says why nothing stands under it any more.
    """

    seal = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    events = models.IntegerField()
    term_days = models.IntegerField(help_text="the longest among the networks whose rows it held")
    signature = models.BinaryField()
    key_id = models.CharField(max_length=16)

    privacy = {n: Privacy.NONE for n in ("seal", "events", "term_days", "signature", "key_id")}
    wall = wall.open_to_all("counts only", verbs=["select"], gate=["select", "insert"])


class AuditDay(models.Model):
    """The head of the chain at the end of a day, signed: small enough to be kept by somebody else.

    Whoever holds one finds a rewrite of everything before it, also by somebody who has the key.
    """

    day = models.DateField(primary_key=True)
    first_seal = models.BigIntegerField(help_text="one more than the last one where nothing was sealed")
    last_seal = models.BigIntegerField()
    acts = models.BigIntegerField()
    lines = models.BigIntegerField()
    head = models.BinaryField()
    signature = models.BinaryField(null=True)
    key_id = models.CharField(max_length=16, blank=True)

    privacy = {n: Privacy.NONE for n in ("day", "first_seal", "last_seal", "acts", "lines", "head", "signature",
                                         "key_id")}
    wall = wall.open_to_all("hashes and counts only", verbs=["select"], gate=["select", "insert", "update"])


class ProcessingLine(models.Model):
    """One line per data subject that was read or written (Logboek Dataverwerkingen, R28).

    Source: Logius, Logboek Dataverwerkingen: trace_id, span_id, parent_span_id, status, name,
    start_time, end_time, resource, and the attributes dpl.core.*. No identity of the user here:
    `audit_id` links to the act, in the other log. Appended only; `seal` is set once, as of acts.
    """

    class Status(models.TextChoices):
        UNSET = "Unset", "onbekend"
        OK = "Ok", "goed"
        ERROR = "Error", "fout van ons"

    # Made by us: an id from the database would have to be read back, and writers may not read here.
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    network_id = models.UUIDField()
    organisation_id = models.UUIDField()
    audit_id = models.UUIDField(null=True)
    trace_id = models.BinaryField(max_length=16)
    span_id = models.BinaryField(max_length=8)
    parent_span_id = models.BinaryField(max_length=8, null=True, help_text="the step that called, ours or theirs")
    status = models.CharField(max_length=5, choices=Status.choices, default=Status.OK)
    name = models.CharField(max_length=80)
    start_time = models.BigIntegerField(help_text="epoch milliseconds")
    end_time = models.BigIntegerField(help_text="epoch milliseconds")
    processing_activity_id = models.CharField(max_length=200)
    data_subject_id = models.BinaryField(help_text="encrypted, deterministic per network")
    data_subject_id_type = models.CharField(max_length=40, default="waakvlam")
    foreign_operation = models.CharField(max_length=200, blank=True, help_text="URI of the processor that called us")
    resource = models.CharField(max_length=40, blank=True, help_text="which system wrote it: name/version")
    seal = models.BigIntegerField(null=True)

    privacy = {n: Privacy.NONE for n in (
        "trace_id", "span_id", "parent_span_id", "status", "name", "start_time", "end_time",
        "processing_activity_id", "data_subject_id", "data_subject_id_type", "foreign_operation", "resource", "seal")}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} "
        "and wall_role() in ('privacy_officer', 'resident', 'system')",
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and seal is null",
        verbs=["select", "insert"], gate=["select", "update", "delete"])

    class Meta:
        indexes = [
            models.Index(fields=["data_subject_id", "start_time"], name="processing_subject"),
            models.Index(fields=["organisation_id", "start_time", "name"], name="processing_organisation"),
            models.Index(fields=["id"], name="processing_unsealed", condition=Q(seal__isnull=True)),
            models.Index(fields=["seal", "organisation_id"], name="processing_sealed", condition=Q(seal__isnull=False)),
        ]
