"""What a housing association keeps of a household that fell behind. Of its own, for this purpose only."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.models import Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.time import now

from .states import How, Outcome, Stage

# No delete: whoever leaves the track leaves it with an outcome. The eraser has verbs of its own.
OWN = wall.owned(Purpose.DEBT, verbs=["select", "insert", "update"])
FOR = (Purpose.DEBT,)
READY = ("contact_on", "help_on", "reminder_on", "offered_on")


def dated(*names: str, by: str) -> Q:
    """Each of these days is known and not later than `by`."""
    return Q(**{f"{n}__isnull": False for n in names}) & Q(**{f"{n}__lte": F(by) for n in names})


class Track(Owned):
    """One household that is behind with the rent. Amounts in cents.

    `contact_on` (a), `help_on` (b), `reminder_on` (c) and `offered_on` (d) are the four dated conditions under which
    an early-debt signal may go (R17): the last day on which each was done. `refused_at`: since when the tenant says
    no to passing it on. `changed_at` is the sort key of lists.
    """

    number = models.CharField(max_length=12, help_text="to read out over the phone; tells nothing")
    household_id = models.UUIDField()
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.LATE)
    amount_cents = models.PositiveIntegerField()
    amount_on = models.DateField(help_text="the day on which this amount was owed")
    since = models.DateField(help_text="the first rent that was not paid")
    contact_on = models.DateField(null=True)
    help_on = models.DateField(null=True)
    reminder_on = models.DateField(null=True)
    offered_on = models.DateField(null=True)
    refused_at = models.DateTimeField(null=True)
    signalled_on = models.DateField(null=True, help_text="the last early-debt signal")
    keeper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True)

    privacy = {"number": Privacy.NONE, **{n: Privacy.TENANCY for n in (
        "stage", "amount_cents", "amount_on", "since", "contact_on", "help_on", "reminder_on", "offered_on",
        "signalled_on", "outcome")}}
    wall = wall.owned(Purpose.DEBT, verbs=["select", "insert", "update"], gate=[
        "select (id, network_id, organisation_id, created_at, household_id, number, stage, amount_cents, amount_on, since, "
        "refused_at, ended_at, outcome)"])
    kept = Keep(Category.ARREARS, FOR, since="ended_at", begins=Begins.TRACK_END, scrub=Scrub.DROP_ROW,
                only=Q(ended_at__isnull=False))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="arrears_track_number"),
            models.UniqueConstraint(fields=["organisation", "household_id"], name="arrears_one_open_track",
                                    condition=Q(ended_at__isnull=True)),
            models.CheckConstraint(name="arrears_ended_with_outcome", condition=(
                (Q(stage="ended") & Q(ended_at__isnull=False) & ~Q(outcome=""))
                | (~Q(stage="ended") & Q(ended_at__isnull=True) & Q(outcome="")))),
            # R17: no signal without the four, in time; and none as long as the tenant says no.
            models.CheckConstraint(name="arrears_signal_ready", condition=(
                Q(signalled_on__isnull=True) | dated(*READY, by="signalled_on"))),
            models.CheckConstraint(name="arrears_stage_signal", condition=~Q(stage="signal") | (
                Q(signalled_on__isnull=False) & Q(refused_at__isnull=True))),
        ]
        indexes = [
            models.Index(fields=["organisation", "-changed_at", "-id"], name="arrears_newest"),
            models.Index(fields=["organisation", "stage", "-changed_at", "-id"], name="arrears_stage_newest"),
            models.Index(fields=["household_id"], name="arrears_household"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def missing(self) -> list[str]:
        """Which of the four conditions is not met yet."""
        return [name for name in READY if getattr(self, name) is None]


class TrackStep(Owned):
    """One thing that was done or happened. `verb`: see `commands`; `note` is for the own organisation."""

    track = models.ForeignKey(Track, models.PROTECT, related_name="steps")
    at = models.DateTimeField(default=now)
    on_day = models.DateField()
    verb = models.CharField(max_length=20)
    how = models.CharField(max_length=8, choices=How.choices, blank=True)
    from_stage = models.CharField(max_length=12, choices=Stage.choices)
    to_stage = models.CharField(max_length=12, choices=Stage.choices)
    amount_cents = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    privacy = {"verb": Privacy.NONE, "how": Privacy.NONE, "note": Privacy.LIFE, **{n: Privacy.TENANCY for n in (
        "on_day", "from_stage", "to_stage", "amount_cents")}}
    wall = OWN
    kept = Keep(Category.ARREARS, FOR, since="track__ended_at", begins=Begins.TRACK_END, scrub=Scrub.DROP_ROW,
                only=Q(track__ended_at__isnull=False))

    class Meta:
        indexes = [models.Index(fields=["track", "at"], name="arrears_step_track")]


class Arrangement(Owned):
    """Paying in parts. Kept when every part is paid; broken when somebody says so."""

    class State(models.TextChoices):
        RUNNING = "running", _("loopt")
        KEPT = "kept", _("nagekomen")
        BROKEN = "broken", _("niet nagekomen")
        STOPPED = "stopped", _("gestopt")

    track = models.ForeignKey(Track, models.PROTECT, related_name="arrangements")
    agreed_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    ended_at = models.DateTimeField(null=True)

    privacy = {"agreed_on": Privacy.TENANCY, "state": Privacy.TENANCY}
    wall = OWN
    kept = Keep(Category.ARREARS, FOR, since="track__ended_at", begins=Begins.TRACK_END, scrub=Scrub.DROP_ROW,
                only=Q(track__ended_at__isnull=False))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["track"], name="arrears_one_arrangement", condition=Q(state="running")),
            models.CheckConstraint(name="arrears_arrangement_ended", condition=(
                Q(state="running", ended_at__isnull=True) | (~Q(state="running") & Q(ended_at__isnull=False)))),
        ]


class Instalment(Owned):
    """One part of an arrangement: due on a day, in cents."""

    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="instalments")
    due_on = models.DateField()
    amount_cents = models.PositiveIntegerField()
    paid_on = models.DateField(null=True)

    privacy = {n: Privacy.TENANCY for n in ("due_on", "amount_cents", "paid_on")}
    wall = OWN
    kept = Keep(Category.ARREARS, FOR, since="arrangement__track__ended_at", begins=Begins.TRACK_END,
                scrub=Scrub.DROP_ROW, only=Q(arrangement__track__ended_at__isnull=False))

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["arrangement", "due_on"], name="arrears_instalment_day"),
            models.CheckConstraint(name="arrears_instalment_amount", condition=Q(amount_cents__gt=0)),
        ]


class Eviction(Owned):
    """A planned eviction: by which court, on which day, and until when the report desk must know (R24)."""

    track = models.ForeignKey(Track, models.PROTECT, related_name="evictions")
    court = models.CharField(max_length=80)
    judged_on = models.DateField()
    evict_on = models.DateField()
    tell_on = models.DateField(help_text="the last day on which the desk must know")
    told_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    carried_out_on = models.DateField(null=True)

    privacy = {n: Privacy.TENANCY for n in ("court", "judged_on", "evict_on", "tell_on", "carried_out_on")}
    wall = OWN
    kept = Keep(Category.ARREARS, FOR, since="track__ended_at", begins=Begins.TRACK_END, scrub=Scrub.DROP_ROW,
                only=Q(track__ended_at__isnull=False))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["track"], name="arrears_one_eviction", condition=Q(
                called_off_at__isnull=True, carried_out_on__isnull=True)),
            models.CheckConstraint(name="arrears_eviction_days", condition=(
                Q(judged_on__lte=F("evict_on")) & Q(tell_on__lte=F("evict_on")))),
            # Nobody is put out of a home of whom the report desk does not know.
            models.CheckConstraint(name="arrears_eviction_told", condition=(
                Q(carried_out_on__isnull=True) | (Q(told_at__isnull=False) & Q(called_off_at__isnull=True)))),
        ]


class CoachOffer(Owned):
    """A budget coach offered to a new tenant, and what they said."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("ja, graag")
        NO_NEED = "no_need", _("niet nodig")
        NOT_REACHED = "not_reached", _("niet bereikt")
        STOP = "stop", _("wil hier niet over benaderd worden")

    household_id = models.UUIDField()
    offered_on = models.DateField()
    how = models.CharField(max_length=8, choices=How.choices)
    service_id = models.UUIDField(null=True, help_text="in the directory")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    outcome_at = models.DateTimeField(null=True)

    privacy = {"offered_on": Privacy.TENANCY, "how": Privacy.NONE, "outcome": Privacy.LIFE}
    wall = OWN
    kept = Keep(Category.TENANCY, FOR, since="offered_on", begins=Begins.WRITING, scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "household_id"], name="arrears_coach_once"),
            models.CheckConstraint(name="arrears_coach_outcome", condition=(
                Q(outcome="", outcome_at__isnull=True) | (~Q(outcome="") & Q(outcome_at__isnull=False)))),
        ]
        indexes = [models.Index(fields=["organisation", "-offered_on", "-id"], name="arrears_coach_newest")]
