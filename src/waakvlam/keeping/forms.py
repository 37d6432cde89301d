"""Forms of keeping."""

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.access.erasing import Trace

from .models import Tombstone


class AskForm(forms.Form):
    """Why somebody is to be erased. Words about the person are not asked for."""

    reason = forms.ChoiceField(label=_("Waarom"), choices=Tombstone.Why.choices, widget=forms.RadioSelect)


class HoldForm(forms.Form):
    reason = forms.CharField(label=_("Waarom moeten deze gegevens blijven?"), max_length=300,
                             help_text=_("Bijvoorbeeld: een lopende rechtszaak. Schrijf niets op over de persoon zelf."))
    until = forms.DateField(label=_("Tot en met"), widget=forms.DateInput(attrs={"type": "date"}))


class TermForm(forms.Form):
    trace = forms.ChoiceField(label=_("Waarvan"), choices=Trace.choices)
    days = forms.IntegerField(label=_("Aantal dagen"), min_value=1)
    source = forms.CharField(label=_("Waar dit op berust"), max_length=200)
