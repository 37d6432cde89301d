"""What both sides of a handover share, in compartments that reach opens."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow, Owned
from waakvlam.access.erasing import Begins, Keep, Stays
from waakvlam.access.models import Organisation, Person, Team
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, Role, grounds
from waakvlam.kit.time import now

from .states import CLOSED, OPEN, State, Urgency

WORKING = f"{wall.PURPOSE} = '{Purpose.HANDOVER}'"
# Only who sends may write what was sent, or that it was allowed.
BY_SENDER = (f"organisation_id = {wall.ORGANISATION} and exists (select 1 from handovers_handover h "  # noqa: S608
             "where h.id = handover_id and h.sender_id = organisation_id)")

# Keeping: the term of what hangs on a handover runs from its end, and either party's eraser reaches it.
CLOSING = Greatest("handover__ended_at", "handover__content_closed_at")
OF_CLOSED = Q(handover__state__in=CLOSED)
OF_OURS = "exists (select 1 from handovers_handover h where h.id = {table}.handover_id)"
NAMELESS = "–"


def unnamed(column: str) -> Case:
    """A dash where a name stood: the database asks for one where there was one."""
    return Case(When(**{column: ""}, then=Value("")), default=Value(NAMELESS))


class Handover(NetworkRow):
    """A handover as both sides may know it: no person in it, only who hands what to whom.

    `*_days` are working days for accepting, first contact and feedback, fixed when offered.
    `content_closed_at` says since when the receiver no longer reads what was sent.
    """

    number = models.CharField(max_length=12, help_text="to read out over the phone; tells nothing")
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    receiver_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    receiver_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    topic = models.CharField(max_length=40)
    neighbourhood_code = models.CharField(max_length=10, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    ground = models.CharField(max_length=30, choices=grounds)
    state = models.CharField(max_length=14, choices=State.choices, default=State.OFFERED)
    accept_days = models.PositiveSmallIntegerField()
    contact_days = models.PositiveSmallIntegerField()
    feedback_days = models.PositiveSmallIntegerField()
    permits_feedback = models.BooleanField(default=False)
    offered_at = models.DateTimeField(default=now)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_name = models.CharField(max_length=120, blank=True)
    backup_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    first_contact_by = models.DateField(null=True)
    contact_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    content_closed_at = models.DateTimeField(null=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+",
                                 help_text="the handover that this one goes on from")

    privacy = {n: Privacy.NONE for n in (
        "number", "neighbourhood_code", "urgency", "ground", "state", "accept_days", "contact_days",
        "feedback_days", "first_contact_by", "outcome")} | {
            "topic": Privacy.LIFE, "accepted_name": Privacy.STAFF}
    # The table is named: a bare `id` would mean that of reach itself.
    wall = wall.shared("status", subject="handovers_handover.id",
                       write=f"{wall.reaches('status', 'handovers_handover.id')} and {WORKING}",
                       gate=["select (id, network_id, number, sender_id, receiver_id, neighbourhood_code, topic, "
                             "state, ground, offered_at, ended_at, content_closed_at)"])
    kept = Keep(Category.STATUS, (Purpose.HANDOVER,), since=Greatest("ended_at", "content_closed_at"),
                begins=Begins.HANDOVER_END, scrub=Scrub.BLANK, only=Q(state__in=CLOSED), owner="sender_id",
                blanks={"accepted_name": unnamed("accepted_name")}, done=Q(accepted_name__in=("", NAMELESS)),
                stays={"topic": "counts; no person hangs on it once what was sent is gone"},
                mine="{organisation} in ({table}.sender_id, {table}.receiver_id)")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="handover_number"),
            models.CheckConstraint(name="handover_between_two", condition=~Q(sender=F("receiver"))),
            # Accepting means: a named person who will make contact by a day (R10).
            models.CheckConstraint(name="handover_accepted", condition=(
                ~Q(state__in=("accepted", "contact_made", "under_way", "ended"))
                | (Q(accepted_at__isnull=False) & Q(first_contact_by__isnull=False)
                   & ~Q(accepted_name="")))),
            models.CheckConstraint(name="handover_contact", condition=(
                ~Q(state__in=("contact_made", "under_way", "ended")) | Q(contact_at__isnull=False))),
            models.CheckConstraint(name="handover_ended", condition=(
                (Q(state="ended") & Q(ended_at__isnull=False) & ~Q(outcome=""))
                | (~Q(state="ended") & Q(ended_at__isnull=True) & Q(outcome="")))),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class HandoverContent(Owned):
    """What was sent: the sender's own copy at that moment, never changed, never a window.

    `parts` is {part: text} as in `parts.py`; `letter` is the whole text as the receiver reads
    it. `resident_id` or `household_id` is whose data it is, for the processing log.
    """

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="contents")
    version = models.PositiveSmallIntegerField(default=1)
    resident_id = models.UUIDField(null=True)
    household_id = models.UUIDField(null=True)
    parts = models.JSONField()
    letter = models.TextField()
    introduction = models.JSONField(default=dict)
    permission = models.ForeignKey("handovers.Permission", models.PROTECT, null=True, related_name="+")
    necessity = models.ForeignKey("handovers.Necessity", models.PROTECT, null=True, related_name="+")

    privacy = {"version": Privacy.NONE, "parts": Privacy.LIFE, "letter": Privacy.LIFE,
               "introduction": Privacy.LIFE}
    # The mandate reads the stand, never the letter: also a helmsman who works for one of both sides.
    wall = wall.shared("content", subject="handover_id", never=[Role.STEWARD], verbs=["select", "insert"], write=(
        f"{wall.reaches('content', 'handover_id')} and {BY_SENDER} and {wall.ONLY} is null"),
        gate=["select (id, network_id, organisation_id, created_at, handover_id, version, resident_id, "
              "household_id, parts, letter)"])
    kept = Keep(Category.REQUEST, (Purpose.HANDOVER,), since=CLOSING, begins=Begins.HANDOVER_END,
                scrub=Scrub.DROP_ROW, only=OF_CLOSED, mine=OF_OURS)

    class Meta:
        indexes = [models.Index(fields=["resident_id"], name="content_resident")]
        constraints = [
            models.UniqueConstraint(fields=["handover", "version"], name="content_version"),
            # R9: nothing goes without a permission or a confirmed necessity.
            models.CheckConstraint(name="content_ground", condition=(
                Q(permission__isnull=False, necessity__isnull=True)
                | Q(permission__isnull=True, necessity__isnull=False))),
            models.CheckConstraint(name="content_of_somebody", condition=(
                Q(resident_id__isnull=False) | Q(household_id__isnull=False))),
        ]


class Step(NetworkRow):
    """One thing that happened: who, when, from → to, and a code for why. No free text here."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="steps")
    at = models.DateTimeField(default=now)
    verb = models.CharField(max_length=30)
    from_state = models.CharField(max_length=14, blank=True)
    to_state = models.CharField(max_length=14, choices=State.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True, help_text="of a person at work, or a role")
    reason = models.CharField(max_length=30, blank=True)

    privacy = {"verb": Privacy.NONE, "from_state": Privacy.NONE, "to_state": Privacy.NONE,
               "name": Privacy.STAFF, "reason": Privacy.LIFE}
    wall = wall.shared("status", subject="handover_id", verbs=["select", "insert"], write=(
        f"{wall.reaches('status', 'handover_id')} and organisation_id = {wall.ORGANISATION}"))
    kept = Keep(Category.STATUS, (Purpose.HANDOVER,), since=CLOSING, begins=Begins.HANDOVER_END,
                scrub=Scrub.BLANK, only=OF_CLOSED, owner="handover__sender_id", mine=OF_OURS,
                blanks={"name": unnamed("name")}, done=Q(name__in=("", NAMELESS)),
                stays={"reason": "a code; no person hangs on it once what was sent is gone"})

    class Meta:
        indexes = [models.Index(fields=["handover", "at"], name="step_handover")]


class Explanation(NetworkRow):
    """Words with a step, for the other side: only where the resident permits them to talk (R11)."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="+")
    step = models.OneToOneField(Step, models.PROTECT, related_name="explanation")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField()

    privacy = {"text": Privacy.LIFE}
    wall = wall.shared("feedback", subject="handover_id", never=[Role.STEWARD], verbs=["select", "insert"], write=(
        f"{wall.reaches('feedback', 'handover_id')} and organisation_id = {wall.ORGANISATION}"))
    kept = Keep(Category.REQUEST, (Purpose.HANDOVER,), since=CLOSING, begins=Begins.HANDOVER_END,
                scrub=Scrub.DROP_ROW, only=OF_CLOSED, owner="handover__sender_id", mine=OF_OURS)


class Decision(NetworkRow):
    """The loop is open at the sender: somebody must decide what happens now."""

    class Why(models.TextChoices):
        DECLINED = "declined", _("niet aangenomen")
        RETURNED = "returned", _("teruggegeven")
        TAKEN_BACK = "taken_back", _("teruggehaald")
        NOT_HELPED = "not_helped", _("de bewoner zegt: het hielp niet")
        UNANSWERED = "unanswered", _("de bewoner gaf geen antwoord")

    class Choice(models.TextChoices):
        OFFER_AGAIN = "offer_again", _("aan een ander aangeboden")
        RESUME = "resume", _("dezelfde ontvanger gaat verder")
        CLOSE = "close", _("het blijft hierbij")

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="decisions")
    why = models.CharField(max_length=12, choices=Why.choices)
    opened_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    choice = models.CharField(max_length=12, choices=Choice.choices, blank=True)

    privacy = {"why": Privacy.LIFE, "choice": Privacy.NONE}
    wall = wall.shared("status", subject="handover_id")
    kept = Stays("codes; no person hangs on them once what was sent is gone", mine=OF_OURS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover"], name="decision_one_open",
                                    condition=Q(decided_at__isnull=True)),
            models.CheckConstraint(name="decision_decided", condition=(
                (Q(decided_at__isnull=True) & Q(choice=""))
                | (Q(decided_at__isnull=False) & ~Q(choice="")))),
        ]


class HelpedAnswer(NetworkRow):
    """“Did it help?”, asked at the end and after 6 and 12 weeks; the resident answers.

    A row is made when it is asked. `how` says through whom the answer came; a receiver who
    writes it down names a witness.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        PARTLY = "partly", _("een beetje")
        NO = "no", _("nee")
        NONE = "none", _("geen antwoord")

    class How(models.TextChoices):
        LINK = "link", _("zelf, met een link")
        CALL = "call", _("aan de telefoon")
        WITNESS = "witness", _("bij de ontvanger, met een getuige")
        SILENCE = "silence", _("stil gebleven")

    WEEKS = (0, 6, 12)

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="helped")
    turn = models.PositiveSmallIntegerField(default=1, help_text="which ending this is about")
    weeks = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(default=now)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, choices=How.choices, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+",
                                     help_text="who wrote it down")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    witness = models.CharField(max_length=120, blank=True)

    privacy = {"turn": Privacy.NONE, "weeks": Privacy.NONE, "answer": Privacy.LIFE, "how": Privacy.NONE,
               "witness": Privacy.STAFF}
    wall = wall.shared("status", subject="handover_id",
                       gate=["select (handover_id, asked_at, weeks, answer)"])
    kept = Keep(Category.STATUS, (Purpose.HANDOVER,), since=CLOSING, begins=Begins.HANDOVER_END,
                scrub=Scrub.BLANK, only=OF_CLOSED, owner="handover__sender_id", mine=OF_OURS,
                blanks={"witness": unnamed("witness")}, done=Q(witness__in=("", NAMELESS)),
                stays={"answer": "counts; no person hangs on it once what was sent is gone"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "turn", "weeks"], name="helped_once"),
            models.CheckConstraint(name="helped_weeks", condition=Q(weeks__in=(0, 6, 12))),
            models.CheckConstraint(name="helped_answered", condition=(
                (Q(answered_at__isnull=True) & Q(answer="") & Q(how=""))
                | (Q(answered_at__isnull=False) & ~Q(answer="") & ~Q(how="")))),
            models.CheckConstraint(name="helped_witness", condition=~Q(how="witness") | ~Q(witness="")),
        ]
