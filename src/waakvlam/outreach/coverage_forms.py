"""Forms of coverage: filters of the list, and the terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.access.identity import Who

from . import queries
from .covering import Terms


class UnseenForm(forms.Form):
    """Filters; the fields are named as in the address."""

    NAMES = {"neighbourhood": "buurt", "block": "blok", "street": "straat", "tries": "pogingen", "ways": "manieren"}

    buurt = forms.ChoiceField(label=_("Buurt"), required=False)
    straat = forms.CharField(label=_("Straat"), max_length=120, required=False)
    pogingen = forms.IntegerField(label=_("Ten minste zo vaak geprobeerd"), min_value=0, max_value=20, required=False)
    manieren = forms.IntegerField(label=_("Op ten minste zoveel manieren"), min_value=0, max_value=5, required=False)
    blok = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, who: Who, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.neighbourhoods(who)
        self.fields["buurt"] = forms.ChoiceField(
            label=_("Buurt"), required=False, choices=[("", _("alle buurten")), *((p.code, p.name) for p in found)])

    def clean(self) -> dict[str, Any]:
        """By our own names; what was not understood is missing."""
        given = super().clean() or self.cleaned_data
        return {name: str(given.get(asked) or "") if name in ("neighbourhood", "block", "street") else given.get(asked)
                for name, asked in self.NAMES.items()}


class TermsForm(forms.Form):
    """`covering.Terms` with a reason."""

    fresh_days = forms.IntegerField(label=_("Kort geleden is: hoogstens zoveel dagen"), min_value=1, max_value=3649)
    stale_days = forms.IntegerField(label=_("Lang geleden is: meer dan zoveel dagen"), min_value=2, max_value=3650)
    tries = forms.IntegerField(label=_("Uit beeld is: niet bereikt na zoveel pogingen …"), min_value=1, max_value=20)
    ways = forms.IntegerField(label=_("… op zoveel verschillende manieren"), min_value=1, max_value=5)
    reason = forms.CharField(label=_("Waarom"), max_length=300, help_text=_("Staat erbij voor wie het later leest."))

    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in ("fresh_days", "stale_days", "tries", "ways")})
