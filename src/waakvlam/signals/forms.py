"""What people fill in while they weigh a signal: one small form per act."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.handovers.forms import Day, choice, text
from waakvlam.kit.forms import offer
from waakvlam.kit.time import add_working_days, today

from .models import Basis, Outcome, Urgency
from .models.states import (
    CHOSEN_REASONS,
    MEANS,
    TERMS,
    Follow,
    GiveReason,
    NoWords,
    OverWhy,
    RoomKind,
)
from .signalen import CHOICES

# What somebody can say when passing it on; “it is not about a person” is known from the start.
ON_PASSING = [c for c in Basis.choices if c[0] != Basis.NOBODY]


class Act(forms.Form):
    """An act on a signal. `people` are colleagues, `others` organisations, `alike` signals: choices."""

    def __init__(self, *args: Any, people: list[tuple[str, str]] | None = None, others: list[tuple[str, str]] | None = None,
                 alike: list[tuple[str, str]] | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        self._offer("person_id", people, _("Ikzelf"))
        self._offer("backup_id", people, _("Nog niemand"))
        self._offer("to", others, _("Kies…"))
        self._offer("other_id", alike, _("Kies…"))

    def _offer(self, name: str, options: list[tuple[str, str]] | None, nothing: Any) -> None:
        if name in self.fields:
            offer(self, name, [("", nothing), *(options or [])])


class NoForm(Act):
    """Nothing to fill in."""


def internal() -> forms.CharField:
    return text(_("Notitie voor je eigen organisatie"), rows=2, help_text=_("Anderen zien dit nooit."))


class TakeForm(Act):
    backup_id = choice(_("Wie neemt het over als jij uitvalt?"), [], required=False)


class FollowForm(Act):
    kind = choice(_("Wat volgt er?"), Follow.choices, radio=True)
    person_id = choice(_("Wie doet het?"), [], required=False)
    due_on = forms.DateField(label=_("Uiterlijk op"), widget=Day())
    internal = internal()

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["due_on"].initial = add_working_days(today(), 2).isoformat()

    def clean_due_on(self) -> date:
        found: date = self.cleaned_data["due_on"]
        if found < today():
            raise forms.ValidationError(_("Kies een dag vanaf vandaag."))
        return found


class ListForm(forms.Form):
    """`rounds` are those of our own that go this way."""

    round_id = choice(_("Op de lijst van welke ronde?"), [], radio=True)

    def __init__(self, *args: Any, rounds: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "round_id", rounds)


class GiveForm(Act):
    to = choice(_("Aan wie?"), [])
    reason = choice(_("Waarom?"), GiveReason.choices)
    basis = choice(_("Wat weet de bewoner?"), ON_PASSING, radio=True)
    words = text(_("In welke woorden is het gevraagd, of waarom moet het?"), rows=2, help_text=_(
        "Vindt de bewoner het goed, of moet het: dan gaat mee wat is opgeschreven. Anders ziet de ander alleen dat er iets is, in welke buurt en hoe snel."))
    internal = internal()


class RoomForm(Act):
    kind = choice(_("Wat zoek je?"), RoomKind.choices, radio=True)
    within = choice(_("Binnen hoeveel dagen?"), [(str(n), str(n)) for n in TERMS])
    wide = choice(_("Hoe ruim mag je het gebied noemen?"), [
        ("hood", _("de buurt, als die groot genoeg is")), ("district", _("alleen de wijk"))], radio=True)


class OverForm(Act):
    why = choice(_("Waarom?"), [(c.value, c.label) for c in (OverWhy.WAY_IN, OverWhy.ROOM, OverWhy.SILENT, OverWhy.AREA)], radio=True)


class OverOtherForm(Act):
    to = choice(_("Aan wie vraag je het?"), [])
    why = choice(_("Waarom?"), [(c.value, c.label) for c in (OverWhy.WAY_IN, OverWhy.AREA, OverWhy.FULL, OverWhy.SILENT)], radio=True)


class ReleaseForm(Act):
    basis = choice(_("Wat zegt de bewoner?"), [c for c in Basis.choices if c[0] in (Basis.SELF, Basis.AGREES, Basis.NECESSARY)], radio=True)
    words = text(_("In welke woorden is het gevraagd, of waarom moet het?"), rows=2, required=True)


class NoWordsForm(Act):
    reason = choice(_("Waarom niet?"), NoWords.choices, radio=True)
    internal = internal()


class ReviewForm(forms.Form):
    needed = choice(_("Was het nodig?"), [("ja", _("ja, het moest")), ("nee", _("nee, het had anders gekund"))], radio=True)
    text = text(_("Wat zag je?"), rows=2, required=True, help_text=_("Bijvoorbeeld of toestemming vragen kon, en of er niet te veel meeging."))


class PoolForm(Act):
    internal = internal()


class GiveBackForm(Act):
    reason = choice(_("Waarom?"), GiveReason.choices)
    internal = internal()


class RestForm(Act):
    reason = choice(_("Waarom gebeurt er niets?"), CHOSEN_REASONS, radio=True)
    internal = internal()


class CloseForm(Act):
    outcome = choice(_("Hoe liep het af?"), Outcome.choices, radio=True)
    internal = internal()


class JoinForm(Act):
    other_id = choice(_("Welk signaal hoort hierbij?"), [])


class TogetherForm(Act):
    phone = forms.CharField(label=_("Op welk nummer kan de ander je bellen?"), max_length=20, widget=forms.TextInput(attrs={"type": "tel"}),
                            help_text=_("De ander leest dit alleen als die ook samen wil kijken: je naam, je rol en dit nummer."))


class UrgencyForm(Act):
    urgency = choice(_("Hoe snel moet het?"), [(u.value, _("%(label)s: %(means)s") % {"label": u.label, "means": MEANS[u]}) for u in Urgency], radio=True)


class NoteForm(Act):
    text = text(_("Notitie"), required=True, help_text=_("Alleen je eigen organisatie leest dit."))


class ReportForm(Act):
    """What stands here is what goes: the municipality's desk reads nothing else."""

    category = choice(_("Wat is er?"), CHOICES)
    report_text = text(_("Wat het meldpunt leest"), required=True, help_text=_("Haal weg wat over mensen gaat. Alleen deze tekst en deze plek gaan mee."))
    report_where = forms.CharField(label=_("Waar is het?"), required=False, max_length=200)
