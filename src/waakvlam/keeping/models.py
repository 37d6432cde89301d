"""Nouns of keeping: terms, runs, holds, erasures, tombstones with marks, questions to partners."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow, Owned
from waakvlam.access.erasing import Begins, Keep, Trace
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.time import now

OURS = f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null"
OVERSEERS = f"{OURS} and wall_role() in ('privacy_officer', 'administrator', 'system')"
# Who keeps the register asks and holds; who oversees privacy decides.
REGISTER_AND_OVERSEERS = (f"{OURS} and (wall_role() in ('privacy_officer', 'system') "
                          f"or {wall.PURPOSE} = '{Purpose.REGISTER}')")


class Term(NetworkRow):
    """How many days the network keeps what the system itself leaves behind; the newest in force counts.

    What says nothing of its own counts as in `data/terms.csv`, which is dated and sourced as well.
    """

    trace = models.CharField(max_length=20, choices=Trace.choices)
    days = models.PositiveIntegerField()
    in_force_from = models.DateField()
    source = models.CharField(max_length=200)
    decided_by = models.UUIDField(null=True)

    privacy = {n: Privacy.NONE for n in ("trace", "days", "in_force_from", "source")}
    wall = wall.network(verbs=["select", "insert"], check="wall_role() in ('administrator', 'system')",
                        gate=["select (id, network_id, trace, days, in_force_from)"])

    class Meta:
        constraints = [models.CheckConstraint(name="term_days", condition=Q(days__gt=0))]
        indexes = [models.Index(fields=["network", "trace", "-in_force_from", "-id"], name="term_in_force")]


class Run(Owned):
    """One night (or one command) for one organisation: what went, what was held back, and how far it came.

    `gone` is {table: rows}, `held` {reason: people}; `more` says that the bound was reached and that the next
    run goes on. A run without an end was broken off: what it had done stays done.
    """

    started_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    gone = models.JSONField(default=dict)
    held = models.JSONField(default=dict)
    rows = models.IntegerField(default=0)
    more = models.BooleanField(default=False)

    privacy = {n: Privacy.NONE for n in ("gone", "held", "rows")}
    wall = wall.custom(OVERSEERS, OVERSEERS, verbs=["select", "insert", "update"])

    class Meta:
        indexes = [models.Index(fields=["organisation", "-started_at", "-id"], name="run_newest")]


class Hold(Owned):
    """Somebody whose data must stay for now (a claim, a judge's order): with a reason and an end."""

    resident_id = models.UUIDField()
    reason = models.CharField(max_length=300)
    until = models.DateField()
    placed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    privacy = {"reason": Privacy.LIFE, "until": Privacy.NONE}
    wall = wall.custom(REGISTER_AND_OVERSEERS, REGISTER_AND_OVERSEERS, verbs=["select", "insert", "update"])
    kept = Keep(Category.CONTACT, (Purpose.REGISTER, Purpose.CALL_ROUND), begins=Begins.SETTLED, scrub=Scrub.DROP_ROW,
                since=Coalesce("lifted_at", Cast("until", models.DateTimeField())))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resident_id"], name="hold_once", condition=Q(lifted_at__isnull=True))]


class Tombstone(Owned):
    """That somebody was erased: what kind, when, why, how many rows. Nothing that tells who."""

    class Why(models.TextChoices):
        REQUEST = "request", _("op verzoek van de bewoner")
        OBJECTION = "objection", _("na bezwaar van de bewoner")
        CONSENT = "consent", _("de toestemming is ingetrokken")
        UNLAWFUL = "unlawful", _("had niet bewaard mogen worden")
        DUTY = "duty", _("een wettelijke plicht tot wissen")

    kind = models.CharField(max_length=20, default="resident")
    why = models.CharField(max_length=20, choices=Why.choices)
    objected = models.BooleanField(default=False, help_text="a register may not bring this person back by itself")
    rows = models.IntegerField(default=0)
    tables = models.JSONField(default=dict)
    repeats = models.IntegerField(default=0, help_text="how often it was done again, after a restore")

    privacy = {n: Privacy.NONE for n in ("kind", "why", "rows", "tables", "repeats")}
    wall = wall.custom(REGISTER_AND_OVERSEERS, REGISTER_AND_OVERSEERS, verbs=["select", "insert", "update"])

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at", "-id"], name="tombstone_newest")]


class Mark(Owned):
    """A keyed hash by which a row is known again after a restore or a new import, and by nothing else."""

    class What(models.TextChoices):
        ID = "id", "id"
        KEY = "key", _("sleutel in het register")

    tombstone = models.ForeignKey(Tombstone, models.CASCADE, related_name="marks")
    what = models.CharField(max_length=3, choices=What.choices)
    hash = models.BinaryField(max_length=32)

    privacy = {"what": Privacy.NONE, "hash": Privacy.NONE}
    wall = wall.custom(REGISTER_AND_OVERSEERS, REGISTER_AND_OVERSEERS, verbs=["select", "insert"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "hash"], name="mark_once")]


class Erasure(Owned):
    """A request to erase somebody: asked by who keeps the register, decided by somebody else."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("wacht op een tweede paar ogen")
        DONE = "done", _("gewist")
        REFUSED = "refused", _("niet gewist")

    TRANSITIONS = {State.REQUESTED: (State.DONE, State.REFUSED), State.DONE: (), State.REFUSED: ()}

    resident_id = models.UUIDField(null=True, help_text="gone once it is done")
    why = models.CharField(max_length=20, choices=Tombstone.Why.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    tombstone = models.ForeignKey(Tombstone, models.PROTECT, null=True, related_name="+")

    privacy = {"why": Privacy.NONE, "state": Privacy.NONE}
    wall = wall.custom(REGISTER_AND_OVERSEERS, REGISTER_AND_OVERSEERS, verbs=["select", "insert", "update"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident_id"], name="erasure_once", condition=Q(state="requested")),
            models.CheckConstraint(name="erasure_two_people", condition=(
                Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")))),
            models.CheckConstraint(name="erasure_done", condition=(
                ~Q(state="done") | Q(resident_id__isnull=True, tombstone__isnull=False))),
        ]


class Onward(NetworkRow):
    """A partner holds a copy on a ground of its own: it was told, and decides before a day."""

    class Decision(models.TextChoices):
        ERASED = "erased", _("gewist")
        KEPT = "kept", _("bewaard, want dat moet van de wet")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="who decides")
    asked_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    handover_id = models.UUIDField()
    number = models.CharField(max_length=12)
    ground = models.CharField(max_length=30)
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    privacy = {n: Privacy.NONE for n in ("number", "ground", "decision")}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and {wall.ORGANISATION} in (organisation_id, asked_by_id) and {wall.ONLY} is null "
        "and wall_role() in ('privacy_officer', 'coordinator', 'system')",
        f"network_id = {wall.NETWORK} and {wall.ORGANISATION} in (organisation_id, asked_by_id) and {wall.ONLY} is null "
        "and wall_role() in ('privacy_officer', 'coordinator', 'system')", verbs=["select", "insert", "update"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover_id"], name="onward_once")]


class Revocation(Owned):
    """An id that devices working off line must drop from their copies; the row itself is gone already."""

    subject_id = models.UUIDField()

    privacy: dict[str, Privacy] = {}
    kept = Keep(Trace.MARK, (), since="created_at", begins=Begins.WRITING, scrub=Scrub.DROP_ROW)
    wall = wall.custom(OURS, f"{OURS} and wall_role() = 'system'", verbs=["select", "insert"])

    class Meta:
        indexes = [models.Index(fields=["organisation", "created_at"], name="revocation_since")]
