"""What those who work on a signal write down: steps for each other, notes and follow-ups for themselves."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow, Owned
from waakvlam.access.erasing import Begins, Keep, Stays
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.time import now

from .content import DONE, NEVER
from .signal import NO_GUEST, Signal
from .states import Follow, FollowState, State


class SignalStep(NetworkRow):
    """One thing that happened: who, when, from → to, and a code for why. No free text here."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="steps", db_index=False)
    at = models.DateTimeField(default=now)
    verb = models.CharField(max_length=30)
    from_state = models.CharField(max_length=8, blank=True)
    to_state = models.CharField(max_length=8, choices=State.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=120, blank=True, help_text="of a person at work, or a role")
    reason = models.CharField(max_length=30, blank=True)

    privacy = {"verb": Privacy.NONE, "from_state": Privacy.NONE, "to_state": Privacy.NONE, "name": Privacy.STAFF,
               "reason": Privacy.LIFE}
    wall = wall.shared("work", subject="signal_id", verbs=["select", "insert"], write=(
        f"({wall.reaches('work', 'signal_id')} or {wall.reaches('status', 'signal_id')}) and {NO_GUEST} "
        f"and organisation_id = {wall.ORGANISATION}"), gate=["select (signal_id, verb, reason)"])
    kept = Keep(Category.STATUS, (Purpose.SIGNAL,), since="signal__ended_at", begins=Begins.SETTLED, scrub=Scrub.BLANK,
                only=DONE, owner="organisation_id", blanks={"name": "–"}, done=Q(name="–"),
                stays={"reason": "a code; no person hangs on it once what was told is gone"})

    class Meta:
        indexes = [models.Index(fields=["signal", "at"], name="signal_step")]


class SignalNote(Owned):
    """A note of one organisation about a signal; nobody else reads it (R14)."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=30, blank=True, help_text="the step it explains, or empty")
    text = models.TextField()

    privacy = {"verb": Privacy.NONE, "text": Privacy.LIFE}
    wall = wall.owned(Purpose.SIGNAL, never=NEVER, verbs=["select", "insert"])
    kept = Keep(Category.SIGNAL, (Purpose.SIGNAL,), since="signal__ended_at", begins=Begins.SETTLED, scrub=Scrub.DROP_ROW,
                only=DONE)

    class Meta:
        indexes = [models.Index(fields=["organisation", "signal", "at"], name="signal_note")]


class FollowUp(Owned):
    """What is done about it: by whom, before which day. `made_id` is the row in another module that came of it."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Follow.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=6, choices=FollowState.choices, default=FollowState.OPEN)
    made_kind = models.CharField(max_length=30, blank=True)
    made_id = models.UUIDField(null=True)
    made_state = models.CharField(max_length=20, blank=True, help_text="how far that is, in the words of its module")
    ended_at = models.DateTimeField(null=True)

    privacy = dict.fromkeys(("kind", "due_on", "state", "made_kind", "made_state"), Privacy.NONE)
    wall = wall.owned(Purpose.SIGNAL, never=NEVER, verbs=["select", "insert", "update"])
    kept = Stays("codes and days; no person hangs on them once what was told is gone")

    class Meta:
        constraints = [models.CheckConstraint(name="follow_up_ended", condition=(
            Q(state="open", ended_at__isnull=True) | ~Q(state="open") & Q(ended_at__isnull=False)))]
        indexes = [models.Index(fields=["organisation", "signal"], name="follow_up_signal"),
                   models.Index(fields=["organisation", "person", "due_on"], name="follow_up_mine", condition=Q(state="open")),
                   models.Index(fields=["made_id"], name="follow_up_made", condition=Q(made_id__isnull=False))]
