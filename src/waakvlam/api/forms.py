"""What an administrator fills in for a token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose

from . import queries


class TokenForm(forms.Form):
    label = forms.CharField(label=_("Welk systeem gebruikt de sleutel?"), max_length=80)
    processor = forms.URLField(label=_("Adres van dat systeem"), required=False, assume_scheme="https", help_text=_(
        "Komt in de verwerkingsregels te staan, zodat te zien is wie de gegevens opvroeg."))
    membership = forms.ModelChoiceField(label=_("Als wie handelt het?"), queryset=None)
    purpose = forms.ChoiceField(label=_("Met welk doel?"), choices=Purpose.choices)
    days = forms.IntegerField(label=_("Hoeveel dagen werkt de sleutel?"), initial=90, min_value=1, max_value=366)

    def __init__(self, who: Who, *args: object) -> None:
        super().__init__(*args)
        field = self.fields["membership"]
        field.queryset = queries.memberships(who)
        field.label_from_instance = lambda m: f"{m.person.name}, {m.get_role_display()}"
