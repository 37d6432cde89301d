"""Published key figures of a neighbourhood, in words, each with its source.

Left out on purpose: what marks a neighbourhood rather than explains it (income, crime).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .queries import Area

_CBS, _RIVM = _("CBS, kerncijfers wijken en buurten"), _("RIVM, gezondheid per buurt")
# Column in the published table → word, unit, decimals, source.
WORDS: dict[str, tuple[str | Promise, str | Promise, int, str | Promise]] = {
    "inwoners": (_("Inwoners"), "", 0, _CBS),
    "huishoudens": (_("Huishoudens, ook van eigenaren en andere verhuurders"), "", 0, _CBS),
    "huishoudensgrootte": (_("Mensen per huishouden"), "", 1, _CBS),
    "inwoners65plus": (_("Inwoners van 65 jaar en ouder"), "", 0, _CBS),
    "inwoners0tot15": (_("Kinderen tot 15 jaar"), "", 0, _CBS),
    "koopwoningen": (_("Koopwoningen"), "%", 0, _CBS),
    "afstandHuisarts": (_("Afstand tot een huisarts"), " km", 1, _CBS),
    "afstandSupermarkt": (_("Afstand tot een supermarkt"), " km", 1, _CBS),
    "goed_ervaren_gezondheid_pct": (_("Voelt zich gezond"), "%", 0, _RIVM),
}


@dataclass(frozen=True)
class KeyFigure:
    label: str | Promise
    value: float
    unit: str | Promise
    decimals: int
    source: str | Promise
    year: int


def key_figures(area: Area) -> list[KeyFigure]:
    """Those that were published; a figure that was kept back is absent, never zero."""
    return [KeyFigure(label, float(area.key[name]), unit, decimals, source, area.year)
            for name, (label, unit, decimals, source) in WORDS.items()
            if isinstance(area.key.get(name), int | float)]
