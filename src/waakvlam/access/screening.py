"""Free text before it is kept or leaves: service numbers masked, words that deserve a thought shown.

Source: R3 (no BSN), R12 and R13 (health data stays with care, no diagnosis by ear). A word list can only warn:
the writer rewrites or keeps, and that choice is an act in the log: how many of which kind, never the text or its
words. Not which code of the police either: the code itself tells the illness.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from waakvlam.kit.eleven import mask

from . import audit
from .identity import Who

KINDS = {
    # Words that name an illness or a disorder. Who writes is no doctor: better to write what was seen.
    "health": re.compile(
        r"\b(adhd|add|pdd-?nos|autis\w*|asperger\w*|schizo\w*|psychose\w*|psychot\w*|borderline\w*"
        r"|bipolair\w*|manisch\w*|manie|depress\w*|dement\w*|dementie|alzheimer\w*|parkinson\w*"
        r"|ptss|trauma\w*|angststoornis\w*|paniekstoornis\w*|persoonlijkheidsstoornis\w*|narcis\w*"
        r"|verslaafd\w*|verslaving\w*|alcoholi\w*|junk\w*|suïcid\w*|suicid\w*|zelfmoord\w*|verward\w*"
        r"|kanker\w*|tumor\w*|diabet\w*|hiv|aids|copd|epilep\w*|hersenbloeding\w*|beroerte\w*"
        r"|zwakbegaafd\w*|lvb|verstandelijk beperkt\w*|anorexi\w*|boulimi\w*|obes\w*)\b", re.IGNORECASE),
    # Words of criminal law.
    "offence": re.compile(r"\b(crimine\w*|strafblad\w*|strafbaar\w*|veroordeeld\w*|gevangenis\w*"
                          r"|reclassering\w*|dader\w*|verdacht\w*)\b", re.IGNORECASE),
    # How the police file an incident with a person who seems confused (E33) or a suicide (attempt) (E14).
    "police": re.compile(r"\bE[ .\-]?(?:33|14)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Screened:
    """The text as it may go, how many numbers were masked, and which words deserve a thought."""

    text: str
    masked: int
    words: tuple[str, ...]


def screen(text: str) -> Screened:
    clean, masked = mask(text.strip())
    return Screened(clean, masked, tuple(dict.fromkeys(word for _kind, word in _found(clean))))


def cleaned(text: str) -> str:
    """The text as it may go, without looking for words."""
    return mask(text.strip())[0]


def words_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The words that deserve a thought, of several texts, each once."""
    return screen("\n".join(texts)).words


def keep(by: Who, subject: object, texts: Iterable[str]) -> None:
    """Log that the writer was warned and let the words stand; nothing where there are none."""
    found = Counter(kind for kind, _word in _found("\n".join(texts)))
    if found:
        audit.record(by, "text.keep", subject, **found)


def rewrite(by: Who, subject: object) -> None:
    """Log that the writer was warned and wrote it otherwise."""
    audit.record(by, "text.rewrite", subject)


def _found(text: str) -> list[tuple[str, str]]:
    """(kind, word) of every find, in lower case."""
    return [(kind, m.group().lower()) for kind, words in KINDS.items() for m in words.finditer(text)]
