"""What the public reads, a file per language: short sentences, no words of ours (R33).

`of("tr")` gives every sentence of one language; a test compares the files key by key.
"""

from importlib import import_module

# Each language by its own name. Arabic is read from right to left.
LANGUAGES = {
    "nl": "Nederlands", "en": "English", "tr": "Türkçe", "ar": "العربية", "pl": "Polski", "uk": "Українська"}
RIGHT_TO_LEFT = ("ar",)


def of(language: str) -> dict[str, str]:
    """Key → sentence; Dutch where we do not have the language."""
    known = language if language in LANGUAGES else "nl"
    words: dict[str, str] = import_module(f"{__name__}.{known}").WORDS
    return words
