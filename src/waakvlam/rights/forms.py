"""The resident's forms: a code, and what they ask."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.kit.forms import offer

from . import words


class BirthDate(forms.Field):
    """“24-11-1941”, “24 11 1941” or “24/11/1941”: typed, not picked; old people scroll long in a calendar."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip().replace("/", "-").replace(".", "-").replace(" ", "-")
        if not text:
            return None
        for shape in ("%d-%m-%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(text, shape).date()  # noqa: DTZ007  a date has no zone
            except ValueError:
                continue
        raise forms.ValidationError(_("Schrijf de datum zo: 24-11-1941."), code="date")


class SignInForm(forms.Form):
    """What the letter or SMS said."""

    code = forms.CharField(label=gettext_lazy("Uw code"), max_length=40, help_text=gettext_lazy("Tien letters en cijfers."),
                           widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters",
                                                         "spellcheck": "false", "dir": "ltr"}))
    born = BirthDate(label=gettext_lazy("Uw geboortedatum"), required=False,
                     help_text=gettext_lazy("Bijvoorbeeld 24-11-1941."),
                     widget=forms.TextInput(attrs={"autocomplete": "bday", "inputmode": "numeric", "dir": "ltr", "maxlength": "12"}))

    def born_on(self) -> date | None:
        found: date | None = self.cleaned_data.get("born")
        return found


class AskForm(forms.Form):
    """Two fields: what, and in your own words."""

    kind = forms.ChoiceField(label=gettext_lazy("Wat wilt u?"), widget=forms.RadioSelect)
    words = forms.CharField(label=gettext_lazy("Wilt u er iets bij zeggen?"), required=False, max_length=4000,
                            widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "kind", words.KINDS_OF_REQUEST.items())
