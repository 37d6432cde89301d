"""What the municipality is told, in compartments that reach opens; and the terms that a network agreed on."""

from django.db import models
from django.db.models import Case, F, Q, When

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow, Owned
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, grounds
from waakvlam.kit.time import now

from .owned import FOR, READY, Track, dated
from .states import CLOSED, Kind, NoticeState

NAMELESS = "–"
OF_OURS = "exists (select 1 from arrears_notice n where n.id = {table}.notice_id)"
# What was sent goes at its term, counted from the sending; where help opened, from the end of that help (R18).
TERM = Case(When(notice__helped_at__isnull=True, then=F("notice__sent_at")), default=F("notice__ended_at"))
OF_THEIRS = Q(notice__state__in=CLOSED)
# Only the sender writes what is sent, and only while the tenant does not say no (R17).
BY_SENDER = (
    f"organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null and {wall.PURPOSE} = '{Purpose.DEBT}' and exists ("  # noqa: S608
    "select 1 from arrears_basis b join arrears_track t on t.id = b.track_id where b.id = basis_id "
    "and b.kind = arrears_noticecontent.kind and t.ended_at is null and t.organisation_id = arrears_noticecontent.organisation_id "
    "and t.household_id = arrears_noticecontent.household_id "
    "and (b.kind = 'eviction' or (t.refused_at is null and t.signalled_on = b.on_day)))")


class DebtTerms(NetworkRow):
    """From a day on: who the report desk is, and the days that partners give each other. Never changed, only followed.

    `desk_days`: working days before an eviction on which the desk must know (R24). The others are working days for
    accepting, first contact, and word after that.
    """

    from_on = models.DateField()
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    desk_days = models.PositiveSmallIntegerField()
    accept_days = models.PositiveSmallIntegerField()
    contact_days = models.PositiveSmallIntegerField()
    feedback_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, help_text="where this was agreed")
    made_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    privacy = {n: Privacy.NONE for n in ("from_on", "desk_days", "accept_days", "contact_days", "feedback_days", "source")}
    wall = wall.network(verbs=["select", "insert"], check=(
        f"made_by_id = {wall.ORGANISATION} and {wall.ONLY} is null and {wall.ROLE} = 'administrator' "
        f"and {wall.PURPOSE} = '{Purpose.ADMINISTRATION}'"))

    class Meta:
        indexes = [models.Index(fields=["network", "-from_on", "-created_at"], name="arrears_terms_newest")]
        constraints = [
            models.CheckConstraint(name="arrears_terms_days", condition=Q(
                desk_days__range=(1, 60), accept_days__range=(1, 30), contact_days__range=(1, 30), feedback_days__range=(1, 60))),
            models.CheckConstraint(name="arrears_terms_source", condition=~Q(source="")),
        ]


class Basis(Owned):
    """Why a notice might go: the four dated conditions of that moment, for the sender alone."""

    track = models.ForeignKey(Track, models.PROTECT, related_name="bases")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on_day = models.DateField()
    contact_on = models.DateField(null=True)
    help_on = models.DateField(null=True)
    reminder_on = models.DateField(null=True)
    offered_on = models.DateField(null=True)

    privacy = {"kind": Privacy.TENANCY, "on_day": Privacy.TENANCY, **dict.fromkeys(READY, Privacy.TENANCY)}
    wall = wall.owned(Purpose.DEBT, verbs=["select", "insert"], gate=["select (id, track_id)"])
    kept = Keep(Category.ARREARS, FOR, since="track__ended_at", begins=Begins.TRACK_END, scrub=Scrub.DROP_ROW,
                only=Q(track__ended_at__isnull=False))

    class Meta:
        constraints = [models.CheckConstraint(name="arrears_basis_ready", condition=(
            Q(kind="eviction") | dated(*READY, by="on_day")))]


class Notice(NetworkRow):
    """A notice as both sides may know it: no person and no amount in it.

    `until`: when what was sent is destroyed unless help opened before (R18). `*_days` are working days, fixed
    when sent.
    """

    number = models.CharField(max_length=12, help_text="to read out over the phone; tells nothing")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=30, choices=grounds)
    state = models.CharField(max_length=14, choices=NoticeState.choices, default=NoticeState.SENT)
    accept_days = models.PositiveSmallIntegerField()
    contact_days = models.PositiveSmallIntegerField()
    feedback_days = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(default=now)
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_name = models.CharField(max_length=120, blank=True)
    backup = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    contact_at = models.DateTimeField(null=True)
    helped_at = models.DateTimeField(null=True, help_text="a debt-help case opened")
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, blank=True)
    content_closed_at = models.DateTimeField(null=True)

    privacy = {n: Privacy.NONE for n in (
        "number", "kind", "ground", "state", "accept_days", "contact_days", "feedback_days", "outcome")} | {
            "accepted_name": Privacy.STAFF}
    wall = wall.shared("status", subject="arrears_notice.id", gate=[
        "select (id, network_id, number, kind, sender_id, receiver_id, state, ground, sent_at, until, ended_at, content_closed_at)"])
    kept = Keep(Category.STATUS, FOR, since="ended_at", begins=Begins.SETTLED, scrub=Scrub.BLANK,
                only=Q(state__in=CLOSED), owner="sender_id", blanks={"accepted_name": NAMELESS},
                done=Q(accepted_name__in=("", NAMELESS)), mine="{organisation} in ({table}.sender_id, {table}.receiver_id)")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="arrears_notice_number"),
            models.CheckConstraint(name="arrears_notice_between_two", condition=~Q(sender=F("receiver"))),
            models.CheckConstraint(name="arrears_notice_accepted", condition=(
                Q(state__in=("sent", "declined", "withdrawn", "expired"))
                | (Q(accepted_at__isnull=False) & ~Q(accepted_name="")))),
            models.CheckConstraint(name="arrears_notice_helped", condition=(
                ~Q(state="helping") | (Q(helped_at__isnull=False) & Q(contact_at__isnull=False)))),
            models.CheckConstraint(name="arrears_notice_ended", condition=(
                (Q(state__in=CLOSED) & Q(ended_at__isnull=False) & ~Q(outcome=""))
                | (~Q(state__in=CLOSED) & Q(ended_at__isnull=True) & Q(outcome="")))),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED


class NoticeContent(Owned):
    """All that leaves: contact data, and an amount or a day. There is no column for anything else (R17).

    `household_id` is whose data it is, for the processing log. Never changed.
    """

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="content")
    basis = models.OneToOneField(Basis, models.PROTECT, related_name="content")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    household_id = models.UUIDField()
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=160, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    city = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    amount_cents = models.PositiveIntegerField(null=True)
    evict_on = models.DateField(null=True)

    coded = {"phone": "E.164, checked by its own rules"}
    privacy = {"kind": Privacy.TENANCY, "name": Privacy.IDENTITY, "address": Privacy.HOME, "postcode": Privacy.HOME,
               "city": Privacy.HOME, "phone": Privacy.CONTACT, "email": Privacy.CONTACT, "amount_cents": Privacy.TENANCY,
               "evict_on": Privacy.TENANCY}
    wall = wall.shared("content", subject="notice_id", verbs=["select", "insert"],
                       write=f"{wall.reaches('content', 'notice_id')} and {BY_SENDER}", gate=[
                           "select (id, network_id, organisation_id, notice_id, kind, household_id, name, address, postcode, "
                           "city, phone, email, amount_cents, evict_on)"])
    kept = Keep(Category.ARREARS, FOR, since=TERM, begins=Begins.SENDING, scrub=Scrub.DROP_ROW, mine=OF_OURS)

    class Meta:
        indexes = [models.Index(fields=["household_id"], name="arrears_content_household")]
        constraints = [
            models.CheckConstraint(name="arrears_content_shape", condition=(
                Q(kind="debt_signal", amount_cents__isnull=False, amount_cents__gt=0, evict_on__isnull=True)
                | Q(kind="eviction", amount_cents__isnull=True, evict_on__isnull=False))),
            models.CheckConstraint(name="arrears_content_phone", condition=Q(phone__regex=r"^(\+[0-9]{6,15})?$")),
            # One line each: no place to tell a story in.
            models.CheckConstraint(name="arrears_content_lines", condition=~(
                Q(name__contains="\n") | Q(address__contains="\n") | Q(city__contains="\n"))),
        ]


class NoticeStep(NetworkRow):
    """One thing that happened: who, when, from → to, and a code for why. No free text here."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="steps")
    at = models.DateTimeField(default=now)
    verb = models.CharField(max_length=20)
    from_state = models.CharField(max_length=14, blank=True)
    to_state = models.CharField(max_length=14, choices=NoticeState.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=14, blank=True)

    privacy = {"verb": Privacy.NONE, "from_state": Privacy.NONE, "to_state": Privacy.NONE, "name": Privacy.STAFF,
               "reason": Privacy.NONE}
    wall = wall.shared("status", subject="notice_id", verbs=["select", "insert"], write=(
        f"{wall.reaches('status', 'notice_id')} and organisation_id = {wall.ORGANISATION}"))
    kept = Keep(Category.STATUS, FOR, since="notice__ended_at", begins=Begins.SETTLED, scrub=Scrub.BLANK,
                only=OF_THEIRS, owner="notice__sender_id", mine=OF_OURS, blanks={"name": NAMELESS},
                done=Q(name__in=("", NAMELESS)))

    class Meta:
        indexes = [models.Index(fields=["notice", "at"], name="arrears_notice_step")]
