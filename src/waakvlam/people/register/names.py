"""Dutch names: initials, prefixes (tussenvoegsels), and the key to sort on (Berg, van der)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Words that stand before a surname and do not count in sorting.
INFIX_WORDS = frozenset(
    ["van", "von", "vom", "zu", "zur", "zum", "der", "den", "de", "het", "'t", "‘t", "’t", "te", "ten", "ter", "in", "op", "aan", "bij", "over", "onder", "uit", "uijt", "voor", "tot", "la", "le", "les", "l'", "du", "des", "del", "della", "di", "da", "das", "do", "dos", "d'", "el", "al", "af", "av", "ben", "bin", "ibn", "'s", "’s"]
)
# Titles say somebody's sex or standing: neither is kept (R4).
TITLES = re.compile(
    r"^(?:(?:de\s+heer|dhr|hr|heer|mevrouw|mevr|mw|mevr?|mej|mejuffrouw|fam(?:ilie)?|erven|drs|dr|mr|ing|ir|prof|"
    r"de\s+erven(?:\s+van)?|weduwe|wed)\b\.?\s*(?:(?:en|/|&)\s*)?)+", re.IGNORECASE)
INITIALS = re.compile(r"(?:[A-ZÀ-Þ][a-zà-ÿ]{0,2}\.\s?)+|[A-ZÀ-Þ]{1,5}")


@dataclass(frozen=True, slots=True)
class Name:
    initials: str = ""
    first_name: str = ""
    infix: str = ""
    last_name: str = ""

    @property
    def sort_key(self) -> str:
        return sort_key(self.last_name, self.initials or self.first_name, self.infix)


def split_full_name(text: str) -> Name:
    """"Vries, J. de", "J.A. van der Berg", "Dhr. Jan de Wit", "Berg (van der), J." """
    text = TITLES.sub("", " ".join(text.split()))
    text = re.sub(r"\s*\((?:dhr|mevr|mw|hr|m|v|de heer|mevrouw)\.?\)", "", text, flags=re.IGNORECASE)
    if not text:
        return Name()
    if "," in text:
        return _surname_first(text)
    words = text.split(" ")
    index = 0
    while index < len(words) - 1 and _are_initials(words[index], text.isupper()):
        index += 1
    given = words[:index]
    if not given:  # a first name: everything up to the first prefix, or up to the last word
        prefixes = [i for i, word in enumerate(words[:-1]) if word.lower() in INFIX_WORDS]
        index = prefixes[0] if prefixes else len(words) - 1
        return _named(" ".join(words[:index]), words[index:])
    return Name(_initials("".join(given)), "", *_infix_and_last(words[index:]))


def split_last_name(text: str, infix: str = "") -> tuple[str, str]:
    """Prefixes that stand in the surname's own column: "van der Berg" or "Berg, van der"."""
    text = " ".join(text.split())
    if infix or not text:
        return " ".join(infix.split()).lower(), calm(text)
    if "," in text:
        last, rest = (part.strip() for part in text.split(",", 1))
        if rest and all(word.lower() in INFIX_WORDS for word in rest.split()):
            return rest.lower(), calm(last)
    if " " not in text:
        return "", calm(text)
    return _infix_and_last(text.split(" "))


def normal_initials(text: str) -> str:
    """"J A", "ja", "J.A", "J.-P." to "J.A." and the like; long words are first names: kept out."""
    return _initials(text) if text else ""


@lru_cache(maxsize=20_000)
def first_letters(text: str) -> str:
    """Of first names: "Jan Willem" gives "J.W."."""
    return "".join(f"{word[0].upper()}." for word in re.split(r"[\s\-]+", text) if word[:1].isalpha())


@lru_cache(maxsize=20_000)
def _initials(text: str) -> str:
    parts = [part for part in re.split(r"[.\s\-]+", text) if part]
    if len(parts) == 1 and parts[0].isupper() and len(parts[0]) <= 6:
        parts = list(parts[0])
    letters = [part if len(part) <= 3 and part[1:].islower() else part[0] for part in parts]
    return "".join(f"{letter[0].upper()}{letter[1:]}." for letter in letters)


def _surname_first(text: str) -> Name:
    last, rest = (part.strip() for part in text.split(",", 1))
    infix = ""
    if match := re.fullmatch(r"(.+?)\s*\(([^)]+)\)", last):
        last, infix = match.group(1), match.group(2)
    words = TITLES.sub("", rest).replace(",", " ").split()
    behind = [word for word in words if word.lower() in INFIX_WORDS]
    given = [word for word in words if word.lower() not in INFIX_WORDS]
    own_infix, last = split_last_name(last, infix or " ".join(behind))
    joined = " ".join(given)
    if given and all(_are_initials(word, text.isupper()) for word in given):
        return Name(_initials("".join(given)), "", own_infix, last)
    return Name(first_letters(joined), joined, own_infix, last)


def _are_initials(word: str, shouted: bool) -> bool:
    """"J.A.", "J", "JA"; in a text all in capitals a word without full stop is no initials."""
    if word.lower() in INFIX_WORDS or not INITIALS.fullmatch(word):
        return False
    return not shouted or "." in word or len(word) == 1


def _named(first: str, rest: list[str]) -> Name:
    infix, last = _infix_and_last(rest)
    return Name(first_letters(first), first, infix, last)


def _infix_and_last(words: list[str]) -> tuple[str, str]:
    index = 0
    while index < len(words) - 1 and words[index].lower() in INFIX_WORDS:
        index += 1
    return " ".join(words[:index]).lower(), calm(" ".join(words[index:]))


def calm(text: str) -> str:
    """"JANSEN-DE BOER" to "Jansen-De Boer": some systems keep names in capitals."""
    if len(text) < 3 or not text.isupper():
        return text
    return re.sub(r"\bIj", "IJ", text.title())


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Lower case without accents or punctuation, as names are searched and sorted."""
    if text.isascii():
        folded = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o"))
        folded = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    return " ".join(re.sub(r"[^a-z0-9 ]", " " if "-" in folded else "", folded).split())


def sort_key(last_name: str, given: str, infix: str) -> str:
    """Surname, then given, then prefix: "van der Berg, J." gives "berg,j,van der"."""
    return f"{plain(last_name)},{plain(given)},{plain(infix)}"
