"""Private lists of known addresses, and the rounds in which they are compared (docs/adr/0015)."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.time import now

from .project import BY_HOST, HOST, PROJECT, Door, Project, of_project
from .states import Answer

_OWN = wall.owned(Purpose.MAINTENANCE).using
# From the closing moment until they were compared, and when comparing is over, nobody writes in a list.
_LISTS_OPEN = (f"not exists (select 1 from maintenance_matchround r where r.project_id = {PROJECT} "  # noqa: S608  constants
               "and r.settled_at is null and r.closes_at <= now()) and exists (select 1 from maintenance_project p "
               f"where p.id = {PROJECT} and p.matching_ended_at is null)")


class MatchRound(Owned):
    """A moment at which the lists close, and after which all are compared at once."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    closes_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    privacy = {"number": Privacy.NONE}
    wall = of_project("content", f"{BY_HOST} and settled_at is null", verbs=["select", "insert"],
                      gate=["select", "update (settled_at)"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="maintenance_round_number"),
            models.UniqueConstraint(fields=["project"], name="maintenance_round_one_open", condition=Q(settled_at__isnull=True)),
        ]


class Entry(Owned):
    """One address on one partner's private list. Nobody else reads it; comparing sees only `mark`.

    `mark` is a keyed hash of the address within this project: equal on every list, and without the key it
    tells nothing. `sealed` holds the door and the partner's own reason, encrypted for that organisation.
    From `compared_at` on it cannot be changed or removed, only withdrawn (by a gate function).
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    mark = models.BinaryField()
    sealed = models.BinaryField()
    answer = models.CharField(max_length=3, blank=True, choices=Answer.choices)
    at = models.DateTimeField(default=now)
    compared_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    privacy = {"mark": Privacy.HOME, "sealed": Privacy.LIFE, "answer": Privacy.LIFE}
    wall = wall.custom(
        f"{_OWN} and {wall.opened('content', PROJECT)}",
        # What was withdrawn was compared before: a constraint says so.
        f"{_OWN} and {wall.opened('content', PROJECT)} and compared_at is null and {_LISTS_OPEN}",
        verbs=["select", "insert", "delete"], gate=[
            "select (id, network_id, organisation_id, project_id, mark, answer, compared_at, withdrawn_at)",
            "update (compared_at, withdrawn_at)"])
    kept = Keep(Category.CONTACT, (Purpose.MAINTENANCE,), since="project__closed_at", begins=Begins.PROJECT_END,
                scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation", "mark"], name="maintenance_entry_once"),
            models.CheckConstraint(name="maintenance_entry_compared", condition=(
                Q(compared_at__isnull=True, withdrawn_at__isnull=True) | Q(compared_at__isnull=False, answer="yes"))),
        ]


class Declaration(Owned):
    """How much one organisation put in, for its own privacy officer: counts, no address."""

    project_id = models.UUIDField()
    name = models.CharField(max_length=120)
    listed = models.PositiveIntegerField(default=0, help_text="addresses on the list now")
    compared = models.PositiveIntegerField(default=0, help_text="addresses it ever wanted compared")
    doors = models.PositiveIntegerField()
    share = models.PositiveSmallIntegerField(help_text="per cent of a block that may be put in")

    privacy = {n: Privacy.NONE for n in ("name", "listed", "compared", "doors", "share")}
    wall = wall.owned(Purpose.MAINTENANCE, Purpose.PRIVACY, verbs=["select", "insert", "update"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "project_id"], name="maintenance_declaration_once")]


class Exemption(Owned):
    """A door at which the host does not agree to a joint visit, whatever the lists say. Of the host alone."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    door = models.ForeignKey(Door, models.PROTECT, related_name="+")

    wall = wall.custom(f"{_OWN} and {HOST}", f"{_OWN} and {HOST} and {_LISTS_OPEN}",
                       verbs=["select", "insert", "delete"], gate=["select"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "door"], name="maintenance_exemption_once")]
