"""What is typed about a service and its room. Names of fields are those of `commands.Described`."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Invalid
from waakvlam.kit.forms import offer

from . import queries
from .commands import Described
from .models import LONGEST_NORM, Service
from .words import State, Topic


class ServiceForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=120)
    description = forms.CharField(
        label=_("Wat doen jullie?"), max_length=1000, required=False, widget=forms.Textarea,
        help_text=_("In een paar zinnen, zoals je het aan een bewoner zou vertellen."))
    topics = forms.MultipleChoiceField(
        label=_("Waarvoor kan iemand komen?"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple)
    areas = forms.MultipleChoiceField(
        label=_("Waar?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Niets gekozen betekent: overal."))
    norm_days = forms.IntegerField(
        label=_("Binnen hoeveel werkdagen antwoorden jullie?"), min_value=1, max_value=LONGEST_NORM, initial=3)
    contact = forms.ChoiceField(label=_("Contactpersoon"), required=False)
    phone = forms.CharField(label=_("Telefoon"), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args: Any, who: Who, organisation_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "areas", queries.area_choices(who))
        offer(self, "contact", [
            ("", _("geen vaste persoon")), *queries.contact_choices(who, organisation_id)])

    def described(self) -> Described:
        """Of a form that is valid."""
        given = dict(self.cleaned_data)
        contact = given.pop("contact")
        return Described(
            **{**given, "topics": tuple(given["topics"]), "areas": tuple(given["areas"])},
            contact_id=UUID(contact) if contact else None)


def of_service(service: Service) -> dict[str, Any]:
    """The fields as they stand."""
    names = ("name", "description", "topics", "areas", "norm_days", "phone", "email")
    return {**{name: getattr(service, name) for name in names}, "contact": str(service.contact_id or "")}


class CapacityForm(forms.Form):
    state = forms.ChoiceField(label=_("Hoe vol is het nu?"), choices=State.choices, widget=forms.RadioSelect)
    places = forms.IntegerField(
        label=_("Aantal"), min_value=0, max_value=9999, required=False,
        help_text=_("Vrije plekken, of hoeveel mensen er wachten."))


def refuse(form: forms.Form, error: Invalid) -> None:
    """Show what a command refused at its field; nothing typed is lost."""
    field = error.problem.field
    form.add_error(field if field in form.fields else None, error.sentence)
