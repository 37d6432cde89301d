"""What the privacy officer fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.kit.time import today

from .commands import LEVELS
from .models import Threshold


class ExplainForm(forms.Form):
    reason = forms.CharField(label=_("Wat was de uitleg?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
                             help_text=_("Over de collega en het werk. Schrijf niets over een bewoner."))


class ThresholdForm(forms.Form):
    many = forms.IntegerField(label=_("Veel: zoveel bewoners in één uur"), min_value=1, max_value=10_000)
    times = forms.IntegerField(label=_("en zoveel keer zoveel als deze collega zelf meestal"), min_value=1, max_value=100)
    quiet_from = forms.IntegerField(label=_("Buiten werktijd begint om (uur)"), min_value=0, max_value=23)
    quiet_until = forms.IntegerField(label=_("en eindigt om (uur)"), min_value=0, max_value=23)
    quiet_people = forms.IntegerField(label=_("Buiten werktijd: zoveel bewoners"), min_value=1, max_value=10_000)
    looks = forms.IntegerField(label=_("Steeds dezelfde bewoner: zoveel dagen in twee weken"), min_value=1, max_value=14)
    refusals = forms.IntegerField(label=_("Vaak geweigerd: zoveel keer op een dag"), min_value=1, max_value=10_000)
    rare = forms.IntegerField(label=_("Een achternaam is zeldzaam bij hoogstens zoveel bewoners"), min_value=1, max_value=1000)
    in_force_from = forms.DateField(label=_("Geldt vanaf"), initial=today,
                                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Waarom verander je dit?"), max_length=300)

    @classmethod
    def of(cls, limits: Threshold, given: Any = None) -> "ThresholdForm":
        return cls(given, initial={name: getattr(limits, name) for name in LEVELS})
