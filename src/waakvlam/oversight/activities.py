"""The acts of oversight in words. The privacy officer sees no residents; the nightly look compares
encrypted ids with the own register, and counts as a reading of those it compares."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

ACTIVITIES = [
    activity("oversight.compare", _("Nagaan of een collega keek naar iemand die dichtbij staat"), (Purpose.REGISTER,),
             (Category.CONTACT,)),
]
ACTS: dict[str, Words] = {
    "question.ask": _("Collega gevraagd naar het kijken"),
    "question.explain": _("Uitleg over het kijken opgeschreven"),
    "threshold.set": _("Bepaald wanneer er een vraag komt"),
}
