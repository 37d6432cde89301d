"""Forms of drawing a block: which homes, by which pattern, and where one door goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .blocks import ORDERS, Pattern, Place

SIDES = [("all", _("alle nummers")), ("even", _("alleen even")), ("odd", _("alleen oneven"))]
LOWEST = [(0, _("0: de begane grond")), (1, _("1: boven een berging of winkel")), (-1, _("-1: een souterrain"))]


class PatternForm(forms.Form):
    """How doors hang, by numbers."""

    floors = forms.IntegerField(label=_("Hoeveel verdiepingen met voordeuren?"), min_value=1, max_value=60, initial=4)
    doors = forms.IntegerField(label=_("Hoeveel deuren per verdieping in één portiek?"), min_value=1, max_value=40, initial=2)
    lowest = forms.TypedChoiceField(label=_("De laagste verdieping is"), choices=LOWEST, coerce=int, initial=0)
    order = forms.ChoiceField(label=_("De nummers lopen"), choices=list(ORDERS.items()), initial="entrance")
    reverse = forms.BooleanField(label=_("Op een verdieping lopen de nummers van rechts naar links"), required=False)

    def pattern(self) -> Pattern:
        return Pattern(**{name: self.cleaned_data[name] for name in ("floors", "doors", "lowest", "order", "reverse")})


class NewBlockForm(PatternForm):
    """A block of homes in one street."""

    name = forms.CharField(label=_("Hoe heet het blok?"), max_length=80, help_text=_("Zoals collega’s het noemen, bijvoorbeeld “Portiek 12–34”."))
    street = forms.CharField(label=_("Straat"), max_length=120)
    city = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    first = forms.IntegerField(label=_("Van nummer"), min_value=0, max_value=99_999, required=False)
    last = forms.IntegerField(label=_("Tot en met nummer"), min_value=0, max_value=99_999, required=False)
    side = forms.ChoiceField(label=_("Welke kant van de straat?"), choices=SIDES, initial="all")
    field_order = ["name", "street", "first", "last", "side", "floors", "doors", "lowest", "order", "reverse", "city"]

    def homes(self) -> dict[str, Any]:
        """What `queries.homes_between` asks."""
        return {name: self.cleaned_data[name] for name in ("street", "city", "first", "last", "side")}


class PlaceForm(forms.Form):
    """Where one door hangs."""

    home = forms.UUIDField(widget=forms.HiddenInput)
    entrance = forms.CharField(label=_("Portiek"), max_length=40, required=False)
    floor = forms.IntegerField(label=_("Verdieping"), min_value=-5, max_value=200)
    door = forms.IntegerField(label=_("Deur, van links geteld"), min_value=1, max_value=60)

    def place(self) -> Place:
        return Place(self.cleaned_data["entrance"].strip(), self.cleaned_data["floor"], self.cleaned_data["door"])
