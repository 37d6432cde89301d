"""Forms of going to a door together. They only translate; the commands decide."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.kit.forms import offer

from .commands.joint import Asking
from .models import JointBasis, JointReport


class AskForm(forms.Form):
    """Whom we ask along, what for, and why they may know the address."""

    partner = forms.ChoiceField(label=_("Wie vraag je mee?"))
    starts_at = forms.TimeField(label=_("Hoe laat"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    needed = forms.CharField(label=_("Wat vraag je van hen?"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}), help_text=_(
        "Dit leest hun hele organisatie. Schrijf er geen naam of adres in."))
    meet = forms.CharField(label=_("Waar spreken jullie af?"), required=False, max_length=120, help_text=_(
        "Laat leeg voor de deur zelf. Alleen wie meegaat, leest dit."))
    ground = forms.ChoiceField(label=_("Waarom mag je dit adres delen?"), choices=JointBasis.Ground.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("Wat zei de bewoner precies, of waarom is het nodig?"), max_length=1000,
                            widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Dit blijft bij je eigen organisatie."))
    keep_words = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, partners: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "partner", partners)

    def asking(self) -> Asking:
        given = self.cleaned_data
        return Asking(UUID(given["partner"]), given["starts_at"], given["needed"], given["ground"], given["words"], given["meet"], given["keep_words"])


class NameForm(forms.Form):
    person = forms.ChoiceField(label=_("Wie gaat er mee?"), help_text=_("Alleen deze collega ziet waar het is."))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "person", people)


class ReportForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Hoe liep het bezoek?"), choices=JointReport.Outcome.choices, widget=forms.RadioSelect)
    observation = forms.CharField(label=_("Wat zag of hoorde je?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
                                  help_text=_("Dit blijft bij je eigen organisatie. Wie je meevroeg, schrijft zelf op wat die zag."))
    keep_words = forms.BooleanField(required=False, widget=forms.HiddenInput)
