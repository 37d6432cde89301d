"""What people fill in: one small form per act. Forms only translate; commands decide."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.kit.forms import offer
from waakvlam.kit.time import today

from .models.states import PERSONAL, WRITTEN, Answer, Declined, How, Outcome, Stage, Withdrawn
from .reading import parse_cents


class Day(forms.DateInput):
    """A day as the browser's own control, in ISO whatever the language."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


def day(label: Any, *, initial: Any = today, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, widget=Day(), initial=initial, required=required, help_text=help_text)


def ways(codes: tuple[str, ...]) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Hoe?"), choices=[(c, How(c).label) for c in codes], widget=forms.RadioSelect)


def note() -> forms.CharField:
    return forms.CharField(label=_("Notitie voor je eigen organisatie"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 2}), help_text=_("De gemeente ziet dit nooit."))


class Money(forms.CharField):
    """An amount as people write it; cents in `cleaned_data`."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=16, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **given)

    def clean(self, value: Any) -> Any:
        cents = parse_cents(super().clean(value))
        if cents is None or cents < 0:
            raise forms.ValidationError(_("Vul een bedrag in, zoals 683,12."))
        return cents


class Nothing(forms.Form):
    """An act without questions."""


class Reminder(forms.Form):
    on_day = day(_("Verstuurd op"))
    how = ways(WRITTEN)


class Talk(forms.Form):
    on_day = day(_("Op welke dag?"))
    how = ways(PERSONAL)
    note = note()


class Told(forms.Form):
    on_day = day(_("Op welke dag?"))
    how = ways((*PERSONAL, *WRITTEN))


class Note(forms.Form):
    on_day = day(_("Op welke dag?"))
    note = forms.CharField(label=_("Notitie"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class Said(forms.Form):
    note = note()


class Amount(forms.Form):
    amount_cents = Money(label=_("Wat is er nu nog te betalen? In euro’s"))
    on_day = day(_("Op welke dag?"))


class Arrange(forms.Form):
    amount_cents = Money(label=_("Welk bedrag in termijnen? In euro’s"))
    parts = forms.IntegerField(label=_("In hoeveel maanden?"), min_value=1, max_value=60, initial=6)
    first = day(_("Eerste termijn op"), initial=None)
    note = note()


class Onward(forms.Form):
    on_day = day(_("Sinds welke dag?"))
    note = note()


class Plan(forms.Form):
    court = forms.CharField(label=_("Welke rechtbank?"), max_length=80)
    judged_on = day(_("Dag van het vonnis"), initial=None)
    evict_on = day(_("Dag van de ontruiming"), initial=None)
    note = note()


class End(forms.Form):
    outcome = forms.ChoiceField(label=_("Hoe liep het af?"), choices=Outcome.choices, widget=forms.RadioSelect)
    note = note()


class Paid(forms.Form):
    on_day = day(_("Betaald op"))


class Accept(forms.Form):
    backup_id = forms.ChoiceField(label=_("Wie neemt het over als ik uitval?"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]] | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "backup_id", [("", _("Niemand")), *(people or [])])


def reasons(label: Any, choices: Any) -> type[forms.Form]:
    field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    return type("Reasons", (forms.Form,), {"reason": field})


Decline = reasons(_("Waarom niet?"), Declined.choices)
Withdraw = reasons(_("Waarom?"), [c for c in Withdrawn.choices if c[0] in ("refused", "solved", "mistake")])


class Report(forms.Form):
    outcome = forms.ChoiceField(label=_("Wat is de uitkomst?"), choices=Answer.choices, widget=forms.RadioSelect,
                                help_text=_("Meer dan dit hoort de verhuurder niet."))


class NewTrack(forms.Form):
    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    amount_cents = Money(label=_("Hoeveel is er te betalen? In euro’s"))
    since = day(_("Sinds wanneer is de huur niet betaald?"), initial=None)


class File(forms.Form):
    file = forms.FileField(label=_("Excel- of CSV-bestand"), help_text=_(
        "Kolommen: contractnummer (of postcode en huisnummer), bedrag en sinds. Andere kolommen lezen we niet."))
    on_day = day(_("Van welke dag zijn de bedragen?"))


class Coach(forms.Form):
    how = ways((How.LETTER, How.EMAIL, How.PHONE, How.DOOR, How.OFFICE))
    service_id = forms.ChoiceField(label=_("Wie biedt het aan?"), required=False)

    def __init__(self, *args: Any, services: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "service_id", [("", _("Onze eigen budgetcoach")), *services])


class Agreed(forms.Form):
    desk = forms.ChoiceField(label=_("Wie is het meldpunt?"), help_text=_("Deze gemeente krijgt vroegsignalen en geplande ontruimingen."))
    desk_days = forms.IntegerField(label=_("Hoeveel werkdagen vóór een ontruiming weet het meldpunt het?"), min_value=1, max_value=60, initial=10)
    accept_days = forms.IntegerField(label=_("Werkdagen om een bericht aan te nemen"), min_value=1, max_value=30, initial=5)
    contact_days = forms.IntegerField(label=_("Werkdagen tot het eerste contact"), min_value=1, max_value=30, initial=10)
    feedback_days = forms.IntegerField(label=_("Werkdagen tot een volgend bericht"), min_value=1, max_value=60, initial=20)
    from_on = day(_("Geldt vanaf"))
    source = forms.CharField(label=_("Waar is dit afgesproken?"), max_length=200, help_text=_("Bijvoorbeeld: prestatieafspraken 2026, artikel 4."))

    def __init__(self, *args: Any, desks: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "desk", desks)


FILTERS = [*((s, s.label) for s in Stage)]
DEFAULT_SINCE = 183  # days back that count as new


def since_of(text: str, default: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return default
