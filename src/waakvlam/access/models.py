"""Networks, organisations, people at work, the covenant, reach, clocks and the two logs."""

from django.db import models
from django.db.models import F, Q

from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

from . import wall
from .base import NetworkRow, Owned
from .privacy import Privacy
from .words import Category, Ground, Kind, Purpose, Role


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
    kind = models.CharField(max_length=30, choices=Kind.choices)
    email = models.EmailField(blank=True, help_text="shared mailbox for what waits")
    phone = models.CharField(max_length=20, blank=True)
    has_accounts = models.BooleanField(default=True, help_text="false: answers by link only")

    privacy = {n: Privacy.NONE for n in ("name", "slug", "kind", "email", "phone")}
    wall = wall.network(verbs=["select", "insert", "update"], gate=["select"],
                        check=f"wall_role() = 'administrator' or id = {wall.ORGANISATION}")

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


class Person(NetworkRow):
    """Somebody at work (or a volunteer): partners see the name and work address, never more."""

    name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=20, blank=True)

    privacy = {n: Privacy.STAFF for n in ("name", "email", "phone")}
    # The address is what somebody signs in with: only changed by who employs them, and nobody else.
    wall = wall.network(verbs=["select", "insert", "update"], gate=["select"],
                        check="wall_role() in ('administrator', 'system') and not exists (select 1 "  # noqa: S608  constants
                        "from access_membership m where m.person_id = access_person.id "
                        f"and m.organisation_id <> {wall.ORGANISATION})")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "email"], name="person_email")]

    def __str__(self) -> str:
        return self.name


class Credential(models.Model):
    """How a person signs in. No role can read this table; `sign_in` functions compare."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    password = models.CharField(max_length=200, blank=True)
    failures = models.SmallIntegerField(default=0)
    wait_until = models.DateTimeField(null=True, blank=True)

    privacy = {"password": Privacy.STAFF}
    wall = wall.closed()


class Membership(Owned):
    """As what a person may act, for which organisation, since and until when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)

    privacy = {"role": Privacy.STAFF}
    wall = wall.network(verbs=["select", "insert", "update"], gate=["select"],
                        check="wall_role() in ('administrator', 'system') "
                        f"and organisation_id = {wall.ORGANISATION}")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "role"], name="membership_once"),
            models.CheckConstraint(name="membership_until", condition=Q(until__isnull=True) | Q(until__gt=F("since"))),
        ]


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


class Reach(NetworkRow):
    """Who a shared row was sent to: which compartment, why, on which ground, until when.

    Carries the sort key and the usual filters of what it opens, so that every list starts
    from one index here (design.md section 2). Written only by the reach_* functions.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    compartment = models.CharField(max_length=30)
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    ground = models.CharField(max_length=30, choices=Ground.choices)
    may_grant = models.BooleanField(default=False)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    sort_at = models.DateTimeField()
    status = models.CharField(max_length=30, blank=True)
    topic = models.CharField(max_length=40, blank=True)
    neighbourhood_code = models.CharField(max_length=12, blank=True)

    privacy = {n: Privacy.NONE for n in (
        "subject_kind", "compartment", "purpose", "ground", "status", "topic", "neighbourhood_code")}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} "
        f"and ({wall.ONLY} is null or subject_id = {wall.ONLY})",
        "false", verbs=["select"], gate=["select", "insert", "update"])

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "subject_kind", "compartment", "-sort_at", "-subject_id"], name="reach_list", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["organisation", "subject_kind", "compartment", "status", "-sort_at",
                         "-subject_id"], name="reach_status", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["subject_id", "organisation", "compartment"], name="reach_subject"),
        ]


class Clock(NetworkRow):
    """Something that waits on an organisation: due when, and to whom it moves when silent.

    `step` is where the ladder stands: 0 running, then reminder, backup, coordinator, mandate.
    Visible to who waits (organisation), who is waited on, and, once silent, the mandate.
    """

    class Step(models.IntegerChoices):
        RUNNING = 0, "loopt"
        REMINDED = 1, "herinnerd"
        BACKUP = 2, "bij achtervang"
        COORDINATOR = 3, "bij coördinator"
        MANDATE = 4, "bij roerganger"

    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    asker = models.ForeignKey(Organisation, models.PROTECT, related_name="+",
                              help_text="who waits for it and hears of silence")
    on = models.ForeignKey(Organisation, models.PROTECT, related_name="+",
                           help_text="who must act")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    next_at = models.DateTimeField(help_text="when the ladder is looked at again")
    step = models.SmallIntegerField(choices=Step.choices, default=Step.RUNNING)
    stopped_at = models.DateTimeField(null=True)

    privacy = {"kind": Privacy.NONE, "subject_kind": Privacy.NONE}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and ({wall.ONLY} is null or subject_id = {wall.ONLY}) "
        f"and (asker_id = {wall.ORGANISATION} or on_id = {wall.ORGANISATION} "
        "or (step = 4 and wall_role() = 'steward'))",
        f"network_id = {wall.NETWORK} and (asker_id = {wall.ORGANISATION} "
        f"or on_id = {wall.ORGANISATION} or (step = 4 and wall_role() = 'steward'))",
        verbs=["select", "insert", "update"], gate=["select"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_id", "kind"], name="clock_runs_once",
                                               condition=Q(stopped_at__isnull=True))]
        indexes = [
            models.Index(fields=["next_at"], name="clock_next", condition=Q(stopped_at__isnull=True)),
            models.Index(fields=["asker", "-step", "due_at"], name="clock_silent_asker", condition=Q(stopped_at__isnull=True)),
            models.Index(fields=["on", "-step", "due_at"], name="clock_silent_on", condition=Q(stopped_at__isnull=True)),
        ]


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


class Link(NetworkRow):
    """A door for somebody without an account: one subject, one purpose, expiring, revocable.

    Only a hash of its secret is kept. Opened by the function `link_open`.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+",
                                     help_text="in whose name the link acts")
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=30)
    role = models.CharField(max_length=30, choices=Role.choices)
    secret_hash = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    privacy = {n: Privacy.NONE for n in ("subject_kind", "kind", "role", "secret_hash")}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and {wall.ORGANISATION} in (organisation_id, made_by_id)",
        f"network_id = {wall.NETWORK} and made_by_id = {wall.ORGANISATION}",
        verbs=["select", "insert", "update"], gate=["select", "update"])


__all__ = ["Audit", "AuditSeal", "Clock", "Covenant", "CovenantRule", "Credential", "Link",
           "Membership", "Network", "Organisation", "Person", "ProcessingLine", "Reach", "Team"]
