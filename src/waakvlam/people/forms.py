"""Forms of the register."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .register.columns import SYNONYMS

LEAVE = ("", _("niet lezen"))


class RegisterForm(forms.Form):
    """A file, and where it comes from."""

    file = forms.FileField(label=_("Bestand"), help_text=_("XLSX, CSV of JSON (VERA). Het bestand zelf wordt niet bewaard."))
    source = forms.CharField(label=_("Bron"), max_length=80, initial=_("Register"),
                             help_text=_("Bijvoorbeeld de naam van het systeem. De indeling van de kolommen wordt per bron onthouden."))
    sheet = forms.CharField(label=_("Blad"), max_length=80, required=False,
                            help_text=_("Alleen nodig als het werkboek meer bladen heeft."))


class ColumnsForm(RegisterForm):
    """The same file once more, with what its columns mean. Field names are `column-0`, …"""

    def __init__(self, *args: Any, headers: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers = list(headers)
        choices = [LEAVE, *((field, FIELD_WORDS.get(field, field)) for field in SYNONYMS)]
        for index, (header, field) in enumerate(headers.items()):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=header, choices=choices, initial=field, required=False)

    def mapping(self) -> dict[str, str]:
        return {header: self.cleaned_data[f"column-{index}"] for index, header in enumerate(self.headers)}

    def columns(self) -> list[forms.BoundField]:
        return [self[f"column-{index}"] for index in range(len(self.headers))]


FIELD_WORDS = {
    "person_key": _("huurdernummer"), "household_key": _("huishoudnummer"), "dwelling_key": _("eenheidnummer"),
    "tenancy_key": _("contractnummer"), "role": _("rol"), "full_name": _("hele naam"),
    "initials": _("voorletters"), "first_name": _("roepnaam"), "infix": _("tussenvoegsel"),
    "last_name": _("achternaam"), "birth_date": _("geboortedatum"), "email": _("e-mail"),
    "phone": _("telefoon"), "phone_work": _("telefoon werk"), "phone_contact": _("telefoon contactpersoon"),
    "address": _("hele adres"), "street": _("straat"), "house_number": _("huisnummer"),
    "house_letter": _("huisletter"), "addition": _("toevoeging"), "postcode": _("postcode"), "city": _("plaats"),
    "estate": _("complex"), "block": _("blok"), "entrance": _("portiek"), "floor": _("verdieping"),
    "door": _("deur op de verdieping, van links"),
    "neighbourhood_code": _("buurtcode"), "latitude": _("breedtegraad"), "longitude": _("lengtegraad"),
    "tenancy_start": _("ingangsdatum huur"), "tenancy_end": _("einddatum huur"),
    "arrears_stage": _("fase huurachterstand"), "children": _("aantal kinderen"), "moved": _("verhuisd"),
    "deceased": _("overleden"), "secret_address": _("geheim adres"), "do_not_call": _("niet bellen"),
    "co_person_key": _("medehuurder: nummer"), "co_full_name": _("medehuurder: hele naam"),
    "co_initials": _("medehuurder: voorletters"), "co_infix": _("medehuurder: tussenvoegsel"),
    "co_last_name": _("medehuurder: achternaam"), "co_birth_date": _("medehuurder: geboortedatum"),
    "co_phone": _("medehuurder: telefoon"), "co_email": _("medehuurder: e-mail"),
}


class ReasonForm(forms.Form):
    """Why a secret address is needed now; the code goes into the log."""

    REASONS = [("letter", _("een brief of pakje bezorgen")), ("visit", _("een afgesproken bezoek of reparatie")),
               ("correct", _("een gegeven verbeteren")), ("danger", _("er is misschien iemand in gevaar"))]
    reason = forms.ChoiceField(label=_("Waarom heb je dit adres nu nodig?"), choices=REASONS, widget=forms.RadioSelect)
