"""A door at which two organisations ring together: asked by sending, answered, and told by each for itself.

Four rows, so that nobody sees more than their part of it: `JointVisit` is what both organisations know (when,
what is needed, how it stands), `JointDoor` where it is (the host, and the one person of the partner who goes),
`JointBasis` why it was lawful to ask (the host alone), `JointReport` what the partner found (the partner alone).
"""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, grounds
from waakvlam.kit.time import AMSTERDAM, now

from .visits import SheetDoor

_MINE = f"organisation_id = {wall.ORGANISATION}"
_VISIT = "{table}.visit_id"


def _day(field: str) -> Cast:
    return Cast(field, models.DateTimeField())


def _kept(field: str) -> Keep:
    return Keep(Category.CONTACT, (Purpose.JOINT_VISIT,), since=_day(field), begins=Begins.SETTLED, scrub=Scrub.DROP_ROW)


class JointVisit(Owned):
    """`organisation` asks `partner` to go along on a day. No address: that goes to whoever is named."""

    class State(models.TextChoices):
        ASKED = "asked", _("gevraagd")
        ACCEPTED = "accepted", _("gaat mee")
        DECLINED = "declined", _("gaat niet mee")
        WITHDRAWN = "withdrawn", _("afgezegd")
        LAPSED = "lapsed", _("niet op tijd geantwoord")
        DONE = "done", _("geweest")

    TRANSITIONS = {
        State.ASKED: (State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.LAPSED),
        State.ACCEPTED: (State.DONE, State.WITHDRAWN),
        State.DECLINED: (), State.WITHDRAWN: (), State.LAPSED: (), State.DONE: (),
    }
    OPEN = (State.ASKED, State.ACCEPTED)
    REACH = "joint_visit"

    partner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    day = models.DateField()
    starts_at = models.TimeField()
    area = models.CharField(max_length=120, blank=True, help_text="the neighbourhood, so that somebody can be found to go")
    needed = models.CharField(max_length=400, help_text="what the partner is asked to bring, in words without names")
    asker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=30, choices=grounds, help_text="of the partner, as the covenant has it")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="who goes along, named by the partner")
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    privacy = {"day": Privacy.NONE, "starts_at": Privacy.NONE, "area": Privacy.NONE, "needed": Privacy.LIFE, "ground": Privacy.NONE,
               "state": Privacy.NONE, "person": Privacy.STAFF}
    wall = wall.shared("status", write=f"{wall.reaches('status')} and ({_MINE} or partner_id = {wall.ORGANISATION})",
                       gate=["select (id, network_id, organisation_id, partner_id, day, starts_at, state)"])
    kept = _kept("day")

    class Meta:
        indexes = [models.Index(fields=["organisation", "day", "id"], name="joint_day"),
                   models.Index(fields=["partner", "day", "id"], name="joint_partner_day")]
        constraints = [
            models.CheckConstraint(name="joint_named", condition=~Q(state__in=("accepted", "done")) | Q(person__isnull=False)),
            models.CheckConstraint(name="joint_ended", condition=(
                Q(state__in=("asked", "accepted"), ended_at__isnull=True) | ~Q(state__in=("asked", "accepted")) & Q(ended_at__isnull=False))),
        ]

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, self.starts_at, AMSTERDAM)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class JointDoor(Owned):
    """Which door, and who of the host rings there. Opened to the person who goes along, and to nobody else there."""

    visit = models.OneToOneField(JointVisit, models.PROTECT, related_name="where")
    subject_id = models.UUIDField(help_text="the household of the host's register: whom the log calls the data subject")
    address = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True, help_text="block, entrance and floor")
    company = models.CharField(max_length=300, help_text="who of the host goes")
    meet = models.CharField(max_length=120, blank=True, default="", help_text="where they meet before they ring; empty is at the door")

    privacy = {"address": Privacy.HOME, "place": Privacy.HOME, "company": Privacy.STAFF, "meet": Privacy.HOME}
    wall = wall.shared("content", subject=_VISIT, write=f"{wall.reaches('content', _VISIT)} and {_MINE}",
                       gate=["select (visit_id, subject_id)"])
    kept = _kept("visit__day")


class JointBasis(Owned):
    """Why the address may go to the partner, and which door of which sheet it is. Of the host alone."""

    class Ground(models.TextChoices):
        CONSENT = "consent", _("de bewoner vindt het goed")
        CORE_TEAM = "core_team", _("afgesproken in het kernteam")
        VITAL = "vital_interest", _("iemand loopt gevaar")
        LEGAL_DUTY = "legal_duty", _("wettelijke plicht")

    visit = models.OneToOneField(JointVisit, models.PROTECT, related_name="basis")
    door = models.ForeignKey(SheetDoor, models.PROTECT, related_name="joints")
    ground = models.CharField(max_length=20, choices=Ground.choices)
    words = models.TextField(help_text="what the resident said, or why it cannot wait")

    privacy = {"ground": Privacy.NONE, "words": Privacy.LIFE}
    wall = wall.owned(Purpose.VISIT_ROUND, verbs=["select", "insert"])
    kept = _kept("visit__day")


class JointReport(Owned):
    """What the partner found at the door: its own, the host never reads it (nor the partner the host's)."""

    class Outcome(models.TextChoices):
        SPOKEN = "spoken", _("gesproken")
        NOBODY = "nobody", _("niemand thuis")
        UNWANTED = "unwanted", _("wil geen bezoek")
        MOVED = "moved", _("woont hier niet meer")

    visit_id = models.UUIDField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    observation = models.TextField(blank=True)
    at = models.DateTimeField(default=now)

    privacy = {"outcome": Privacy.LIFE, "observation": Privacy.LIFE}
    wall = wall.custom(
        wall.owned(Purpose.JOINT_VISIT).using,
        f"{wall.owned(Purpose.JOINT_VISIT).using} and {wall.opened('content', _VISIT)} and person_id = {wall.PERSON}",
        verbs=["select", "insert"], reason="of the organisation that wrote it; written by who was there")
    kept = Keep(Category.CONVERSATION, (Purpose.JOINT_VISIT,), since="at", begins=Begins.WRITING, scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "visit_id"], name="joint_report_once")]
