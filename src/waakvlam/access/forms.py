"""What an administrator and a privacy officer fill in."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import phonenumbers
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.forms import offer
from waakvlam.kit.time import today

from .activities import WORDS
from .commands import GIVEN
from .queries import Filter
from .words import Category, Kind, Purpose


def told(form: forms.Form, error: WaakvlamError) -> None:
    """Show an error of a command at its field, so that nothing typed is lost."""
    field = error.problem.field
    form.add_error(field if field in form.fields else None, error.sentence)


ROLES = [(role.value, role.label) for role in GIVEN]


class MemberForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=120)
    email = forms.EmailField(label=_("E-mailadres van het werk"))
    phone = forms.CharField(label=_("Telefoon van het werk"), max_length=20, required=False)
    role = forms.ChoiceField(label=_("Rol"), choices=ROLES)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Rol erbij"), choices=ROLES)


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=120)
    slug = forms.CharField(label=_("Korte naam"), max_length=50,
                           help_text=_("Kleine letters, cijfers en streepjes, bijvoorbeeld wonen-oost."))
    kind = forms.ChoiceField(label=_("Soort"), choices=Kind.choices,
                             help_text=_("Het convenant zegt per soort wat mag."))
    email = forms.EmailField(label=_("Gedeelde postbus"), required=False)
    phone = forms.CharField(label=_("Telefoon"), max_length=20, required=False)
    has_accounts = forms.BooleanField(label=_("Medewerkers melden zich hier aan"), required=False, initial=True,
                                      help_text=_("Zonder account antwoorden zij via een link in de mail."))


class ContactForm(forms.Form):
    phone = forms.CharField(label=_("Telefoon"), max_length=20, required=False,
                            help_text=_("Dit nummer staat op de kaart in de bus en in brieven. Bewoners bellen het."))
    email = forms.EmailField(label=_("Gedeelde postbus"), required=False,
                             help_text=_("Hier komt mail over wat wacht, als niemand in het bijzonder aan de beurt is."))

    def clean_phone(self) -> str:
        """E.164, or nothing."""
        typed = str(self.cleaned_data["phone"]).strip()
        try:
            number = phonenumbers.parse(typed, "NL") if typed else None
        except phonenumbers.NumberParseException:
            number = phonenumbers.PhoneNumber()
        if number is not None and not phonenumbers.is_valid_number(number):
            raise forms.ValidationError(_("Dit is geen telefoonnummer. Vul het netnummer ook in, bijvoorbeeld 0320 12 34 56."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if number is not None else ""


class ProposalForm(forms.Form):
    """Beside the table of lines or a file of it, which `covenant.editing` and `covenant.text` read."""

    in_force_from = forms.DateField(label=_("Geldt vanaf"), initial=today,
                                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Waarom verandert het?"), max_length=500,
                             widget=forms.Textarea(attrs={"rows": 3}))


class DecisionForm(forms.Form):
    reason = forms.CharField(label=_("Waarom?"), max_length=500, required=False,
                             widget=forms.Textarea(attrs={"rows": 3}),
                             help_text=_("Bij afwijzen verplicht. Wie het voorstel deed, leest dit."))


class ActsForm(forms.Form):
    """Filters of the log; what is not understood is shown at the field and not applied."""

    verb = forms.CharField(label=_("Handeling"), max_length=60, required=False, widget=forms.Select)
    person = forms.UUIDField(label=_("Medewerker"), required=False, widget=forms.Select)
    purpose = forms.ChoiceField(label=_("Doel"), choices=[("", _("alle")), *Purpose.choices], required=False)
    subject = forms.UUIDField(label=_("Ding (nummer)"), required=False)
    since = forms.DateField(label=_("Vanaf"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=_("Tot en met"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, given: Mapping[str, Any], colleagues: Iterable[tuple[UUID, str]] = ()) -> None:
        super().__init__(given)
        verbs = sorted(((verb, str(words)) for verb, words in WORDS.items()), key=lambda pair: pair[1])
        asked = given.get("verb", "")
        more = [(asked, asked)] if asked and asked not in WORDS else []  # an address with the beginning of a verb
        offer(self, "verb", [("", _("alle")), *more, *verbs])
        offer(self, "person", [("", _("iedereen")), *colleagues])

    def wanted(self) -> Filter:
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        return Filter(given.get("verb") or "", given.get("purpose") or "", given.get("person"), given.get("subject"),
                      given.get("since"), given.get("until"))


class WhyForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Met welk doel?"), choices=Purpose.choices)
    what = forms.CharField(label=_("Waarover?"), max_length=90, initial=Category.CONTACT, help_text=format_lazy(
        _("Een soort gegevens ({known}) of een ding als soort:nummer."), known=", ".join(Category.values)))
