"""What people fill in. Forms only translate; commands decide."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.kit.forms import offer
from waakvlam.kit.time import AMSTERDAM, END_OF_WORKING_DAY

from .models.states import Access, Answer, Ground, Need, Outcome

Several = forms.CheckboxSelectMultiple


class Day(forms.DateInput):
    """A day as the browser's own control, in ISO whatever the language."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class Hour(forms.TimeInput):
    def __init__(self) -> None:
        super().__init__(format="%H:%M", attrs={"type": "time"})


def lines(label: Any, *, rows: int = 3, required: bool = True, most: int = 2000, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text,
                           widget=forms.Textarea(attrs={"rows": rows}))


class PlanForm(forms.Form):
    name = forms.CharField(label=_("Naam van het project"), max_length=120)
    work = lines(_("Wat er gebeurt"), help_text=_("In gewone woorden, voor de organisaties die meedoen."))
    starts_on = forms.DateField(label=_("Begint op"), widget=Day())
    ends_on = forms.DateField(label=_("Klaar op"), widget=Day())
    needed = forms.IntegerField(label=_("Hoeveel organisaties moeten een adres samen willen bezoeken?"), min_value=2, max_value=9,
                                initial=2, help_text=_("Minstens twee. Hoe hoger, hoe minder er gedeeld wordt."))
    share = forms.IntegerField(label=_("Welk deel van een blok mag één organisatie laten vergelijken? In procenten."), min_value=1,
                               max_value=50, initial=25, help_text=_("Zo kan niemand een heel blok invullen om te zien wat anderen weten."))


class BlockForm(forms.Form):
    which = forms.ChoiceField(label=_("Blok uit het register"))
    name = forms.CharField(label=_("Naam in dit project"), max_length=120)

    def __init__(self, *args: Any, blocks: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "which", blocks)


class PhaseForm(forms.Form):
    name = forms.CharField(label=_("Fase"), max_length=120)
    starts_on = forms.DateField(label=_("Van"), widget=Day())
    ends_on = forms.DateField(label=_("Tot en met"), widget=Day())


class InviteForm(forms.Form):
    organisation = forms.ChoiceField(label=_("Organisatie"))

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "organisation", organisations)


class MembersForm(forms.Form):
    people = forms.MultipleChoiceField(label=_("Wie doen er mee?"), widget=Several, help_text=_(
        "Alleen deze mensen zien wat het kernteam afspreekt."))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "people", people)


class ListForm(forms.Form):
    doors = forms.MultipleChoiceField(label=_("Kies voordeuren"), required=False, widget=Several)
    typed = lines(_("Of typ adressen, op elke regel één"), required=False, most=20_000)
    file = forms.FileField(label=_("Of kies een bestand (Excel of CSV)"), required=False, help_text=_(
        "Met een kopregel: adres, of postcode en huisnummer. Een kolom “reden” mag. Het bestand wordt niet bewaard."))
    reason = lines(_("Waarom kennen jullie dit adres?"), rows=2, required=False, most=500, help_text=_(
        "Dit verlaat je organisatie nooit. Schrijf niet meer op dan nodig is."))
    answer = forms.ChoiceField(label=_("Willen jullie hier samen met anderen langs?"), choices=Answer.choices, required=False,
                               widget=forms.RadioSelect)

    def __init__(self, *args: Any, doors: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "doors", doors)
        self.fields["answer"].initial = Answer.NONE


class RoundForm(forms.Form):
    closes_on = forms.DateField(label=_("De lijsten sluiten op"), widget=Day(), help_text=_(
        "Om 17.00 uur. Daarna worden alle lijsten in één keer vergeleken."))

    def closes_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["closes_on"], END_OF_WORKING_DAY, AMSTERDAM)


class RingForm(forms.Form):
    """A visit round along the other doors."""

    script = forms.ChoiceField(label=_("Wat zeggen en vragen jullie aan de deur?"), help_text=_("Een script dat is vastgesteld."))
    starts_on = forms.DateField(label=_("Van"), widget=Day())
    ends_on = forms.DateField(label=_("Tot en met"), widget=Day())

    def __init__(self, *args: Any, scripts: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "script", scripts)


class VisitForm(forms.Form):
    day = forms.DateField(label=_("Dag"), widget=Day())
    hour = forms.TimeField(label=_("Hoe laat"), widget=Hour(), initial=time(10))

    def planned_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], AMSTERDAM)


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Hoe liep het bezoek?"), choices=Outcome.choices, widget=forms.RadioSelect)


class Written(forms.Form):
    """Words that go to others; where they look like a diagnosis the writer rewrites them or lets them stand."""

    words_found = ""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        if self.data.get("words_kept") or self.data.get("words_asked"):
            self.ask_about_words()

    def ask_about_words(self, words: str = "") -> None:
        self.words_found = words
        self.fields["words_kept"] = forms.BooleanField(label=_("Deze woorden zijn nodig, laat ze staan"), required=False)


class ReleaseForm(Written):
    text = lines(_("Wat mogen de anderen weten?"), help_text=_("Alleen wat nodig is voor dit bezoek."))
    ground = forms.ChoiceField(label=_("Waarom mag dit gedeeld worden?"), choices=Ground.choices, widget=forms.RadioSelect)
    basis = lines(_("Wat zei de bewoner precies, of waarom is het nodig?"), rows=2, help_text=_("Dit blijft bij je eigen organisatie."))


class PointForm(Written):
    text = lines(_("Wat is er te doen of te bespreken?"), most=1000)
    owner = forms.ChoiceField(label=_("Wie doet dit?"))
    due_on = forms.DateField(label=_("Klaar op"), widget=Day())

    def __init__(self, *args: Any, owners: list[tuple[str, str]], door: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "owner", owners)
        if door:
            self.fields["ground"] = forms.ChoiceField(label=_("Waarom mag dit naar het kernteam?"), choices=Ground.choices,
                                                      widget=forms.RadioSelect)
            self.fields["permission"] = lines(_("Wat zei de bewoner precies, of waarom is het nodig?"), rows=2)


class AppointmentForm(forms.Form):
    on_day = forms.DateField(label=_("Dag"), widget=Day())
    starts_at = forms.TimeField(label=_("Van"), widget=Hour(), initial=time(8))
    ends_at = forms.TimeField(label=_("Tot"), widget=Hour(), initial=time(12))
    access = forms.ChoiceField(label=_("Hoe komen de werklui binnen?"), choices=Access.choices, widget=forms.RadioSelect)
    elsewhere = forms.BooleanField(label=_("De bewoner heeft tijdens het werk een andere plek nodig"), required=False)
    needs = forms.MultipleChoiceField(label=_("Waar moet het werk rekening mee houden?"), choices=Need.choices, required=False,
                                      widget=Several, help_text=_("Alleen hoe er gewerkt wordt, nooit waarom. De aannemer krijgt dit niet."))
