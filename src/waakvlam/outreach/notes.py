"""A note of a call: what was seen, what it may mean, who said so (R12). Never a diagnosis by ear."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from waakvlam.access.screening import words_in
from waakvlam.kit.eleven import mask
from waakvlam.kit.errors import Invalid

LONGEST = 4000


@dataclass(frozen=True)
class Note:
    """Three fields kept apart; `kept` is the writer's choice to leave words that were warned for."""

    observation: str = ""
    interpretation: str = ""
    source: str = ""
    kept: bool = False

    def __bool__(self) -> bool:
        return bool(self.observation or self.interpretation or self.source)

    @property
    def text(self) -> str:
        return f"{self.observation}\n{self.interpretation}\n{self.source}"


def cleaned(note: Note, other_words: str = "") -> Note:
    """The note as it may be kept: without citizen service numbers (R3).

    Raises Invalid (code "diagnosis") where it holds words that look like a diagnosis and the
    writer did not choose to keep them (R12). `other_words` are looked at too.
    """
    words = words_in([note.text, other_words])
    if words and not note.kept:
        raise Invalid("diagnosis", _("Er staat een woord dat op een diagnose lijkt: %(words)s. "
                                     "Schrijf liever wat je hoorde of zag.") % {"words": ", ".join(words)},
                      expected=_("wat je hoorde of zag"), field="observation",
                      remedy=_("Pas de tekst aan, of kies “Zo laten staan”."))
    if any(len(t) > LONGEST for t in (note.observation, note.interpretation, note.source)):
        raise Invalid("note_length", _("De notitie is te lang."), expected=str(LONGEST), field="observation")
    return Note(mask(note.observation.strip())[0], mask(note.interpretation.strip())[0],
                mask(note.source.strip())[0], kept=bool(words))
