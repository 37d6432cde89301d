"""What was sent to whom, what waits on whom, and doors for people without an account."""

from django.db import models
from django.db.models import Q

from .. import wall, words
from ..base import NetworkRow, of_few
from ..erasing import Begins, Keep, Trace
from ..privacy import Privacy, Scrub
from .network import Organisation, Team
from .people import Person


class Reach(NetworkRow):
    """Who a shared row was sent to: which compartment, why, on which ground, until when.

    Carries the sort key and the usual filters of what it opens, so that every list starts
    from one index here (design.md section 2). Written only by the reach_* functions.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    compartment = models.CharField(max_length=30)
    purpose = models.CharField(max_length=30, choices=words.purposes)
    ground = models.CharField(max_length=30, choices=words.grounds)
    may_grant = models.BooleanField(default=False)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    sort_at = models.DateTimeField()
    status = models.CharField(max_length=30, blank=True)
    topic = models.CharField(max_length=40, blank=True)
    neighbourhood_code = models.CharField(max_length=12, blank=True)
    # What lists of work are narrowed by as well, where a module's triggers keep it (signals 0012).
    urgency = models.CharField(max_length=8, blank=True, db_default="")
    nature = models.CharField(max_length=14, blank=True, db_default="")
    held_by = models.UUIDField(null=True, help_text="the person at work who took it")

    privacy = {n: Privacy.NONE for n in (
        "subject_kind", "compartment", "purpose", "ground", "status", "topic", "neighbourhood_code", "urgency", "nature")}
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
            # A list of work walks as few rows for what is rare as for what is common, whoever holds a million.
            *(models.Index(fields=["organisation", "subject_kind", by, "-sort_at", "-subject_id"], name=f"reach_{name}",
                           condition=Q(ended_at__isnull=True, compartment="work", **{f"{by}__isnull": False} if by == "held_by" else {}))
              for name, by in (("topic", "topic"), ("area", "neighbourhood_code"), ("urgency", "urgency"), ("nature", "nature"), ("held_by", "held_by"))),
            *of_few("reach", "team", "person"),
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
    asker = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False,
                              help_text="who waits for it and hears of silence")
    on = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False, help_text="who must act")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
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
            # For the share that was answered in time, running or stopped.
            models.Index(fields=["network", "due_at"], name="clock_due"),
            models.Index(fields=["on", "-step", "due_at"], name="clock_silent_on", condition=Q(stopped_at__isnull=True)),
            models.Index(fields=["on", "due_at", "id"], name="clock_due_on", condition=Q(stopped_at__isnull=True)),
            models.Index(fields=["on", "kind", "due_at"], name="clock_kind_on", condition=Q(stopped_at__isnull=True)),
            *of_few("clock", "person"),
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
    role = models.CharField(max_length=30, choices=words.roles)
    secret_hash = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    privacy = {n: Privacy.NONE for n in ("subject_kind", "kind", "role", "secret_hash")}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and {wall.ORGANISATION} in (organisation_id, made_by_id)",
        f"network_id = {wall.NETWORK} and made_by_id = {wall.ORGANISATION}",
        verbs=["select", "insert", "update"], gate=["select", "update"],
        change=f"network_id = {wall.NETWORK} and made_by_id = {wall.ORGANISATION}")
    kept = Keep(Trace.LINK, (), since="expires_at", begins=Begins.EXPIRY, scrub=Scrub.DROP_ROW,
                owner="made_by_id", mine="{table}.made_by_id = {organisation}")
