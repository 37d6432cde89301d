"""What the living style page shows: every component, in every state, with too much and with none."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.functional import lazystr

from waakvlam.kit.time import now

from .icons import drawings
from .statuses import STATUSES

LONG = "Wmo-consulentenondersteuningsafstemmingsoverleg Poelenburg-Zuidoost"


class Example(forms.Form):
    """One of each field; ``phone`` and ``mood`` are shown with an error too."""

    name = forms.CharField(label="Naam", help_text="Zoals de bewoner zelf genoemd wil worden.")
    phone = forms.CharField(label="Telefoonnummer", required=False)
    topic = forms.ChoiceField(
        label="Onderwerp", choices=[("", "Kies een onderwerp"), ("1", "Boodschappen"), ("2", LONG)]
    )
    mood = forms.ChoiceField(
        label="Hoe gaat het met u?",
        choices=[("1", "Goed"), ("2", "Gaat wel"), ("3", "Niet zo goed")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="Waar wilt u hulp bij?",
        choices=[("1", "Boodschappen of medicijnen"), ("2", "Computer of internet"), ("3", LONG)],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    note = forms.CharField(label="Wat zag of hoorde je?", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="De bewoner heeft ja gezegd")
    day = forms.DateField(label="Dag", widget=forms.DateInput(attrs={"type": "date"}))


def facts() -> dict[str, Any]:
    """The context of ``web/style.html``."""
    wrong = Example({"name": "", "phone": "0612", "mood": "", "agreed": ""})
    wrong.add_error("phone", "Dit nummer is te kort. Een Nederlands nummer heeft 10 cijfers.")
    return {
        "title": lazystr("Stijl van Waakvlam"),
        "form": Example(),
        "wrong": wrong,
        "statuses": sorted(STATUSES),
        "icons": sorted(drawings()),
        "stones": stones(),
        "silent_stones": silent_stones(),
        "events": events(),
        "bars": [("Boodschappen", 41), ("Computer en internet", 27), ("Contact met anderen", 12)],
        "parts": [("gesproken", 48, "done"), ("heeft al hulp", 21, "busy"), ("vraag", 14, "lit"),
                  ("niet bereikt", 30, "quiet")],
        "course": [4, 9, 7, 14, 12, 18, 17, 25],
        "long": LONG,
        "moments": [now(), now() - timedelta(days=3), now() + timedelta(hours=5)],
        "places_in_list": range(3),
    }  # fmt: skip


def stones() -> list[dict[str, Any]]:
    return [
        {"label": "Aangeboden", "state": "done", "when": now() - timedelta(days=4)},
        {"label": "Aangenomen", "state": "done", "when": now() - timedelta(days=3),
         "note": "door Bram de Wit"},
        {"label": "Contact gelegd", "state": "now", "note": "Bram is aan zet, nog 2 dagen"},
        {"label": "Bezig", "state": "next"},
        {"label": "Hielp het?", "state": "next"},
    ]  # fmt: skip


def silent_stones() -> list[dict[str, Any]]:
    return [
        {"label": "Aangeboden", "state": "done", "when": now() - timedelta(days=9)},
        {"label": "Aangenomen", "state": "silent", "note": "4 dagen te laat"},
        {"label": "Contact gelegd", "state": "next"},
        {"label": "Bezig", "state": "next"},
        {"label": "Hielp het?", "state": "next"},
    ]


def events() -> list[dict[str, Any]]:
    return [
        {"title": "Gesproken", "when": now() - timedelta(days=5), "who": "Jan Visser", "icon": "reached",
         "tone": "done", "text": "Mevrouw wil graag weer eens naar de soos, maar durft niet alleen.",
         "edge": 1, "party": "Woonstichting De Sluis", "lock": "alleen De Sluis leest dit"},
        {"title": "Overgedragen", "when": now() - timedelta(days=4), "who": "Jan Visser", "icon": "handover",
         "tone": "lit"},
        {"title": "Kennisgemaakt", "when": now() - timedelta(days=1), "who": "Bram de Wit", "icon": "contact",
         "edge": 2, "party": "Wijkteam Noord", "lock": "het wijkteam en De Sluis lezen dit"},
        {"title": "Stil gevallen", "when": now(), "icon": "silent", "tone": "silent"},
    ]  # fmt: skip
