"""A round and its list. The round is data: who, why, until when, through which channels, with which outcomes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Stays
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, grounds, purposes

# Calling and visiting are two purposes over the same lists.
ROUNDS = (Purpose.CALL_ROUND, Purpose.VISIT_ROUND)


class Round(Owned):
    """A call round (belactie), visits or both: goal, area, start and end (R7), ground (R1), approved list (R6).

    `selection` holds criteria in the vocabulary of `selection.py`, which cannot express a
    characteristic of R5. `goal` is {"outcomes": [code, …]}: what makes somebody done.
    `outcomes` is a list of outcomes as data, see `outcomes.py`; `visit_outcomes` those at a door.
    `steps` says in which order we try which channel, see `steps.py`; empty: by telephone.
    `card` is the text of the card for the letter box by language; empty: the standard one. `calling_hours` is
    {"1": ["09:00", "17:00"], …} by ISO weekday. `size` keeps the counts at approval.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("concept")
        APPROVED = "approved", _("goedgekeurd")
        RUNNING = "running", _("loopt")
        PAUSED = "paused", _("gepauzeerd")
        ENDED = "ended", _("afgelopen")

    TRANSITIONS = {
        State.DRAFT: (State.APPROVED,),
        State.APPROVED: (State.RUNNING, State.ENDED),
        State.RUNNING: (State.PAUSED, State.ENDED),
        State.PAUSED: (State.RUNNING, State.ENDED),
        State.ENDED: (),
    }

    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=30, choices=purposes, default=Purpose.CALL_ROUND)
    ground = models.CharField(max_length=30, choices=grounds)
    reason = models.CharField(max_length=400, blank=True, help_text="why we call, as said to residents")
    area = models.JSONField(default=list, help_text="neighbourhood codes; empty: everywhere")
    team = models.ForeignKey("access.Team", models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    selection = models.JSONField(default=dict)
    selection_number = models.PositiveIntegerField(default=1)
    goal = models.JSONField(default=dict)
    script_version = models.ForeignKey("outreach.ScriptVersion", models.PROTECT, null=True, related_name="+")
    outcomes = models.JSONField(default=list)
    visit_outcomes = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    card = models.JSONField(default=dict)
    calling_hours = models.JSONField(default=dict)
    cool_down_days = models.PositiveSmallIntegerField(default=30, help_text="days since any earlier contact")
    language = models.CharField(max_length=5, default="nl")
    reference_percent = models.PositiveSmallIntegerField(default=10)
    max_attempts = models.PositiveSmallIntegerField(default=4)
    seed = models.BigIntegerField(default=0, help_text="of the random reference group")
    size = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    planned_by = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    privacy = {n: Privacy.NONE for n in (
        "name", "purpose", "ground", "reason", "area", "starts_on", "ends_on", "selection",
        "selection_number", "goal", "outcomes", "visit_outcomes", "steps", "card", "calling_hours", "cool_down_days", "language",
        "reference_percent", "max_attempts", "seed", "size", "state")}
    # A request for help that came from a round names it in the handover.
    wall = wall.owned(*ROUNDS, Purpose.HANDOVER, gate=[
        "select (id, name, reason, ground, goal, state, started_at)"])
    kept = Stays("who we call and why, in general")

    class Meta:
        indexes = [models.Index(fields=["organisation", "state", "-starts_on", "-id"], name="round_list")]
        constraints = [
            models.CheckConstraint(name="round_period", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="round_reference", condition=Q(reference_percent__lte=20)),
            models.CheckConstraint(name="round_approved", condition=(
                Q(approved_at__isnull=True) | Q(approved_by__isnull=False))),
        ]

    def __str__(self) -> str:
        return self.name


class RoundSelection(Owned):
    """One version of a round's criteria, with its author; never changed (R5)."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="selections")
    number = models.PositiveIntegerField()
    criteria = models.JSONField()
    sentence = models.CharField(max_length=600)
    person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")

    privacy = {n: Privacy.NONE for n in ("number", "criteria", "sentence")}
    wall = wall.owned(Purpose.CALL_ROUND, verbs=["select", "insert"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="round_selection_number")]


class RoundEntry(Owned):
    """A household on the list of a round, why it is there (R6) and how far we are.

    `next_at` is when it may be called (again); `back_first` puts it before the rest once due
    (promised call-backs, returned leases). A lease hands it to one caller until `lease_until`.
    `step` is the place in the round's channels and `channel` what stands there: how we try next.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("te bellen")
        CALL_BACK = "call_back", _("terugbellen")
        DONE = "done", _("klaar")
        UNREACHABLE = "unreachable", _("niet bereikt")
        EXCLUDED = "excluded", _("van de lijst")

    class Excluded(models.TextChoices):
        DO_NOT_CALL = "do_not_call", _("wil niet gebeld worden")
        MOVED = "moved", _("verhuisd")
        DECEASED = "deceased", _("overleden")
        SECRET = "secret", _("geheim adres")
        KNOWN = "known", _("heeft al contact met ons")
        ASKED = "asked", _("vroeg om niet mee te doen")
        OTHER = "other", _("andere reden")

    OPEN = (State.WAITING, State.CALL_BACK)
    TRANSITIONS = {
        State.WAITING: (State.CALL_BACK, State.DONE, State.UNREACHABLE, State.EXCLUDED),
        State.CALL_BACK: (State.WAITING, State.DONE, State.UNREACHABLE, State.EXCLUDED),
        # Undo of an outcome, within seconds, brings an entry back.
        State.DONE: (State.WAITING, State.CALL_BACK, State.EXCLUDED),
        State.UNREACHABLE: (State.WAITING, State.CALL_BACK, State.EXCLUDED),
        State.EXCLUDED: (State.WAITING, State.CALL_BACK),
    }

    round = models.ForeignKey(Round, models.PROTECT, related_name="entries")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    in_reference = models.BooleanField(default=False)
    why = models.JSONField(default=dict)
    rank = models.IntegerField()
    neighbourhood_code = models.CharField(max_length=10, blank=True)
    block = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    excluded_reason = models.CharField(max_length=20, choices=Excluded.choices, blank=True)
    next_at = models.DateTimeField()
    back_first = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=8, default="phone")
    last_outcome = models.CharField(max_length=30, blank=True)
    reached_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    lease_person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    lease_until = models.DateTimeField(null=True)

    privacy = {"why": Privacy.TENANCY, "rank": Privacy.NONE, "neighbourhood_code": Privacy.HOME,
               "block": Privacy.HOME, "state": Privacy.LIFE, "excluded_reason": Privacy.LIFE,
               "last_outcome": Privacy.LIFE, "attempts": Privacy.NONE, "step": Privacy.NONE, "channel": Privacy.NONE}
    wall = wall.owned(*ROUNDS, gate=[
        "select (id, network_id, organisation_id, round_id, household_id, in_reference, "
        "neighbourhood_code, state, excluded_reason, attempts, last_outcome)"])
    kept = Keep(Category.CONTACT, (Purpose.CALL_ROUND,), since="round__ended_at", begins=Begins.ROUND_END,
                scrub=Scrub.BLANK, stays=dict.fromkeys(
                    ("neighbourhood_code", "state", "excluded_reason", "last_outcome"),
                    "counts in the report of the round"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "household"], name="entry_once"),
            # A caller never holds two people of a round.
            models.UniqueConstraint(fields=["round", "lease_person"], name="entry_one_lease",
                                    condition=Q(lease_person__isnull=False)),
            models.CheckConstraint(name="entry_lease", condition=(
                Q(lease_person__isnull=True, lease_until__isnull=True)
                | Q(lease_person__isnull=False, lease_until__isnull=False))),
            models.CheckConstraint(name="entry_excluded", condition=(
                ~Q(state="excluded") | ~Q(excluded_reason=""))),
        ]
        indexes = [
            # Taking the next one walks this in order: promised first, then oldest due, then rank.
            models.Index("round", F("back_first").desc(), "next_at", "rank", name="entry_next",
                         condition=Q(state__in=["waiting", "call_back"], channel="phone")),
            models.Index(fields=["round", "next_at"], name="entry_doors",
                         condition=Q(state__in=["waiting", "call_back"]) & ~Q(channel="phone")),
            models.Index(fields=["round", "rank"], name="entry_list"),
            # Counting a whole round reads this alone, not the rows. What the wall asks of a row stands in the key:
            # else the planner takes the wall's own condition for the narrower one, and reads rows after all.
            models.Index(fields=["round", "organisation", "network"], name="entry_counting", include=[
                "id", "in_reference", "neighbourhood_code", "block", "state", "reached_at",
                "done_at", "attempts", "last_outcome"]),
            models.Index(fields=["household"], name="entry_household"),
            models.Index(fields=["lease_person"], name="entry_lease_person",
                         condition=Q(lease_person__isnull=False)),
            models.Index(fields=["round", "lease_until"], name="entry_lease_end",
                         condition=Q(lease_until__isnull=False)),
        ]


class Announcement(Owned):
    """Word to the people on the list before the first call: who, why, and how to say no."""

    class Channel(models.TextChoices):
        LETTER = "letter", _("brief")
        SMS = "sms", _("sms")
        EMAIL = "email", _("e-mail")

    round = models.ForeignKey(Round, models.CASCADE, related_name="announcements")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    subject = models.CharField(max_length=160, blank=True)
    body = models.TextField()
    person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_count = models.IntegerField(default=0)
    missed_count = models.IntegerField(default=0, help_text="no address for this channel")

    privacy = {n: Privacy.NONE for n in (
        "channel", "subject", "body", "sent_count", "missed_count")}
    wall = wall.owned(Purpose.CALL_ROUND)

    class Meta:
        indexes = [models.Index(fields=["round"], name="announcement_round")]
