"""What people at work fill in: three taps and a sentence; the rest is behind “meer” and may stay empty."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.access.identity import Who
from waakvlam.kit.forms import offer
from waakvlam.kit.ids import uuid7
from waakvlam.resources.words import Topic

from . import addresses, codes
from .commands import TellerGiven, Telling
from .models import Basis, Channel, Kind, Urgency
from .models.states import MEANS, About, TellerKind, Wants

ABOUT = [(a.value, a.label) for a in (About.PERSON, About.HOME, About.PLACE)]
LONGEST = 4000


def taps(label: Any, choices: Any, **given: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **given)


def words(label: Any, *, rows: int = 2, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=LONGEST, help_text=help_text,
                           widget=forms.Textarea(attrs={"rows": rows}))


def line(label: Any, *, most: int = 120, help_text: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text,
                           widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}))


class Intake(forms.Form):
    """One door. `FIXED` is what this door knows without asking, `MORE` what stands behind “meer”."""

    CHANNEL: str = Channel.FORM
    FIXED: dict[str, str] = {}
    MORE: tuple[str, ...] = ()
    WITHOUT: tuple[str, ...] = ()  # what a broader form asks and this one does not
    words_found = ""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    words_kept = forms.BooleanField(label=_("Wat je schreef"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in self.WITHOUT:
            del self.fields[name]
        if "urgency" in self.fields:
            offer(self, "urgency", [(u.value, f"{u.label}: {MEANS[u]}") for u in Urgency])

    @classmethod
    def typed(cls, data: Mapping[str, str]) -> dict[str, str]:
        """What of this may stand in a draft."""
        return {name: data[name] for name in cls.base_fields if name in data}

    @property
    def first(self) -> list[Any]:
        return [f for f in self.visible_fields() if f.name not in self.MORE]

    @property
    def more(self) -> list[Any]:
        return [f for f in self.visible_fields() if f.name in self.MORE]

    @property
    def more_is_open(self) -> bool:
        """Where something behind it is wrong or filled in, it stands open."""
        return any(f.errors or (self.is_bound and f.value() and f.value() != f.initial) for f in self.more)

    def signal_id(self, by: Who) -> UUID:
        """Sent twice it is one signal; made with who sends it, so that nobody can name another's."""
        return uuid5(by.person_id or by.organisation_id, str(self.cleaned_data["key"]))

    def telling(self, by: Who) -> Telling:
        given = {**self.cleaned_data, **self.FIXED}
        place = addresses.read(given.pop("where", ""))
        dwelling_id, code = addresses.home(place)
        known = {name: given[name] for name in Telling.__dataclass_fields__ if name in given and given[name] != ""}
        known.setdefault("neighbourhood_code", code)
        return Telling(**{**place.fields, **known, "words_kept": bool(self.data.get("words_kept")), "channel": self.CHANNEL,
                          "dwelling_id": dwelling_id, "teller": self.teller(by)})

    def teller(self, by: Who) -> TellerGiven | None:
        """Who told it, where that is somebody else than who writes."""
        return None


class QuickForm(Intake):
    """A professional on a phone."""

    MORE = ("basis_words", "interpretation", "source", "urgency", "topic", "name", "phone")
    kind = taps(_("Wat is het?"), Kind.choices)
    about = taps(_("Over wie of wat gaat het?"), ABOUT)
    where = line(_("Adres of plek"), most=200, help_text=_("Straat en nummer is genoeg. Geen adres? Schrijf waar het is."))
    basis = taps(_("Wat weet de bewoner hiervan?"), Basis.choices)
    observation = words(_("Wat zag of hoorde je?"), rows=3, required=True, help_text=_(
        "Eén zin is genoeg. Alleen wat je zelf zag of wat iemand zei."))
    basis_words = words(_("Waarom moet het ook zonder toestemming?"), help_text=_(
        "Alleen nodig als je dat hierboven koos. Een collega kijkt het later na."))
    interpretation = words(_("Wat denk je dat er aan de hand is?"), help_text=_("Een vermoeden mag, als het hier staat en niet hierboven."))
    source = words(_("Van wie weet je het?"), rows=1)
    urgency = taps(_("Hoe snel moet iemand kijken?"), [(u.value, u.label) for u in Urgency], initial=Urgency.NORMAL, required=False)
    topic = forms.ChoiceField(label=_("Onderwerp"), choices=Topic.choices, initial=Topic.OTHER, required=False)
    name = line(_("Naam van de bewoner"))
    phone = line(_("Telefoon van de bewoner"), most=20, inputmode="tel")


class NoticedForm(QuickForm):
    """Somebody at work in or around a home: a technician, a caretaker."""

    CHANNEL = Channel.NOTICED
    FIXED = {"about": About.HOME}
    MORE = ("basis_words", "interpretation", "urgency", "name", "phone")
    kind = taps(_("Wat is het?"), [(k.value, k.label) for k in (Kind.WORRY, Kind.REQUEST, Kind.HOME, Kind.NUISANCE)])
    where = line(_("Welke woning?"), most=200, help_text=_("Straat en nummer, of postcode en nummer."))
    WITHOUT = ("about", "source", "topic")
    field_order = ("where", "kind", "basis", "observation")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["where"].required = True


class PhoneForm(QuickForm):
    """Somebody rings; an operator writes down what they say, and reads a code aloud."""

    CHANNEL = Channel.PHONE
    MORE = ("basis_words", "interpretation", "urgency", "topic", "name", "phone")
    about = taps(_("Over wie of wat gaat het?"), About.choices)
    observation = words(_("Wat vertelt de beller?"), rows=4, required=True, help_text=_("In de woorden van de beller."))
    teller_kind = taps(_("Wie belt er?"), TellerKind.choices, initial=TellerKind.UNNAMED)
    teller_name = line(_("Naam van de beller"))
    teller_phone = line(_("Nummer van de beller"), most=20, inputmode="tel")
    teller_email = forms.EmailField(label=_("E-mailadres van de beller"), required=False)
    wants = taps(_("Hoe wil de beller horen hoe het gaat?"), Wants.choices, initial=Wants.CODE)
    WITHOUT = ("source",)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("wants") == Wants.MAIL and not given.get("teller_email"):
            self.add_error("teller_email", _("Vul het e-mailadres in, of kies een andere manier."))
        if given.get("wants") == Wants.SMS and not mobile(given.get("teller_phone", "")):
            self.add_error("teller_phone", _("Vul een mobiel nummer in, of kies een andere manier."))
        return given

    def teller(self, by: Who) -> TellerGiven:
        given = self.cleaned_data
        return TellerGiven(given["teller_kind"], given["teller_name"], mobile(given["teller_phone"]) or given["teller_phone"],
                           given["teller_email"], given["wants"], "nl", codes.hash_of(codes.of(self.signal_id(by))))


def mobile(typed: str) -> str:
    """E.164 where it is a number that an SMS can go to, else ""."""
    try:
        number = phonenumbers.parse(typed, "NL")
    except phonenumbers.NumberParseException:
        return ""
    kind = phonenumbers.number_type(number)
    fits = phonenumbers.is_valid_number(number) and kind in (
        phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if fits else ""
