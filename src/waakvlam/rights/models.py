"""Codes to sign in with, visits, requests with a clock, and whom DigiD stands for."""

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow, Owned
from waakvlam.access.erasing import ERASED, Begins, Keep, Trace
from waakvlam.access.models import Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.time import now
from waakvlam.people.models import Resident

from .words import LANGUAGE_CHOICES

# The desk of the organisation, or the resident behind a code: only about this resident.
_DESK = (f"({wall.ONLY} is null and {wall.PURPOSE} in ('{Purpose.REGISTER}', '{Purpose.PRIVACY}'))")
_RESIDENT = f"({wall.ROLE} = 'resident' and {wall.ONLY} = {{table}}.resident_id)"
_OURS = f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION}"


class Code(Owned):
    """A code that was sent to a resident, kept only as a keyed hash.

    `pseudonyms` are the ids (hex) under which the processing log knows this resident, so that the
    database itself decides whose lines a visit may read. A `print` code opens nothing: it is made
    when a worker prints the receipt for somebody without internet.
    """

    class Channel(models.TextChoices):
        LETTER = "letter", _("brief")
        SMS = "sms", _("sms")
        PRINT = "print", _("op papier meegegeven")

    TRIES = 5

    resident_id = models.UUIDField()
    household_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    language = models.CharField(max_length=5, choices=LANGUAGE_CHOICES, default="nl")
    secret_hash = models.BinaryField(unique=True)
    pseudonyms = models.JSONField(default=list)
    birth_date = models.DateField(null=True, help_text="asked beside the code, where the register knows it")
    tries_left = models.SmallIntegerField(default=TRIES)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    privacy = {"channel": Privacy.NONE, "language": Privacy.LIFE, "secret_hash": Privacy.NONE,
               "pseudonyms": Privacy.NONE, "birth_date": Privacy.IDENTITY}
    coded = {"pseudonyms": "keyed hashes"}
    wall = wall.owned(Purpose.REGISTER, Purpose.PRIVACY, verbs=["select", "insert", "update"],
                      gate=["select", "update"])
    kept = Keep(Trace.LINK, (), since="expires_at", begins=Begins.EXPIRY, scrub=Scrub.DROP_ROW)

    class Meta:
        indexes = [models.Index(fields=["organisation", "resident_id", "-created_at"], name="rights_code_resident")]


class Visit(NetworkRow):
    """A resident who signed in: short, in a cookie of its own, ended at once where they leave.

    No role reads this table; the functions in sql/gate.sql do.
    """

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    code_id = models.UUIDField(null=True, help_text="none: by a sign-in of DigiD's kind")
    resident_id = models.UUIDField()
    secret_hash = models.BinaryField(unique=True)
    seen_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    privacy = {"secret_hash": Privacy.NONE}
    wall = wall.closed()
    kept = Keep(Trace.LINK, (), since="created_at", begins=Begins.EXPIRY, scrub=Scrub.DROP_ROW)

    class Meta:
        indexes = [models.Index(fields=["resident_id", "-created_at"], name="rights_visit_resident")]


class KnownSubject(Owned):
    """Who a sign-in of DigiD's kind stands for: the organisation's own mapping, a keyed hash of `sub`."""

    sub_hash = models.BinaryField()
    resident_id = models.UUIDField()

    privacy = {"sub_hash": Privacy.IDENTITY}
    wall = wall.owned(Purpose.REGISTER, gate=["select", "insert", "delete"])
    kept = Keep(Category.CONTACT, (Purpose.REGISTER,), begins=Begins.TENANCY_END, scrub=Scrub.DROP_ROW, since=Subquery(
        Resident.objects.filter(pk=OuterRef("resident_id")).values("gone_at")[:1]))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "sub_hash"], name="rights_subject_once")]


class Request(Owned):
    """What a resident asks of the organisation under articles 15 to 21 GDPR, with a clock (R29).

    `term` keeps the row of the terms that was in force: {"months", "more", "source"}. Refusing
    needs a reason and always tells where to complain.
    """

    class Kind(models.TextChoices):
        ACCESS = "access", _("inzage")
        CORRECT = "correct", _("verbeteren")
        ERASE = "erase", _("wissen")
        RESTRICT = "restrict", _("beperken")
        OBJECT = "object", _("bezwaar")

    class State(models.TextChoices):
        RECEIVED = "received", _("binnengekomen")
        IN_HAND = "in_hand", _("in behandeling")
        GRANTED = "granted", _("toegewezen")
        PARTLY = "partly", _("deels toegewezen")
        REFUSED = "refused", _("afgewezen")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    class Reason(models.TextChoices):
        """Why a request may be refused, or granted in part: the law's own list, nothing else."""

        IDENTITY = "identity", _("niet zeker dat u het bent")
        OTHERS = "others", _("het zou een ander schaden")
        LAW = "law", _("een wet zegt dat wij het moeten bewaren")
        CLAIM = "claim", _("nodig voor een rechtszaak")
        TASK = "task", _("een zwaarder belang weegt hier door")
        NOT_OURS = "not_ours", _("deze gegevens hebben wij niet")
        REPEATED = "repeated", _("hetzelfde vroeg u kort geleden ook")

    class Came(models.TextChoices):
        PAGE = "page", _("op de eigen pagina")
        LETTER = "letter", _("met een brief")
        PHONE = "phone", _("aan de telefoon")
        DESK = "desk", _("aan de balie")

    OPEN = (State.RECEIVED, State.IN_HAND)
    TRANSITIONS = {
        State.RECEIVED: (State.IN_HAND, State.GRANTED, State.PARTLY, State.REFUSED, State.WITHDRAWN),
        State.IN_HAND: (State.GRANTED, State.PARTLY, State.REFUSED, State.WITHDRAWN),
        State.GRANTED: (),
        State.PARTLY: (),
        State.REFUSED: (),
        State.WITHDRAWN: (),
    }

    number = models.CharField(max_length=9, help_text="receipt number: to read out, tells nothing")
    resident_id = models.UUIDField(null=True)
    household_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    came = models.CharField(max_length=8, choices=Came.choices, default=Came.PAGE)
    language = models.CharField(max_length=5, choices=LANGUAGE_CHOICES, default="nl")
    words = models.TextField(blank=True, help_text="as the resident wrote or said it")
    received_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField()
    term = models.JSONField(default=dict)
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    extended_at = models.DateTimeField(null=True)
    extension_reason = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    answer = models.TextField(blank=True)

    privacy = {"number": Privacy.NONE, "kind": Privacy.NONE, "state": Privacy.NONE, "came": Privacy.NONE,
               "language": Privacy.LIFE, "words": Privacy.LIFE, "term": Privacy.NONE,
               "extension_reason": Privacy.LIFE, "reason": Privacy.NONE, "answer": Privacy.LIFE}
    wall = wall.custom(
        f"{_OURS} and ({_DESK} or {_RESIDENT})",
        # A resident asks and takes back; only the desk answers; erasing is granted by a function only.
        f"{_OURS} and ({_DESK} or ({_RESIDENT} and state in ('received', 'withdrawn'))) "
        "and not (kind = 'erase' and state = 'granted')",
        verbs=["select", "insert", "update"], gate=["select", "update"],
        # Nor is what was granted ever taken back: it is done.
        change=f"{_OURS} and ({_DESK} or {_RESIDENT}) and not (kind = 'erase' and state = 'granted')")
    # That something was asked and answered in time still counts; by whom and what does not.
    kept = Keep(Category.REQUEST, (Purpose.HANDOVER,), since="answered_at", begins=Begins.SETTLED, scrub=Scrub.BLANK,
                done=Q(resident_id__isnull=True), blanks={
                    "resident_id": None, "household_id": None, "language": "nl",
                    "answer": Case(When(answer="", then=Value("")), default=Value(ERASED)),
                    "extension_reason": Case(When(extended_at__isnull=True, then=Value("")), default=Value(ERASED))})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="rights_request_number"),
            models.CheckConstraint(name="rights_request_extended", condition=(
                Q(extended_at__isnull=True, extension_reason="")
                | (Q(extended_at__isnull=False) & ~Q(extension_reason="")))),
            models.CheckConstraint(name="rights_request_answered", condition=(
                ~Q(state__in=("granted", "partly", "refused"))
                | (Q(answered_at__isnull=False) & ~Q(answer="")))),
            models.CheckConstraint(name="rights_request_two_people", condition=(
                ~Q(kind="erase", state="granted")
                | (Q(taken_by__isnull=False, answered_by__isnull=False) & ~Q(taken_by=F("answered_by"))))),
            models.CheckConstraint(name="rights_request_refused", condition=(
                ~Q(state__in=("partly", "refused")) | ~Q(reason=""))),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_at", "id"], name="rights_request_desk"),
            models.Index(fields=["resident_id", "-received_at"], name="rights_request_resident"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at < now()
