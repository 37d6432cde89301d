"""What one side keeps for itself: permission, necessity, where it came from, notes."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, Role, grounds, purposes
from waakvlam.kit.time import now

from .shared import BY_SENDER, CLOSING, OF_CLOSED, Handover

# The resident's own link reads and withdraws the permission of that one handover.
_PERMISSION = f"network_id = {wall.NETWORK} and {wall.PURPOSE} = '{Purpose.HANDOVER}'" + wall.without([Role.STEWARD])
_OURS = f"organisation_id = {wall.ORGANISATION} and ({wall.ONLY} is null or {wall.ONLY} = handover_id)"


class Permission(Owned):
    """What a resident allowed: to whom, what exactly, why, until when, in the words that were used.

    Owned by the organisation that asked. `parts` lists what goes. Withdrawing is one act,
    `commands.withdraw_permission`, which closes reach in the same transaction (R9). Prolonging is a
    new row, asked anew; the one before keeps its words.
    """

    class GivenBy(models.TextChoices):
        SELF = "self", _("de bewoner zelf")
        REPRESENTATIVE = "representative", _("een vertegenwoordiger")

    class Asked(models.TextChoices):
        PHONE = "phone", _("aan de telefoon")
        DOOR = "door", _("aan de deur")
        VISIT = "visit", _("bij een bezoek")
        WRITING = "writing", _("op papier of per mail")

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="permissions")
    household_id = models.UUIDField(null=True)
    resident_id = models.UUIDField(null=True)
    given_by = models.CharField(max_length=14, choices=GivenBy.choices, default=GivenBy.SELF)
    representative = models.CharField(max_length=120, blank=True)
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    parts = models.JSONField(default=list)
    feedback = models.BooleanField(default=False, help_text="the sender may hear more than the status")
    purpose = models.CharField(max_length=30, choices=purposes, default=Purpose.HANDOVER)
    until = models.DateField()
    asked = models.CharField(max_length=10, choices=Asked.choices)
    words = models.TextField(help_text="as shown or spoken")
    receipt_to = models.EmailField(blank=True, help_text="where the resident wants the receipt")
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(default=now)
    replaced_at = models.DateTimeField(null=True, help_text="since when a later permission holds instead")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_how = models.CharField(max_length=10, blank=True, help_text="link, or as in asked")

    privacy = {"given_by": Privacy.LIFE, "representative": Privacy.IDENTITY, "parts": Privacy.NONE,
               "purpose": Privacy.NONE, "until": Privacy.NONE, "asked": Privacy.NONE,
               "words": Privacy.LIFE, "receipt_to": Privacy.CONTACT, "withdrawn_how": Privacy.NONE}
    wall = wall.custom(f"{_PERMISSION} and {_OURS}", f"{_PERMISSION} and {BY_SENDER}", verbs=["select", "insert", "update"], gate=[
        "select (handover_id, until, withdrawn_at, replaced_at, words, given_at, representative)"])
    kept = Keep(Category.REQUEST, (Purpose.HANDOVER,), since=CLOSING, begins=Begins.HANDOVER_END,
                scrub=Scrub.DROP_ROW, only=OF_CLOSED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover"], name="permission_one_holds",
                                    condition=Q(replaced_at__isnull=True)),
            models.CheckConstraint(name="permission_withdrawn", condition=(
                (Q(withdrawn_at__isnull=True) & Q(withdrawn_how=""))
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_how="")))),
            models.CheckConstraint(name="permission_representative", condition=(
                ~Q(given_by="representative") | ~Q(representative=""))),
        ]

    @classmethod
    def holding(cls, handover: Handover) -> "Permission | None":
        """The latest permission of this handover, withdrawn or not. One query."""
        return cls.objects.filter(handover=handover, replaced_at__isnull=True).first()


class Necessity(Owned):
    """Sending without permission: on which ground, why, and a second pair of eyes (R9, R27).

    `prepared` is the letter as composed, {field: value}; it goes only when somebody else
    confirms. Afterwards it is reviewed.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("wacht op een tweede paar ogen")
        CONFIRMED = "confirmed", _("bevestigd en verstuurd")
        REFUSED = "refused", _("niet bevestigd")
        REVIEWED = "reviewed", _("nagekeken")

    TRANSITIONS = {
        State.REQUESTED: (State.CONFIRMED, State.REFUSED),
        State.CONFIRMED: (State.REVIEWED,),
        State.REFUSED: (),
        State.REVIEWED: (),
    }

    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    handover_id = models.UUIDField(help_text="the id the handover has, or will have")
    household_id = models.UUIDField(null=True)
    resident_id = models.UUIDField(null=True)
    ground = models.CharField(max_length=30, choices=grounds)
    reason = models.TextField()
    prepared = models.JSONField(default=dict)
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=now)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True, help_text="of who confirmed or refused")
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = models.TextField(blank=True)

    privacy = {"state": Privacy.NONE, "ground": Privacy.NONE, "reason": Privacy.LIFE,
               "prepared": Privacy.LIFE, "remark": Privacy.LIFE, "review": Privacy.LIFE}
    wall = wall.owned(Purpose.HANDOVER, never=[Role.STEWARD])
    kept = Keep(Category.REQUEST, (Purpose.HANDOVER,), begins=Begins.SETTLED, scrub=Scrub.DROP_ROW,
                since=Coalesce("reviewed_at", "confirmed_at", "requested_at"),
                only=Q(state__in=("refused", "reviewed")))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover_id"], name="necessity_once"),
            models.CheckConstraint(name="necessity_two_people", condition=(
                Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("requested_by")))),
            models.CheckConstraint(name="necessity_confirmed", condition=(
                ~Q(state__in=("confirmed", "reviewed")) | Q(confirmed_by__isnull=False, confirmed_at__isnull=False))),
            models.CheckConstraint(name="necessity_ground", condition=~Q(ground="consent")),
        ]
        indexes = [models.Index(fields=["organisation", "state", "requested_at"], name="necessity_list")]


class Origin(Owned):
    """Where a handover came from, in the sender's own register: opaque to everybody else.

    Kept apart from the shared row, so that two receivers cannot tell that they hold the same
    household.
    """

    handover = models.OneToOneField(Handover, models.PROTECT, related_name="origin")
    household_id = models.UUIDField(null=True)
    resident_id = models.UUIDField(null=True)
    finding_id = models.UUIDField(null=True)
    round_id = models.UUIDField(null=True)

    privacy: dict[str, Privacy] = {}
    wall = wall.owned(Purpose.HANDOVER, Purpose.CALL_ROUND, never=[Role.STEWARD], verbs=["select", "insert"],
                      gate=["select (handover_id, organisation_id, resident_id, household_id)"])
    kept = Keep(Category.STATUS, (Purpose.HANDOVER,), since=CLOSING, begins=Begins.HANDOVER_END,
                scrub=Scrub.DROP_ROW, only=OF_CLOSED)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "round_id"], name="origin_round"),
            models.Index(fields=["organisation", "finding_id"], name="origin_finding"),
            models.Index(fields=["organisation", "household_id"], name="origin_household"),
        ]


class InternalNote(Owned):
    """A note of one side, for that side only; never visible to the other (R14)."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=30, blank=True, help_text="the step it explains, or empty")
    text = models.TextField()

    privacy = {"verb": Privacy.NONE, "text": Privacy.LIFE}
    wall = wall.owned(Purpose.HANDOVER, never=[Role.STEWARD], verbs=["select", "insert"])
    kept = Keep(Category.REQUEST, (Purpose.HANDOVER,), since=CLOSING, begins=Begins.HANDOVER_END,
                scrub=Scrub.DROP_ROW, only=OF_CLOSED)

    class Meta:
        indexes = [models.Index(fields=["organisation", "handover", "at"], name="internal_note")]
