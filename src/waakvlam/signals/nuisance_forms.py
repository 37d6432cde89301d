"""Forms of a nuisance file: the file, its columns by hand, and what the words of its source mean."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.kit.time import today
from waakvlam.resources.words import Topic

from .commands.nuisance import HISTORY_DAYS
from .commands.nuisance_job import MEANS_NOTHING
from .models import Kind
from .nuisance_columns import WORDS

LEAVE = ("", _("niet lezen"))
# What a word can mean: a kind with its topic, short enough to choose from.
MEANINGS = [
    (f"{Kind.NUISANCE}/{Topic.NEIGHBOURS}", _("overlast: buren en de buurt")), (f"{Kind.NUISANCE}/{Topic.SAFETY}", _("overlast: je veilig voelen")),
    (f"{Kind.NUISANCE}/{Topic.HOME}", _("overlast: de woning")), (f"{Kind.NUISANCE}/{Topic.OTHER}", _("overlast: iets anders")),
    (f"{Kind.HOME}/{Topic.HOME}", _("iets aan een woning")), (f"{Kind.WORRY}/{Topic.SUPPORT}", _("zorg om iemand")),
    (f"{Kind.NEIGHBOURHOOD}/{Topic.NEIGHBOURS}", _("hoe het gaat in de buurt")), ("", _("niet inlezen")),
]


class FileForm(forms.Form):
    """A file, where it comes from, and from which day somebody is asked to look."""

    file = forms.FileField(label=_("Bestand"), help_text=_("XLSX of CSV. Het bestand zelf wordt niet bewaard."))
    source = forms.CharField(label=_("Uit welk systeem?"), max_length=80, initial=_("Overlast"), help_text=_(
        "Per systeem onthouden we de kolommen en wat de woorden betekenen."))
    attention_from = forms.DateField(label=_("Vraag aandacht vanaf"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), help_text=_(
        "Wat van voor deze dag is, wordt geschiedenis: je vindt het terug, maar niemand krijgt er een klok voor."))
    sheet = forms.CharField(label=_("Blad"), max_length=80, required=False, help_text=_("Alleen nodig als het werkboek meer bladen heeft."))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["attention_from"].initial = today() - timedelta(days=HISTORY_DAYS)


class ColumnsForm(FileForm):
    """The same file once more, with what its columns mean. Field names are `column-0`, …"""

    def __init__(self, *args: Any, headers: Mapping[str, str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.headers = list(headers)
        for at, (header, field) in enumerate(headers.items()):
            self.fields[f"column-{at}"] = forms.ChoiceField(label=header, choices=[LEAVE, *WORDS.items()], initial=field, required=False)

    def mapping(self) -> dict[str, str]:
        return {header: self.cleaned_data[f"column-{at}"] for at, header in enumerate(self.headers)}

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[f"column-{at}"] for at in range(len(self.headers))]


class MeaningForm(forms.Form):
    """What each word of the source means here. Field names are `word-0`, …"""

    def __init__(self, *args: Any, words: Mapping[str, int], known: Mapping[str, str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.words = sorted(words, key=str.casefold)
        for at, word in enumerate(self.words):
            self.fields[f"word-{at}"] = forms.ChoiceField(
                label=f"{word or _('zonder woord')} ({words[word]})", choices=MEANINGS, required=False, initial=known.get(word, MEANS_NOTHING))

    def kinds(self) -> dict[str, str]:
        return {word: self.cleaned_data[f"word-{at}"] for at, word in enumerate(self.words)}
