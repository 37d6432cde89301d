"""What happened on a round: attempts, answers, the call in progress, and what it brought up."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Trace
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, Role
from waakvlam.kit.time import now

from .rounds import ROUNDS

NOTE = ("observation", "interpretation", "source")


class Attempt(Owned):
    """One try to reach a household. Its id is made by whoever calls, before sending: the same
    attempt sent twice is one row (design.md section 5).

    A note keeps what was seen, what it may mean and who said so apart (R12). `words_kept` is the
    writer's choice to leave words that look like a diagnosis. `before` is what undo puts back:
    {"entry": {field: value}, "closed": {entry id: state}, "household": {field: value}}.

    A visit may be told hours later, by a telephone with a wrong clock: `told_at` is what it said,
    `received_at` when we heard, `at` what counts. Two reports of one door that differ are both kept:
    the one that `contests` the other does not count (`undone_at`) until a person settles it.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("telefoon")
        DOOR = "door", _("aan de deur")
        CARD = "card", _("kaart in de bus")

    class PartOfDay(models.TextChoices):
        MORNING = "morning", _("ochtend")
        AFTERNOON = "afternoon", _("middag")
        EVENING = "evening", _("avond")

    round = models.ForeignKey("outreach.Round", models.PROTECT, related_name="calls")
    entry = models.ForeignKey("outreach.RoundEntry", models.PROTECT, related_name="calls")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    resident = models.ForeignKey("people.Resident", models.PROTECT, null=True, related_name="+",
                                 help_text="who was spoken with")
    person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.PHONE)
    outcome = models.CharField(max_length=30)
    reached = models.BooleanField(default=False)
    call_back_at = models.DateTimeField(null=True)
    part_of_day = models.CharField(max_length=10, choices=PartOfDay.choices)
    seconds = models.PositiveIntegerField(null=True, help_text="from handing out to the outcome")
    observation = models.TextField(blank=True)
    interpretation = models.TextField(blank=True)
    source = models.TextField(blank=True)
    words_kept = models.BooleanField(default=False)
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    door = models.ForeignKey("outreach.SheetDoor", models.PROTECT, null=True, related_name="reports")
    told_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    contests = models.ForeignKey("self", models.PROTECT, null=True, related_name="contested_by")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")

    privacy = {"channel": Privacy.NONE, "outcome": Privacy.LIFE, "part_of_day": Privacy.NONE,
               "seconds": Privacy.NONE, **dict.fromkeys(NOTE, Privacy.LIFE), "before": Privacy.LIFE}
    wall = wall.owned(*ROUNDS, Purpose.HANDOVER, never=[Role.STEWARD], gate=[
        "select (network_id, organisation_id, round_id, household_id, resident_id, channel, reached, at, undone_at)"])
    kept = Keep(Category.CONVERSATION, (Purpose.CALL_ROUND,), since="at", begins=Begins.WRITING,
                scrub=Scrub.BLANK, blanks={"resident": None}, stays={"outcome": "counts in the report of the round"})

    class Meta:
        indexes = [
            models.Index(fields=["entry", "-at"], name="attempt_entry"),
            # As of entries: counting a round's calls reads this alone.
            models.Index(fields=["round", "organisation", "network"], name="attempt_counting", include=[
                "person", "at", "channel", "part_of_day", "reached"], condition=Q(undone_at__isnull=True)),
            models.Index(fields=["household", "-at"], name="attempt_household",
                         condition=Q(undone_at__isnull=True)),
            models.Index(fields=["round", "-at", "person"], name="attempt_today",
                         condition=Q(undone_at__isnull=True)),
            models.Index(fields=["round", "-at"], name="attempt_contested",
                         condition=Q(contests__isnull=False, settled_at__isnull=True)),
        ]


class Answer(Owned):
    """What was answered to one step of the script. Nothing is mandatory (R8): no row, no answer.

    `value` is a code, a list of codes, a number, a date as text, or text, after the step's kind.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    step = models.CharField(max_length=60)
    value = models.JSONField()

    privacy = {"step": Privacy.NONE, "value": Privacy.LIFE}
    wall = wall.owned(*ROUNDS, Purpose.HANDOVER, never=[Role.STEWARD])
    kept = Keep(Category.CONVERSATION, (Purpose.CALL_ROUND,), since="attempt__at", begins=Begins.WRITING,
                scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "step"], name="answer_once")]


class Draft(Owned):
    """A call in progress: what was typed so far, so that a closed lid loses nothing.

    `attempt_id` is the id that the attempt will have. `content` is {"step": key, "path": [key],
    "answers": {key: value}, "fields": {name: text or list}}. `returned_at` says that the caller
    gave the person back: not offered to the same caller again at once. Kept for a short while
    after the outcome, for undo; then gone.
    """

    entry = models.ForeignKey("outreach.RoundEntry", models.CASCADE, related_name="drafts")
    person = models.ForeignKey("access.Person", models.CASCADE, related_name="+")
    attempt_id = models.UUIDField()
    content = models.JSONField(default=dict)
    taken_at = models.DateTimeField(default=now)
    saved_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    privacy = {"content": Privacy.LIFE}
    wall = wall.owned(Purpose.CALL_ROUND)
    kept = Keep(Trace.DRAFT, (), since=Greatest("taken_at", "saved_at", "finished_at"), begins=Begins.WRITING,
                scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="draft_once")]
        indexes = [models.Index(fields=["person", "-taken_at"], name="draft_person")]


class Finding(Owned):
    """Something a call brought up that must not be lost: it has a clock until somebody acts.

    `danger` is acute danger: `reason` says why it was acted on at once, and it is reviewed the
    next working day (R27).
    """

    class Kind(models.TextChoices):
        HELP_REQUEST = "help_request", _("vraag om hulp")
        SIGNAL = "signal", _("signaal")
        CHECK_IN_WISH = "check_in_wish", _("wil vaker gebeld worden")
        ALREADY_HELPED = "already_helped", _("heeft al hulp")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        HANDED_OVER = "handed_over", _("overgedragen")
        ANSWERED = "answered", _("beantwoord")
        DROPPED = "dropped", _("vervallen")

    TRANSITIONS = {
        State.OPEN: (State.HANDED_OVER, State.ANSWERED, State.DROPPED),
        # A handover that comes back, or a resident who was not helped, opens it again.
        State.HANDED_OVER: (State.OPEN, State.ANSWERED, State.DROPPED),
        State.ANSWERED: (State.OPEN,),
        State.DROPPED: (State.OPEN,),
    }

    round = models.ForeignKey("outreach.Round", models.PROTECT, related_name="findings")
    entry = models.ForeignKey("outreach.RoundEntry", models.PROTECT, related_name="findings")
    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="findings")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    resident = models.ForeignKey("people.Resident", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    topic = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True, help_text="in the resident's own words")
    rhythm = models.CharField(max_length=16, blank=True, help_text="of a check-in wish")
    danger = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=300, blank=True, help_text="of danger, or of dropping it")
    owner = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    privacy = {"kind": Privacy.LIFE, "topic": Privacy.LIFE, "words": Privacy.LIFE,
               "rhythm": Privacy.LIFE, "state": Privacy.NONE, "reason": Privacy.LIFE}
    wall = wall.owned(*ROUNDS, Purpose.HANDOVER, never=[Role.STEWARD], gate=[
        "select (network_id, organisation_id, entry_id, household_id, resident_id, kind, topic, words, state, "
        "created_at)"])
    kept = Keep(Category.REQUEST, (Purpose.CALL_ROUND,), since="ended_at", begins=Begins.SETTLED,
                scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "kind", "topic"], name="finding_once"),
            models.CheckConstraint(name="finding_dropped", condition=(
                ~Q(state="dropped") | ~Q(reason=""))),
            models.CheckConstraint(name="finding_danger", condition=Q(danger=False) | ~Q(reason="")),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "created_at", "id"], name="finding_list"),
            models.Index(fields=["round", "kind", "state"], name="finding_round"),
            models.Index(fields=["household"], name="finding_household"),
        ]


class Stop(Owned):
    """“Do not call again”, said by a household; lifted only by a coordinator, with a reason (R7).

    The register carries the same fact (`Household.do_not_call`), so that nobody can overlook it.
    """

    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, related_name="stops")
    person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    lifted_reason = models.CharField(max_length=300, blank=True)

    privacy = {"lifted_reason": Privacy.LIFE}
    wall = wall.owned(*ROUNDS, Purpose.HANDOVER, never=[Role.STEWARD])
    kept = Keep(Category.CONTACT, (Purpose.CALL_ROUND,), since="lifted_at", begins=Begins.SETTLED,
                scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household"], name="stop_once",
                                    condition=Q(lifted_at__isnull=True)),
            models.CheckConstraint(name="stop_lifted", condition=(
                Q(lifted_at__isnull=True) | ~Q(lifted_reason=""))),
        ]
