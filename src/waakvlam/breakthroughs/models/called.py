"""A call for a decision on something stuck: question, options, who decides, the answer, and what happened."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, grounds
from waakvlam.kit.time import now

from .states import Obstacle, State

THING = "{table}.breakthrough_id"
_MINE = f"organisation_id = {wall.ORGANISATION}"
# Whoever called it keeps it; the parts that others wrote go with it.
_OF_CALLER = ("exists (select 1 from breakthroughs_breakthrough b "  # noqa: S608  constants
              "where b.id = {table}.breakthrough_id and b.organisation_id = {organisation})")


def _kept(since: str, owner: str, mine: str) -> Keep:
    return Keep(Category.STATUS, (Purpose.BREAKTHROUGH,), since=since, begins=Begins.SETTLED, scrub=Scrub.DROP_ROW, owner=owner, mine=mine)


_PART = _kept("breakthrough__ended_at", "breakthrough__organisation_id", _OF_CALLER)


class Breakthrough(Owned):
    """`organisation` called it, on the mandate that the covenant gives its role. No person's data: the thing that
    is stuck is named by `ref`, its number. `rung`: how often it moved up, from `began_with`; `is_top`: nobody
    stands above the one who decides now.
    """

    number = models.CharField(max_length=12)
    question = models.CharField(max_length=500)
    subject_kind = models.CharField(max_length=40, blank=True, help_text="kind of the clock that was silent; empty for a general matter")
    subject_id = models.UUIDField(null=True)
    ref = models.CharField(max_length=60, blank=True)
    ground = models.CharField(max_length=30, choices=grounds)
    caller = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    began_with = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decider_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField(help_text="working days to decide")
    due_at = models.DateTimeField()
    rung = models.PositiveSmallIntegerField(default=0)
    is_top = models.BooleanField(default=False)
    postponed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    called_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    privacy = {n: Privacy.NONE for n in ("number", "question", "subject_kind", "ref", "ground", "days", "rung", "state")}
    wall = wall.shared("status", write=f"{wall.reaches('status')} and {_MINE}")
    kept = _kept("ended_at", "organisation_id", "{table}.organisation_id = {organisation}")

    class Meta:
        constraints = [models.CheckConstraint(name="breakthrough_ended", condition=(
            Q(state=State.OPEN, ended_at__isnull=True) | ~Q(state=State.OPEN) & Q(ended_at__isnull=False)))]


class Option(Owned):
    """One way out, in words; `place` is its order."""

    breakthrough = models.ForeignKey(Breakthrough, models.PROTECT, related_name="options")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    privacy = {"place": Privacy.NONE, "text": Privacy.NONE}
    wall = wall.shared("status", subject=THING, write=f"{wall.reaches('status', THING)} and {_MINE}")
    kept = _PART

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breakthrough", "place"], name="breakthrough_option_place")]


class Decision(Owned):
    """What was decided, by whom, and which obstacle that removed. Only the organisation that decides writes it, once."""

    breakthrough = models.OneToOneField(Breakthrough, models.PROTECT, related_name="decision")
    option = models.ForeignKey(Option, models.PROTECT, related_name="+")
    words = models.CharField(max_length=1000)
    obstacle = models.CharField(max_length=20, choices=Obstacle.choices)
    removed_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True, help_text="of who answered by link")
    at = models.DateTimeField(default=now)

    privacy = {"words": Privacy.NONE, "obstacle": Privacy.NONE, "name": Privacy.STAFF}
    wall = wall.shared("status", subject=THING, verbs=["select", "insert"], write=(
        f"{wall.reaches('status', THING)} and {_MINE} and exists (select 1 from breakthroughs_breakthrough b "  # noqa: S608  constants
        "where b.id = breakthroughs_decision.breakthrough_id and b.state = 'open' and b.decider_id = breakthroughs_decision.organisation_id)"))
    kept = _PART


class Step(Owned):
    """What happened and when, for everybody who follows it: called, reminded, moved up, postponed, decided."""

    breakthrough = models.ForeignKey(Breakthrough, models.PROTECT, related_name="steps")
    at = models.DateTimeField(default=now)
    verb = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    privacy = {"verb": Privacy.NONE, "note": Privacy.NONE}
    wall = wall.shared("status", subject=THING, verbs=["select", "insert"], write=f"{wall.reaches('status', THING)} and {_MINE}")
    kept = _PART
