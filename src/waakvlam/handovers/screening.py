"""Free text before it leaves: service numbers masked, words that look like a diagnosis shown.

Source: R3 (no BSN), R12 and R13 (health data stays with care). A word list can only warn: the
writer decides, and the choice is logged.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from waakvlam.kit.eleven import mask
from waakvlam.outreach.notes import diagnosis_words

# Words of criminal law, beside the words for illness that calls warn for too.
OFFENCES = re.compile(r"\b(crimine\w*|strafblad\w*|strafbaar\w*|veroordeeld\w*|gevangenis\w*"
                      r"|reclassering\w*|dader\w*|verdacht\w*)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Screened:
    """The text as it may go, how many numbers were masked, and which words deserve a thought."""

    text: str
    masked: int
    words: tuple[str, ...]


def screen(text: str) -> Screened:
    clean, masked = mask(text.strip())
    found = [*diagnosis_words(clean), *(m.group().lower() for m in OFFENCES.finditer(clean))]
    return Screened(clean, masked, tuple(dict.fromkeys(found)))


def words_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The words that deserve a thought, of several texts, each once."""
    return tuple(dict.fromkeys(word for text in texts for word in screen(text).words))
