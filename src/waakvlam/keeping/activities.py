"""What keeping does with the data of residents, and its acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

ACTIVITIES = [
    activity("keeping.person", _("Beslissen over bewaren of wissen"), (Purpose.REGISTER,), (Category.CONTACT,)),
]
ACTS: dict[str, Words] = {
    "erasure.ask": _("Gevraagd om te wissen"),
    "erasure.done": _("Wissen goedgekeurd"),
    "erasure.refused": _("Niet gewist"),
    "hold.lift": _("Bewaarplicht opgeheven"),
    "hold.place": _("Bewaarplicht vastgelegd"),
    "keeping.logs": _("Regels van het logboek weggegaan na de termijn"),
    "keeping.partner_erase": _("Gewist omdat de afzender wiste"),
    "keeping.sweep": _("Weggegaan na de termijn"),
    "keeping.term": _("Bewaartermijn gewijzigd"),
    "onward.answer": _("Over een afschrift beslist"),
    "person.erase": _("Bewoner gewist"),
    "person.erase_again": _("Opnieuw gewist na terugzetten"),
}
