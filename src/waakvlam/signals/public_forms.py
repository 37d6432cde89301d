"""What anybody fills in at a public door, in their own language: nothing is demanded but what it is about."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.forms import ValidationError

from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

from . import addresses, codes, public_words
from .commands import TellerGiven, Telling
from .intake_forms import LONGEST, mobile
from .models import Basis, Channel, Kind
from .models.states import About, TellerKind, Wants

# Choice → kind, about, and what is known of the resident's side where that is not asked.
WHAT: dict[str, tuple[str, str, str]] = {
    "worry": (Kind.WORRY, About.PERSON, ""), "request": (Kind.REQUEST, About.SELF, Basis.SELF),
    "nuisance": (Kind.NUISANCE, About.HOME, Basis.UNKNOWN), "home": (Kind.HOME, About.HOME, Basis.NOBODY),
    "neighbourhood": (Kind.NEIGHBOURHOOD, About.PLACE, Basis.NOBODY)}
KNOWS = {"unknown": Basis.UNKNOWN, "knows_it": Basis.KNOWS, "agrees": Basis.AGREES}
HEAR = {"code": Wants.CODE, "mail": Wants.MAIL, "sms": Wants.SMS, "nothing": Wants.NOTHING}
FIELDS = {"what": 20, "tell": LONGEST + 1, "where": 200, "knows": 20, "name": 120, "phone": 20, "email": 200, "hear": 10}
TRAP = "website"  # a field that people do not see; programs fill it in
QUICKEST, LASTS = timedelta(seconds=3), timedelta(hours=24)


def ticket(slug: str) -> str:
    """Goes out with an empty form and comes back with a full one: which signal it will be, and since when."""
    return _signer(slug).sign_object([str(uuid7()), now().timestamp()])


@dataclass
class PublicForm:
    """What was typed, what is wrong with it (field → key of a sentence), and the signal that it makes."""

    slug: str
    language: str
    typed: dict[str, str] = field(default_factory=dict)
    ticket: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    signal_id: UUID | None = None

    def __post_init__(self) -> None:
        self.typed = {name: self.typed.get(name, "")[:most].strip() for name, most in FIELDS.items()}
        self.typed["hear"] = self.typed["hear"] or "code"

    def check(self, given: Any) -> bool:
        """Fills `wrong`; what came back too fast, too late or from a program is asked once more, never dropped."""
        here = self.typed
        if here["what"] not in WHAT:
            self.wrong["what"] = "e_what"
        if len(here["tell"]) < 3:
            self.wrong["tell"] = "e_tell"
        elif len(here["tell"]) > LONGEST:
            self.wrong["tell"] = "e_long"
        if here["hear"] not in HEAR or here["hear"] == "mail" and not _is_mail(here["email"]) or here["email"] and not _is_mail(here["email"]):
            self.wrong["email"] = "e_mail"
        if here["hear"] == "sms" and not mobile(here["phone"]):
            self.wrong["phone"] = "e_sms"
        if here["what"] == "request" and not here["phone"] and not here["email"]:
            self.wrong["phone"] = "e_reach"
        if given.get(TRAP):
            self.wrong["trap"] = "e_trap"
        self._read_ticket(str(given.get("ticket", "")))
        return not self.wrong

    def _read_ticket(self, came: str) -> None:
        try:
            id_, since = _signer(self.slug).unsign_object(came)
            age = now().timestamp() - since
        except (BadSignature, ValueError, TypeError):
            age = -1.0
        if QUICKEST.total_seconds() <= age <= LASTS.total_seconds():
            self.signal_id, self.ticket = UUID(id_), came
        else:
            self.wrong["ticket"] = "e_again"
            # Too fast keeps its ticket: in three seconds it is old enough.
            self.ticket = came if 0 <= age < QUICKEST.total_seconds() else ticket(self.slug)

    def telling(self) -> Telling:
        assert self.signal_id is not None
        here = self.typed
        kind, about, basis = WHAT[here["what"]]
        place = addresses.read(here["where"])
        dwelling_id, code = addresses.home(place)
        self_ = about == About.SELF
        return Telling(
            kind=kind, about=about, basis=basis or KNOWS.get(here["knows"], Basis.UNKNOWN), observation=here["tell"],
            # Whoever tells of their own life is not asked to say it otherwise.
            words_kept=True, channel=Channel.PUBLIC, neighbourhood_code=code, dwelling_id=dwelling_id, language=self.language,
            name=here["name"] if self_ else "", phone=self._phone if self_ else "", teller=self._teller(self_), **place.fields)

    @property
    def _phone(self) -> str:
        return mobile(self.typed["phone"]) or self.typed["phone"]

    def _teller(self, resident: bool) -> TellerGiven:
        assert self.signal_id is not None
        here = self.typed
        named = here["name"] or here["phone"] or here["email"]
        kind = TellerKind.RESIDENT if resident else TellerKind.NEIGHBOUR if named else TellerKind.UNNAMED
        # Also who wants to hear nothing gets a code: it costs nothing, and they may think otherwise.
        return TellerGiven(kind, here["name"], self._phone, here["email"], HEAR[here["hear"]], self.language,
                           codes.hash_of(codes.of(self.signal_id)))


def language_of(given: Any, accepted: str) -> str:
    """What stands in the address or the form, else what the browser asks for, else Dutch. No cookie."""
    chosen = given.get("taal", "")
    if chosen in public_words.LANGUAGES:
        return str(chosen)
    asked = (part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((code for code in asked if code in public_words.LANGUAGES), "nl")


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _signer(slug: str) -> Signer:
    return Signer(salt=f"waakvlam.signals.public.{slug}")
