"""A signal as those who work on it know it, and as whoever told it does: never in one row.

`Signal` says who holds it: whoever reads that may learn that a care provider does. `Report` says how far it is, and
nothing else: it is all that the teller's side ever reads (R11, R22).
"""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow, of_few
from waakvlam.access.erasing import Stays
from waakvlam.access.models import Organisation, Person, Team
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Role
from waakvlam.kit.time import now

from .states import Basis, Channel, Kind, Outcome, State, Told, Urgency

NO_GUEST = f"{wall.ONLY} is null"
# Whoever only brings signals in reads none: own reports by their status, nothing else.
BRINGERS = (Role.CALLER, Role.VOLUNTEER)
# Codes of `route_why`: from the pool, or over from another.
TAKEN_FROM = ("claimed", "taken_over")
_INTAKE = f"taker_id = {wall.ORGANISATION} and ({wall.reaches('status')})"


class Signal(NetworkRow):
    """What happens with it, without a person in it. Reach opens it in the compartment “work”.

    `taker` wrote it down, `giver` had it before `holder`, who must act. `basis` is what was known of the resident's
    side when it came in. `repeats` counts signals that were joined with it. `urgency_why` is a code that explains a
    raised urgency. `route_why` says in {"code": …, …} why it went where it went.
    """

    number = models.CharField(max_length=12, help_text="to read out over the phone; tells nothing")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    topic = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    neighbourhood_code = models.CharField(max_length=10, blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency.choices, default=Urgency.NORMAL)
    urgency_why = models.CharField(max_length=30, blank=True)
    repeats = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    taker = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, db_index=False)
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    holder_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    holder_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    backup_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    came_at = models.DateTimeField(default=now)
    taken_at = models.DateTimeField(null=True)
    acted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, choices=Outcome.choices)
    into = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined", db_index=False)
    route_id = models.UUIDField(null=True, help_text="the rule that sent it")
    route_why = models.JSONField(default=dict)

    privacy = dict.fromkeys((
        "number", "kind", "topic", "channel", "neighbourhood_code", "urgency", "urgency_why", "repeats", "state",
        "basis", "outcome", "route_why"), Privacy.NONE)
    wall = wall.custom(
        f"{wall.reaches('work')} and {NO_GUEST}", f"({wall.reaches('work')} or {_INTAKE}) and {NO_GUEST}",
        verbs=["select", "insert", "update"],
        gate=["select (id, network_id, number, kind, topic, channel, neighbourhood_code, urgency, state, basis, taker_id, giver_id, "
              "holder_id, holder_person_id, came_at, ended_at, into_id)"])
    # Whoever holds it must see that it ended, or what they wrote of it would stay for ever.
    kept = Stays("codes and moments; no person hangs on them once what was told is gone", mine=(
        "({table}.holder_id = {organisation} or exists (select 1 from signals_report r where r.signal_id = {table}.id "
        "and r.organisation_id = {organisation}))"))

    class Meta:
        constraints = [
            models.CheckConstraint(name="signal_ended", condition=(
                Q(ended_at__isnull=True) & ~Q(state__in=("closed", "expired", "joined"))
                | Q(ended_at__isnull=False, state__in=("closed", "expired", "joined")))),
            models.CheckConstraint(name="signal_closed", condition=~Q(state="closed") | ~Q(outcome="")),
            models.CheckConstraint(name="signal_resting", condition=~Q(state="resting") | Q(expires_at__isnull=False)),
            models.CheckConstraint(name="signal_joined", condition=~Q(state="joined") | Q(into__isnull=False)),
        ]
        indexes = [models.Index(fields=["number"], name="signal_number"), *of_few("signal", "into"),
                   # What an organisation took and still works on: counted before it takes another.
                   models.Index(fields=["holder"], name="signal_claimed", condition=Q(route_why__code__in=TAKEN_FROM, ended_at__isnull=True))]

    # Whether taking it in found it there already; of the answer, kept nowhere.
    came_before = False

    def __str__(self) -> str:
        return self.number


class Report(NetworkRow):
    """What came in, as the side that brought it in may follow it: status only (R11).

    Compartment “status”, opened to `organisation`, that wrote it down. Callers and volunteers read their own alone.
    """

    signal = models.OneToOneField(Signal, models.PROTECT, related_name="report")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False,
                               help_text="at work, who wrote it down")
    number = models.CharField(max_length=12)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    topic = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    at = models.DateTimeField(default=now)
    told = models.CharField(max_length=8, choices=Told.choices, default=Told.RECEIVED)
    told_at = models.DateTimeField(default=now)

    privacy = dict.fromkeys(("number", "kind", "topic", "channel", "told"), Privacy.NONE)
    wall = wall.custom(
        f"{wall.reaches('status', '{table}.signal_id')} and {NO_GUEST} and (coalesce({wall.ROLE}, '') not in "
        f"('{Role.CALLER}', '{Role.VOLUNTEER}') or person_id = {wall.PERSON})",
        f"{wall.reaches('status', '{table}.signal_id')} and {NO_GUEST} and organisation_id = {wall.ORGANISATION}",
        verbs=["select", "insert", "update"], gate=["select (signal_id, network_id, organisation_id, number, at, told, told_at)", "update (told, told_at)"],
        change=f"{wall.reaches('status', '{table}.signal_id')} and {NO_GUEST} and organisation_id = {wall.ORGANISATION} "
               f"and (coalesce({wall.ROLE}, '') not in ('{Role.CALLER}', '{Role.VOLUNTEER}') or person_id = {wall.PERSON})")
    kept = Stays("a number and how far it is; no person hangs on it once what was told is gone")

    class Meta:
        indexes = [models.Index(fields=["organisation", "person", "-at", "-id"], name="report_mine")]
