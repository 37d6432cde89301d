"""What the map can show: a measure, three classes with words, and how it reads in a table."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .figures import Figures

Words = str | Promise


@dataclass(frozen=True)
class Measure:
    """`bounds` are where the second and third class begin. Classes describe, they do not rank."""

    code: str
    label: Words
    value: Callable[[Figures], float | None]
    bounds: tuple[float, float]
    words: tuple[Words, Words, Words]
    note: Words

    def class_of(self, figures: Figures) -> int:
        """1–3, or 0 where nothing can be said."""
        value = self.value(figures)
        return 0 if value is None else 1 + sum(value >= bound for bound in self.bounds)


MEASURES = (
    Measure("bereik", _("Bereik"), lambda f: f.reach, (0.1, 0.3),
            (_("minder dan 10 van de 100"), _("10 tot 30 van de 100"), _("30 of meer van de 100")),
            _("Welk deel van de huishoudens het afgelopen jaar is gesproken.")),
    Measure("geleden", _("Laatste contact"), lambda f: f.days, (90, 180),
            (_("korter dan 3 maanden"), _("3 tot 6 maanden"), _("langer dan 6 maanden")),
            _("Hoe lang het laatste gesprek geleden is, bij het middelste huishouden.")),
    Measure("vragen", _("Vragen om hulp"), lambda f: f.need, (10, 20),
            (_("minder dan 10"), _("10 tot 20"), _("20 of meer")),
            _("Vragen om hulp op elke 100 gesproken huishoudens. Een huishouden kan er meer hebben.")),
)  # fmt: skip


def measure(code: str) -> Measure:
    """The one with this code, or the first."""
    return next((m for m in MEASURES if m.code == code), MEASURES[0])
