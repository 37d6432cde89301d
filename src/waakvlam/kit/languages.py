"""The languages in which residents are written to. People at work use Dutch or English (settings.LANGUAGES)."""

# Each by its own name.
LANGUAGES = {
    "nl": "Nederlands", "en": "English", "tr": "Türkçe", "ar": "العربية", "pl": "Polski", "uk": "Українська"}
RIGHT_TO_LEFT = ("ar",)


def apart(text: str) -> str:
    """A telephone number keeps its order also inside words that are read from right to left (Unicode isolates)."""
    return f"\u2066{text}\u2069"
