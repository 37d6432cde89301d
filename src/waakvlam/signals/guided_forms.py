"""A home where we guide, as somebody puts it on the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.kit.forms import offer


class GuidedForm(forms.Form):
    """`guides` are (id, name) of our people who may hear of nuisance."""

    address = forms.CharField(label=_("Adres"), max_length=200, help_text=_("Straat, huisnummer en postcode, zoals: Duinroos 14a, 1503 AB."))
    guide_id = forms.ChoiceField(label=_("Wie van jullie hoort het als er overlast is?"), choices=[])
    from_on = forms.DateField(label=_("Vanaf"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                              help_text=_("Leeg: vanaf vandaag."))

    def __init__(self, *args: Any, guides: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "guide_id", [("", _("Kies…")), *guides])
