"""What people fill in. Forms only translate; commands decide."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.kit.forms import offer
from waakvlam.kit.time import today

from .commands import Above, To
from .models import Obstacle

DAYS = [(n, n) for n in (1, 2, 3, 5, 10)]


def lines(label: Any, *, rows: int = 3, most: int = 500, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}))


class Day(forms.DateInput):
    """A day as the browser's own control, in ISO whatever the language."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class Worded(forms.Form):
    """A form with words that are looked over: where they seem to be about a person, the writer says that they are not."""

    words_kept = forms.BooleanField(label=_("Wat je schreef"), required=False)
    words_found: str = ""

    def ask_about_words(self, found: str) -> None:
        self.words_found = found

    def shown(self) -> list[Any]:
        return [bound for bound in self if bound.name != "words_kept"]


class CallForm(Worded):
    question = lines(_("Wat moet er besloten worden?"), help_text=_(
        "Eén vraag, in gewone woorden. Geen naam, adres of iets anders van een bewoner: het nummer zegt genoeg."))
    options = lines(_("Welke mogelijkheden zijn er?"), rows=4, most=1300, help_text=_("Twee tot zes, op elke regel één."))
    decider = forms.ChoiceField(label=_("Wie besluit?"))
    days = forms.TypedChoiceField(label=_("Binnen hoeveel werkdagen?"), choices=DAYS, coerce=int, initial=5)

    def __init__(self, *args: Any, deciders: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "decider", [("", "—"), *deciders])

    def to(self) -> To:
        organisation, _colon, person = self.cleaned_data["decider"].partition(":")
        return To(UUID(organisation), UUID(person) if person else None)


class AnswerForm(Worded):
    option = forms.ChoiceField(label=_("Wat besluit u?"), widget=forms.RadioSelect)
    words = lines(_("Wat gebeurt er nu?"), most=1000, help_text=_("Wie doet wat, en wanneer. Geen gegevens van een bewoner."))
    obstacle = forms.ChoiceField(label=_("Wat stond in de weg?"), choices=[("", "—"), *Obstacle.choices])
    removed_by = forms.ChoiceField(label=_("Wie neemt dat weg?"))
    name = forms.CharField(label=_("Uw naam"), max_length=120)

    def __init__(self, *args: Any, options: list[tuple[str, str]], partners: list[tuple[str, str]], guest: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "option", options)
        offer(self, "removed_by", partners)
        if not guest:
            del self.fields["name"]


class PostponeForm(forms.Form):
    days = forms.TypedChoiceField(label=_("Hoeveel werkdagen erbij?"), choices=DAYS, coerce=int)
    reason = lines(_("Waarom duurt het langer?"), rows=2, help_text=_("Iedereen die dit volgt, leest het. Uitstellen kan één keer."))


class WithdrawForm(forms.Form):
    reason = lines(_("Waarom is het niet meer nodig?"), rows=2)


class ExplainForm(Worded):
    text = lines(_("Wat moeten anderen weten?"), rows=2, most=300, help_text=_("Bijvoorbeeld: twee vacatures tot maart."))
    until = forms.DateField(label=_("Tot en met"), widget=Day())


class LadderForm(forms.Form):
    """Rungs come as lists beside these fields: `below`, `above`, lowest first."""

    in_force_from = forms.DateField(label=_("Geldt vanaf"), initial=today, widget=Day())
    reason = lines(_("Waarom verandert het?"), rows=2, most=300)


def rungs(data: Any) -> list[Above]:
    """The filled rows of the table. Raises ValueError where an id is none."""
    found = []
    for below, above in zip(data.getlist("below"), data.getlist("above"), strict=False):
        if above:
            organisation, _colon, person = above.partition(":")
            found.append(Above(UUID(below) if below else None, UUID(organisation), UUID(person) if person else None))
    return found
