"""Who gets what first: a table of readable rules per network, versioned and dated; and the open pool."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow
from waakvlam.access.erasing import Stays
from waakvlam.access.models import Organisation, Person, Team
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Purpose, Role

from .signal import BRINGERS, NO_GUEST, Signal
from .states import Kind, Urgency

_ADMINISTRATOR = f"{wall.ROLE} = '{Role.ADMINISTRATOR}' and {wall.PURPOSE} = '{Purpose.ADMINISTRATION}' and {NO_GUEST}"


class RoutingTable(NetworkRow):
    """One version of a network's rules. A change is a next version; the one in force is the newest that has begun."""

    number = models.PositiveIntegerField()
    in_force_from = models.DateTimeField()
    reason = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    privacy = {"number": Privacy.NONE, "in_force_from": Privacy.NONE, "reason": Privacy.NONE, "person": Privacy.STAFF}
    wall = wall.network(verbs=["select", "insert"], check=f"{_ADMINISTRATOR} and person_id = {wall.PERSON}")
    kept = Stays("who changed the rules, at work; names go with the staff file", mine="false")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="routing_version")]


class RoutingRule(NetworkRow):
    """One rule: the first that fits decides. Empty conditions fit everything; none can look at a person (R5).

    `area` is a code of a neighbourhood (BU…) or district (WK…). `only_with_room` passes the rule by while the
    organisation says that it is full for the topic.
    """

    class Hours(models.TextChoices):
        ALWAYS = "always", _("altijd")
        OFFICE = "office", _("op werkdagen van 8 tot 17 uur")
        OUTSIDE = "outside", _("daarbuiten")

    table = models.ForeignKey(RoutingTable, models.PROTECT, related_name="rules")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, help_text="said on every signal that it sends")
    kind = models.CharField(max_length=14, choices=Kind.choices, blank=True)
    topic = models.CharField(max_length=40, blank=True)
    area = models.CharField(max_length=10, blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency.choices, blank=True)
    hours = models.CharField(max_length=8, choices=Hours.choices, default=Hours.ALWAYS)
    only_with_room = models.BooleanField(default=False)
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")

    privacy = dict.fromkeys(("place", "name", "kind", "topic", "area", "urgency", "hours"), Privacy.NONE)
    wall = wall.network(verbs=["select", "insert"], check=_ADMINISTRATOR)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "place"], name="routing_place")]


# One comparison, as in `wall.owned`: with each condition by itself the planner expects one row, and reads and sorts the whole pool.
_WEIGHERS = (f"network_id = (select case when wall_purpose() = '{Purpose.SIGNAL}' and wall_only() is null"
             f"{wall.without(BRINGERS, 'wall_role()')} then wall_network() end)")
_OURS = f"organisation_id = {wall.ORGANISATION}"


class PoolOffer(NetworkRow):
    """A signal that whoever has room may take: what about, where, how urgent; nobody in it, and no words.

    `words_along` says whether the words go to whoever takes it.
    """

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="who put it there")
    number = models.CharField(max_length=12)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    topic = models.CharField(max_length=40)
    neighbourhood_code = models.CharField(max_length=10, blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency.choices)
    words_along = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    privacy = dict.fromkeys(("number", "kind", "topic", "neighbourhood_code", "urgency"), Privacy.NONE)
    # Whoever has room sees it; only who put it there changes it, also by raw SQL.
    wall = wall.custom(f"{_WEIGHERS} and (closed_at is null or {_OURS} or taken_by_id = {wall.ORGANISATION})", f"{_WEIGHERS} and {_OURS}",
                       verbs=["select", "insert", "update"], change=f"{_WEIGHERS} and {_OURS}",
                       gate=["select (id, network_id, signal_id, taken_by_id, closed_at)"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal"], name="pool_once", condition=Q(closed_at__isnull=True))]
        indexes = [models.Index(fields=["network", "-created_at", "-id"], name="pool_list", condition=Q(closed_at__isnull=True))]
