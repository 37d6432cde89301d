"""What is said of a file: how it is called, how large it is, and why it is not taken."""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from waakvlam.kit.errors import Invalid

from .cleaning import MOST_BYTES, MOST_PAGES

if TYPE_CHECKING:
    from .models import File

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}
LONGEST = 80
MB = 1024 * 1024
_LARGE = {"mb": MOST_BYTES // MB, "pages": MOST_PAGES}

# Why a file is not taken → the sentence. Codes are those of `cleaning.Unfit` and of `commands`.
SENTENCES = {
    "none": gettext_lazy("Kies eerst een foto of een PDF."),
    "empty": gettext_lazy("Dit bestand is leeg."),
    "too_large": gettext_lazy("Dit bestand is te groot. Hooguit %(mb)s MB kan mee."),
    "unknown": gettext_lazy("Dit is geen foto (JPEG, PNG of WebP) en geen PDF. Wat erin staat telt, niet de naam."),
    "pixels": gettext_lazy("Deze foto is te groot in beeldpunten. Maak hem eerst kleiner."),
    "animated": gettext_lazy("Dit beeld beweegt. Kies een gewone foto."),
    "damaged": gettext_lazy("Dit bestand is beschadigd of niet heel. Maak de foto of de PDF opnieuw."),
    "encrypted": gettext_lazy("Deze PDF zit op slot met een wachtwoord. Haal dat er eerst af."),
    "pages": gettext_lazy("Deze PDF heeft te veel bladzijden. Hooguit %(pages)s kunnen mee."),
    "form": gettext_lazy("Deze PDF is een formulier dat alleen in één programma te zien is. Druk hem af naar een gewone PDF."),
    "heavy": gettext_lazy("Dit bestand zit te ingewikkeld in elkaar. Maak een foto of druk het af naar een gewone PDF."),
    "infected": gettext_lazy("In dit bestand vond de virusscanner iets gevaarlijks. Het is niet bewaard. Vertel het degene die jullie computers beheert."),
    "unscanned": gettext_lazy("We kunnen dit bestand nu niet op virussen nakijken en bewaren het daarom niet. Probeer het straks weer."),
    "many": gettext_lazy("Er kan niet nog een bestand bij. Haal er eerst een weg."),
    "gone": gettext_lazy("Dit bestand is intussen weggehaald. Kijk wat er nog meegaat."),
    "health": gettext_lazy("Een woningcorporatie bewaart of ontvangt geen gegevens over gezondheid. Dit bestand kan hier niet."),
}


def unfit(code: str, field: str = "file") -> Invalid:
    """The error for a form: its code, and a sentence that says what to do."""
    return Invalid(f"attachment.{code}", str(SENTENCES[code]) % _LARGE, field=field)


def shown_name(given: str, media: str) -> str:
    """A name to show and to download by: of what somebody's device said only plain signs of the last part, with the
    ending that belongs to what it is. Signs that turn the direction of writing or cannot be seen go."""
    last = re.split(r"[/\\]", given)[-1]
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] in "LNPSZ" and c not in '"<>|:*?;')
    stem = re.sub(r"\s+", " ", plain.rsplit(".", 1)[0] if "." in plain else plain).strip(" .")[:LONGEST].strip(" .")
    return f"{stem or _('bestand')}.{ENDINGS[media]}"


def told(file: "File") -> str:
    """“foto, 240 kB” or “document, 3 bladzijden, 1,2 MB”."""
    kind = _("foto") if file.is_photo else _("document")
    pages = [] if file.is_photo else [ngettext("%(n)d bladzijde", "%(n)d bladzijden", file.pages) % {"n": file.pages}]
    return ", ".join([kind, *pages, _size(file.size)])


def _size(size: int) -> str:
    if size >= MB:
        return f"{size / MB:.1f} MB".replace(".", ",")
    return f"{max(1, round(size / 1024))} kB"
