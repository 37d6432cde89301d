"""Versions of the covenant: lines, switches of grounds, and proposals for the next version.

A version comes about in one way only: the gate function `covenant_decide` copies what a proposal
says after somebody else approved it. The application may not write these rows (docs/adr/0012).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .. import wall, words
from ..base import NetworkRow
from ..privacy import Privacy
from .network import Organisation
from .people import Person

_VERSION = {"verbs": ["select"], "gate": ["select", "insert"]}


class Covenant(NetworkRow):
    """One version of the network's agreement; the newest one in force counts."""

    number = models.PositiveIntegerField()
    in_force_from = models.DateField()
    proposed_by = models.UUIDField(null=True, help_text="NULL: version 1, adopted by the operator")
    adopted_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    privacy = {n: Privacy.NONE for n in ("number", "in_force_from", "reason")}
    wall = wall.network(**_VERSION)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="covenant_number"),
            models.CheckConstraint(name="covenant_four_eyes", condition=(
                Q(proposed_by__isnull=True) | Q(adopted_by__isnull=False) & ~Q(adopted_by=F("proposed_by")))),
        ]


class CovenantRule(NetworkRow):
    """Kind × role × purpose × category × compartment → ground and term of keeping (days).

    Role "" is every role of that kind of organisation, compartment "" every part.
    """

    covenant = models.ForeignKey(Covenant, models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=30, choices=words.kinds)
    role = models.CharField(max_length=30, choices=words.roles, blank=True)
    purpose = models.CharField(max_length=30, choices=words.purposes)
    category = models.CharField(max_length=30, choices=words.categories)
    ground = models.CharField(max_length=30, choices=words.grounds)
    compartment = models.CharField(max_length=30, choices=words.compartments, blank=True)
    term_days = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)

    privacy = {n: Privacy.NONE for n in ("kind", "role", "purpose", "category", "ground", "compartment",
                                         "term_days", "source")}
    wall = wall.network(**_VERSION)

    class Meta:
        constraints = [models.UniqueConstraint(
            fields=["covenant", "kind", "role", "purpose", "category", "compartment"], name="covenant_rule_once")]


class CovenantSwitch(NetworkRow):
    """From when until when a ground counts that is not law for everybody yet (R32). No day: off."""

    covenant = models.ForeignKey(Covenant, models.CASCADE, related_name="switches")
    ground = models.CharField(max_length=30, choices=words.grounds)
    on_from = models.DateField(null=True)
    on_until = models.DateField(null=True, help_text="the last day on which it counts")
    source = models.CharField(max_length=200)

    privacy = {n: Privacy.NONE for n in ("ground", "on_from", "on_until", "source")}
    wall = wall.network(**_VERSION)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["covenant", "ground"], name="covenant_switch_once"),
            models.CheckConstraint(name="covenant_switch_days", condition=(
                Q(on_until__isnull=True) | Q(on_from__isnull=False) & Q(on_until__gte=F("on_from")))),
            models.CheckConstraint(name="covenant_switch_source", condition=~Q(source="")),
        ]


class CovenantProposal(NetworkRow):
    """What an administrator proposes; somebody else approves or rejects it (four eyes).

    `content` is {"lines": [{column: value}], "switches": [{column: value}]}, whole, so that who
    decides reads exactly what would come to hold. Past `expires_at` it can no longer be approved.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht op een besluit")
        APPROVED = "approved", _("aangenomen")
        REJECTED = "rejected", _("afgewezen")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    TRANSITIONS = {State.WAITING: (State.APPROVED, State.REJECTED, State.WITHDRAWN),
                   State.APPROVED: (), State.REJECTED: (), State.WITHDRAWN: ()}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    base = models.ForeignKey(Covenant, models.PROTECT, null=True, related_name="+",
                             help_text="the version it changes")
    in_force_from = models.DateField()
    reason = models.CharField(max_length=500)
    content = models.JSONField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    covenant = models.OneToOneField(Covenant, models.PROTECT, null=True, related_name="proposal")

    privacy = {n: Privacy.NONE for n in ("in_force_from", "reason", "content", "state", "decision_reason")}
    wall = wall.network(
        verbs=["select", "insert"], gate=["select", "update"],
        check="wall_role() = 'administrator' and wall_purpose() = 'administration' and wall_only() is null "
        f"and organisation_id = {wall.ORGANISATION} and proposed_by_id = {wall.PERSON} and state = 'waiting'")

    class Meta:
        constraints = [
            # The second pair of eyes is another pair: only withdrawing is for the proposer.
            models.CheckConstraint(name="covenant_proposal_four_eyes", condition=(
                Q(decided_by__isnull=True) | Q(state="withdrawn") & Q(decided_by=F("proposed_by"))
                | Q(state__in=["approved", "rejected"]) & ~Q(decided_by=F("proposed_by")))),
            models.CheckConstraint(name="covenant_proposal_decided", condition=(
                Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False))),
            models.CheckConstraint(name="covenant_proposal_version", condition=(
                Q(state="approved", covenant__isnull=False) | ~Q(state="approved") & Q(covenant__isnull=True))),
            models.CheckConstraint(name="covenant_proposal_reason", condition=(
                ~Q(reason="") & (~Q(state="rejected") | ~Q(decision_reason="")))),
        ]
        indexes = [models.Index(fields=["network", "-created_at"], name="covenant_proposal_newest")]
