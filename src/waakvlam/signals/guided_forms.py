"""Homes where we guide, as somebody puts them on the list: one, or many at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.kit.forms import offer


class GuideForm(forms.Form):
    """`guides` are (id, name) of our people who may hear of nuisance."""

    guide_id = forms.ChoiceField(label=_("Wie van jullie hoort het als er overlast is?"), choices=[])
    from_on = forms.DateField(label=_("Vanaf"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                              help_text=_("Leeg: vanaf vandaag."))

    def __init__(self, *args: Any, guides: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "guide_id", [("", _("Kies…")), *guides])


class GuidedForm(GuideForm):
    address = forms.CharField(label=_("Adres"), max_length=200, help_text=_("Straat, huisnummer en postcode, zoals: Duinroos 14a, 1503 AB."))
    field_order = ("address",)


class ManyGuidedForm(GuideForm):
    """Addresses as somebody pastes them from a sheet of their own, one a line."""

    addresses = forms.CharField(label=_("Adressen, elk op een eigen regel"), max_length=40_000, widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
                                help_text=_("Straat, huisnummer en postcode, zoals: Duinroos 14a, 1503 AB. Plakken uit een rekenblad kan ook."))
    field_order = ("addresses",)
