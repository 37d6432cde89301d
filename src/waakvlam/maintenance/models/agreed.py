"""What the core team agreed to visit together, and what came of it."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.time import now

from .matching import MatchRound
from .project import PROJECT, Door, Project
from .states import Ground, ItemState, Outcome

_MINE = f"organisation_id = {wall.ORGANISATION}"
# What hangs on an address is in sight as long as the address is: the subselect stands behind the wall of
# that table, which asks for reach of the project.
_STANDS = "exists (select 1 from maintenance_agreed a where a.id = {table}.agreed_id and a.project_id = {table}.project_id)"
_OF_AGREED = f"network_id = {wall.NETWORK} and {_STANDS}"
_ON_AGENDA = f"{wall.reaches('content', PROJECT)} and (agreed_id is null or {_STANDS})"
_OF_PARTY = f"{_ON_AGENDA} and ({_MINE} or owner_id = {wall.ORGANISATION})"


# The host's eraser must see what partners still hold of an address, or it would try to remove it under their feet.
_MINE_OR_HOST = ("({table}.organisation_id = {organisation} or exists (select 1 from maintenance_project p "  # noqa: S608  constants
                 "where p.id = {table}.project_id and p.organisation_id = {organisation}))")


def _kept(category: str) -> Keep:
    return Keep(category, (Purpose.MAINTENANCE,), since="project__closed_at", begins=Begins.PROJECT_END, scrub=Scrub.DROP_ROW,
                mine=_MINE_OR_HOST)


class Agreed(Owned):
    """An address that enough partners want to visit together. Made and ended by gate functions only.

    Nothing here says who brought it in, or how many did. `lapsed_at`: somebody withdrew, or the host called
    it off; from then on nobody sees it, and nothing says who.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="agreed")
    door = models.ForeignKey(Door, models.PROTECT, related_name="+")
    round = models.ForeignKey(MatchRound, models.PROTECT, related_name="+")
    mark = models.BinaryField()
    agreed_at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)

    privacy = {"mark": Privacy.HOME}
    wall = wall.custom(f"{wall.reaches('content', PROJECT)} and lapsed_at is null", "false", verbs=["select"],
                       gate=["select", "insert", "update (lapsed_at)"])
    kept = _kept(Category.CONTACT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "door"], name="maintenance_agreed_once",
                                               condition=Q(lapsed_at__isnull=True))]


class Visit(Owned):
    """When an agreed address is visited, and what came of it; `organisation` wrote it last."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    agreed = models.OneToOneField(Agreed, models.PROTECT, related_name="visit")
    planned_at = models.DateTimeField(null=True)
    listed_at = models.DateTimeField(null=True, help_text="since when it stands on a sheet of the host")
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome.choices)
    done_at = models.DateTimeField(null=True)

    privacy = {"outcome": Privacy.LIFE}
    wall = wall.custom(_OF_AGREED, f"{_OF_AGREED} and {_MINE}", verbs=["select", "insert", "update"], gate=["select (agreed_id, done_at)"])
    kept = _kept(Category.CONTACT)

    class Meta:
        constraints = [models.CheckConstraint(name="maintenance_visit_done", condition=(
            Q(outcome="", done_at__isnull=True) | ~Q(outcome="") & Q(done_at__isnull=False)))]


class Going(Owned):
    """Somebody says: I go there. The only thing that ties an organisation to an address, and it is its own act."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    agreed = models.ForeignKey(Agreed, models.PROTECT, related_name="going")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    wall = wall.custom(_OF_AGREED, f"{_OF_AGREED} and {_MINE}", verbs=["select", "insert", "delete"])
    privacy = {"person": Privacy.STAFF}
    kept = _kept(Category.CONTACT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreed", "person"], name="maintenance_going_once")]


class Release(Owned):
    """What an organisation tells the others of an agreed address, on which ground (R9); taken back whenever it likes."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    agreed = models.ForeignKey(Agreed, models.PROTECT, related_name="releases")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    ground = models.CharField(max_length=20, choices=Ground.choices)
    at = models.DateTimeField(default=now)
    taken_back_at = models.DateTimeField(null=True)

    privacy = {"text": Privacy.LIFE, "ground": Privacy.NONE}
    wall = wall.custom(f"{_OF_AGREED} and (taken_back_at is null or {_MINE})", f"{_OF_AGREED} and {_MINE}",
                       verbs=["select", "insert", "update"], change=f"{_OF_AGREED} and {_MINE}")
    kept = _kept(Category.SIGNAL)


class ReleaseBasis(Owned):
    """The words of the permission, or why it was necessary: of whoever released, nobody else reads them."""

    release = models.OneToOneField(Release, models.PROTECT, related_name="basis")
    text = models.TextField()

    privacy = {"text": Privacy.LIFE}
    wall = wall.owned(Purpose.MAINTENANCE, verbs=["select", "insert"])
    kept = Keep(Category.SIGNAL, (Purpose.MAINTENANCE,), since="release__project__closed_at", begins=Begins.PROJECT_END,
                scrub=Scrub.DROP_ROW)


class Item(Owned):
    """A point on the agenda: what, who does it, until when. `organisation` put it there.

    What was found at another door is here only with the resident's permission (`permission`, in the
    words that were spoken) or on a ground that somebody wrote down (R9, R25).
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="items")
    door = models.ForeignKey(Door, models.PROTECT, null=True, related_name="+")
    agreed = models.ForeignKey(Agreed, models.PROTECT, null=True, related_name="items")
    text = models.TextField()
    ground = models.CharField(max_length=20, blank=True, choices=Ground.choices)
    permission = models.TextField(blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    owner_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.OPEN)
    at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    privacy = {"text": Privacy.LIFE, "ground": Privacy.NONE, "permission": Privacy.LIFE, "due_on": Privacy.NONE, "state": Privacy.NONE}
    wall = wall.custom(_ON_AGENDA, _OF_PARTY, verbs=["select", "insert", "update"], change=_OF_PARTY)
    kept = _kept(Category.SIGNAL)

    class Meta:
        constraints = [
            # An address that nobody agreed on stands on the agenda only with a ground.
            models.CheckConstraint(name="maintenance_item_ground", condition=(
                Q(door__isnull=True) | Q(agreed__isnull=False) | ~Q(ground="") & ~Q(permission=""))),
            models.CheckConstraint(name="maintenance_item_ended", condition=(
                Q(state="open", ended_at__isnull=True) | ~Q(state="open") & Q(ended_at__isnull=False))),
        ]
        indexes = [models.Index(fields=["project", "state", "due_on"], name="maintenance_agenda")]

    @property
    def about(self) -> Door | None:
        """The door that it is about, agreed or not. One query each where they were not joined."""
        return self.agreed.door if self.agreed else self.door
