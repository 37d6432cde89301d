"""A note of a call: what was seen, what it may mean, who said so (R12). Never a diagnosis by ear."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waakvlam.kit.eleven import mask
from waakvlam.kit.errors import Invalid

# Words that name an illness or a disorder. A caller is no doctor: better to write what was seen.
DIAGNOSES = re.compile(
    r"\b(adhd|add|pdd-?nos|autis\w*|asperger\w*|schizo\w*|psychose\w*|psychot\w*|borderline\w*"
    r"|bipolair\w*|manisch\w*|manie|depress\w*|dement\w*|dementie|alzheimer\w*|parkinson\w*"
    r"|ptss|trauma\w*|angststoornis\w*|paniekstoornis\w*|persoonlijkheidsstoornis\w*|narcis\w*"
    r"|verslaafd\w*|verslaving\w*|alcoholi\w*|junk\w*|suïcid\w*|suicid\w*|zelfmoord\w*|verward\w*"
    r"|kanker\w*|tumor\w*|diabet\w*|hiv|aids|copd|epilep\w*|hersenbloeding\w*|beroerte\w*"
    r"|zwakbegaafd\w*|lvb|verstandelijk beperkt\w*|anorexi\w*|boulimi\w*|obes\w*)\b", re.IGNORECASE)
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


def diagnosis_words(text: str) -> list[str]:
    """The words in this text that look like a diagnosis, each once, as written."""
    return list(dict.fromkeys(m.group().lower() for m in DIAGNOSES.finditer(text)))


def cleaned(note: Note, other_words: str = "") -> Note:
    """The note as it may be kept: without citizen service numbers (R3).

    Raises Invalid (code "diagnosis") where it holds words that look like a diagnosis and the
    writer did not choose to keep them (R12). `other_words` are looked at too.
    """
    words = diagnosis_words(f"{note.text}\n{other_words}")
    if words and not note.kept:
        raise Invalid("diagnosis", _("Er staat een woord dat op een diagnose lijkt: %(words)s. "
                                     "Schrijf liever wat je hoorde of zag.") % {"words": ", ".join(words)},
                      expected=_("wat je hoorde of zag"), field="observation",
                      remedy=_("Pas de tekst aan, of kies “Zo laten staan”."))
    if any(len(t) > LONGEST for t in (note.observation, note.interpretation, note.source)):
        raise Invalid("note_length", _("De notitie is te lang."), expected=str(LONGEST), field="observation")
    return Note(mask(note.observation.strip())[0], mask(note.interpretation.strip())[0],
                mask(note.source.strip())[0], kept=bool(words))
