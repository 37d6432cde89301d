"""What was told, who told it, and on which ground it went further: the rows with people in them."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, Role
from waakvlam.kit.time import now

from .signal import BRINGERS, NO_GUEST, Signal
from .states import SHAREABLE, About, Basis, TellerKind, Wants

NEVER = (Role.STEWARD, *BRINGERS)
_OURS = f"organisation_id = {wall.ORGANISATION}"
# Either holder's eraser reaches what hangs on a signal that it wrote or was sent.
OF_OURS = ("({table}.organisation_id = {organisation} or exists (select 1 from signals_signal s "
           "where s.id = {table}.signal_id and s.holder_id = {organisation}))")
DONE = Q(signal__state__in=("closed", "expired", "joined"))


def keep_as(category: str, scrub: Scrub = Scrub.DROP_ROW) -> Keep:
    return Keep(category, (Purpose.SIGNAL,), since="signal__ended_at", begins=Begins.SETTLED, scrub=scrub, only=DONE)


class SignalContent(Owned):
    """The words and the place, as written down by `organisation`; never changed, a correction is a next version.

    What was seen, what it may mean and who said so stand apart (R12). Ids are of the writer's own register, for its
    processing log; nobody else can follow them.
    """

    # The version leads there, and reach to what an organisation wrote: neither needs an index of its own.
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+", editable=False, db_index=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="contents", db_index=False)
    version = models.PositiveSmallIntegerField(default=1)
    about = models.CharField(max_length=6, choices=About.choices)
    observation = models.TextField()
    interpretation = models.TextField(blank=True)
    source = models.TextField(blank=True)
    words_kept = models.BooleanField(default=False)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=20, blank=True, help_text="with letter and addition")
    postcode = models.CharField(max_length=7, blank=True)
    city = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=200, blank=True, help_text="where no address fits")
    dwelling_id = models.UUIDField(null=True)
    household_id = models.UUIDField(null=True)
    resident_id = models.UUIDField(null=True)
    noticed_at = models.DateTimeField(default=now)
    language = models.CharField(max_length=5, default="nl")
    # Keyed hashes by which the database finds what is about the same; they tell nothing (`marks.py`).
    home_mark = models.BinaryField(null=True)
    person_mark = models.BinaryField(null=True)

    privacy = {"home_mark": Privacy.NONE, "person_mark": Privacy.NONE, "version": Privacy.NONE, "about": Privacy.NONE, "observation": Privacy.LIFE, "interpretation": Privacy.LIFE,
               "source": Privacy.LIFE, "name": Privacy.IDENTITY, "phone": Privacy.CONTACT, "language": Privacy.LIFE,
               **dict.fromkeys(("street", "house_number", "postcode", "city", "place"), Privacy.HOME)}
    wall = wall.shared("content", subject="signal_id", never=NEVER, verbs=["select", "insert"], write=(
        f"{wall.reaches('content', 'signal_id')} and {_OURS} and {NO_GUEST}"),
        gate=["select (id, network_id, organisation_id, signal_id, version, about, observation, interpretation, name, street, house_number, "
              "postcode, city, resident_id, household_id, dwelling_id, home_mark, person_mark, created_at)"])
    kept = Keep(Category.SIGNAL, (Purpose.SIGNAL,), since="signal__ended_at", begins=Begins.SETTLED, scrub=Scrub.DROP_ROW,
                only=DONE, mine=OF_OURS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "version"], name="signal_content_version")]
        indexes = [models.Index(fields=["resident_id"], name="signal_content_resident", condition=Q(resident_id__isnull=False)),
                   models.Index(fields=["household_id"], name="signal_content_household", condition=Q(household_id__isnull=False)),
                   models.Index(fields=["home_mark"], name="signal_content_home", condition=Q(home_mark__isnull=False)),
                   models.Index(fields=["person_mark"], name="signal_content_person", condition=Q(person_mark__isnull=False))]

    @property
    def address(self) -> str:
        return " ".join(part for part in (self.street, self.house_number) if part) or self.place


class Teller(Owned):
    """Who told it, and how they want to hear how it goes. Read only by the organisation that took it in.

    `code_hash` opens the status, and nothing else, to whoever holds the code. Redacting empties name and address for
    ever and leaves the code working.
    """

    signal = models.OneToOneField(Signal, models.PROTECT, related_name="teller")
    kind = models.CharField(max_length=12, choices=TellerKind.choices)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    wants = models.CharField(max_length=8, choices=Wants.choices, default=Wants.NOTHING)
    language = models.CharField(max_length=5, default="nl")
    code_hash = models.BinaryField(null=True)
    redacted_at = models.DateTimeField(null=True)

    privacy = {"kind": Privacy.NONE, "name": Privacy.IDENTITY, "phone": Privacy.CONTACT, "email": Privacy.CONTACT,
               "wants": Privacy.NONE, "language": Privacy.LIFE, "code_hash": Privacy.NONE}
    wall = wall.custom(
        f"{wall.owned(Purpose.SIGNAL).using}{wall.without(NEVER)}", wall.owned(Purpose.SIGNAL).check,
        verbs=["select", "insert", "update"], gate=["select (signal_id, code_hash, kind)"])
    kept = keep_as(Category.CONTACT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code_hash"], name="teller_code", condition=Q(code_hash__isnull=False))]


class Match(Owned):
    """Whom or which home of its own register an organisation found a signal to be about. Its own, and no one else's."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+")
    dwelling_id = models.UUIDField(null=True)
    household_id = models.UUIDField(null=True)
    resident_id = models.UUIDField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="who confirmed it")

    privacy: dict[str, Privacy] = {}
    # Who only brings signals in finds the home by its address too; they read no match.
    wall = wall.custom(f"{wall.owned(Purpose.SIGNAL).using}{wall.without(NEVER)}", wall.owned(Purpose.SIGNAL).check,
                       verbs=["select", "insert", "update", "delete"],
                       change=f"{wall.owned(Purpose.SIGNAL).using}{wall.without(NEVER)}",
                       gate=["select (signal_id, network_id, organisation_id, household_id, resident_id)"])
    kept = keep_as(Category.SIGNAL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "organisation"], name="signal_match_once")]
        indexes = [models.Index(fields=["organisation", "household_id"], name="signal_match_household")]


class Passing(Owned):
    """That a signal went to another organisation: with or without its words, and on which ground (R9)."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="passings")
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    with_content = models.BooleanField(default=False)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    words = models.TextField(blank=True, help_text="the words of the permission, or why it had to be")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    needed = models.BooleanField(null=True, help_text="looking back: was it needed")
    review = models.TextField(blank=True)

    privacy = {"basis": Privacy.NONE, "words": Privacy.LIFE, "review": Privacy.LIFE}
    # A rule may send on what a caller or volunteer brought: they write this row and read none.
    wall = wall.custom(f"{wall.owned(Purpose.SIGNAL).using}{wall.without(NEVER)}", wall.owned(Purpose.SIGNAL).check,
                       verbs=["select", "insert", "update"], change=f"{wall.owned(Purpose.SIGNAL).using}{wall.without(NEVER)}",
                       gate=["select (signal_id, to_id, with_content, basis, at)"])
    kept = keep_as(Category.SIGNAL)

    class Meta:
        constraints = [
            # R9: no words go along without the resident's side or a necessity that somebody wrote down.
            models.CheckConstraint(name="passing_ground", condition=(
                Q(with_content=False) | Q(basis__in=SHAREABLE) | Q(basis=Basis.NECESSARY) & ~Q(words=""))),
            models.CheckConstraint(name="passing_two_people", condition=(
                Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("person")))),
            models.CheckConstraint(name="passing_reviewed", condition=(
                Q(reviewed_at__isnull=True, reviewed_by__isnull=True, needed__isnull=True, review="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, needed__isnull=False) & ~Q(review=""))),
        ]
        indexes = [models.Index(fields=["signal"], name="passing_signal")]
