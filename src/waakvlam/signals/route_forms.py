"""One rule, as somebody writes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.kit.forms import offer
from waakvlam.resources.words import Topic

from .models import Kind, RoutingRule, Urgency

ANY = ("", _("alles"))


class RuleForm(forms.Form):
    """`holders` are organisations of the network, `areas` its districts and neighbourhoods, as choices."""

    name = forms.CharField(label=_("Naam van de regel"), max_length=120, help_text=_("Staat op elk signaal dat hierdoor gaat."))
    kind = forms.ChoiceField(label=_("Soort"), choices=[ANY, *Kind.choices], required=False)
    topic = forms.ChoiceField(label=_("Onderwerp"), choices=[ANY, *Topic.choices], required=False)
    area = forms.ChoiceField(label=_("Wijk of buurt"), choices=[], required=False)
    urgency = forms.ChoiceField(label=_("Urgentie"), choices=[ANY, *Urgency.choices], required=False)
    hours = forms.ChoiceField(label=_("Wanneer"), choices=RoutingRule.Hours.choices, initial=RoutingRule.Hours.ALWAYS)
    holder_id = forms.ChoiceField(label=_("Gaat naar"), choices=[])
    only_with_room = forms.BooleanField(label=_("Alleen als zij ruimte hebben"), required=False)
    reason = forms.CharField(label=_("Waarom deze verandering?"), max_length=200, min_length=5)

    def __init__(self, *args: Any, holders: list[tuple[str, str]], areas: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "holder_id", [("", _("Kies…")), *holders])
        offer(self, "area", [("", _("overal")), *areas])
