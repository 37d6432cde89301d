"""Who is above whom: a dated ladder per network, proposed by one administrator and decided on by another."""

from django.db import models
from django.db.models import F, Q

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy
from waakvlam.kit.time import now

from .states import LadderState

_ADMINISTRATOR = f"network_id = {wall.NETWORK} and {wall.ROLE} = 'administrator' and {wall.PURPOSE} = 'administration' and {wall.ONLY} is null"
_OF_ANOTHER = f"{_ADMINISTRATOR} and proposed_by_id <> {wall.PERSON}"


class Ladder(NetworkRow):
    """A version. Once decided it does not change; the newest approved one whose day has come is in force."""

    in_force_from = models.DateField()
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=LadderState.choices, default=LadderState.WAITING)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=now)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    privacy = {n: Privacy.NONE for n in ("in_force_from", "reason", "state")}
    # A proposal is one's own and waits; only what waits, and is somebody else's, is decided on. What was decided stays
    # as it was, also by raw SQL.
    wall = wall.custom(f"network_id = {wall.NETWORK}", f"{_OF_ANOTHER} and decided_by_id = {wall.PERSON}",
                       new=f"{_ADMINISTRATOR} and state = 'waiting' and proposed_by_id = {wall.PERSON}",
                       change=f"{_OF_ANOTHER} and state = 'waiting'", verbs=["select", "insert", "update"])

    class Meta:
        constraints = [
            models.CheckConstraint(name="ladder_decided", condition=(
                Q(state=LadderState.WAITING, decided_by__isnull=True) | ~Q(state=LadderState.WAITING) & Q(decided_by__isnull=False))),
            models.CheckConstraint(name="ladder_four_eyes", condition=~Q(decided_by=F("proposed_by"))),
            models.UniqueConstraint(fields=["network"], name="ladder_waits_once", condition=Q(state=LadderState.WAITING)),
        ]


class Rung(NetworkRow):
    """Above `below` (an organisation; empty for every one) stands this person, at this place, lowest first."""

    ladder = models.ForeignKey(Ladder, models.PROTECT, related_name="rungs")
    below = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    place = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    privacy = {"place": Privacy.NONE}
    wall = wall.custom(f"network_id = {wall.NETWORK}", (
        f"{_ADMINISTRATOR} and exists (select 1 from breakthroughs_ladder l "  # noqa: S608  constants
        f"where l.id = breakthroughs_rung.ladder_id and l.state = 'waiting' and l.proposed_by_id = {wall.PERSON})"), verbs=["select", "insert"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ladder", "below", "place"], name="rung_place", nulls_distinct=False)]
