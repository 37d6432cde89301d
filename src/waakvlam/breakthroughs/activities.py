"""The acts about silence and breakthroughs in words. No activity reads data of residents here: modules describe their own things."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words

ACTS: dict[str, Words] = {
    "silence.export": _("Lijst van wat stil is gevallen opgehaald"),
    "silence.explain": _("Uitgelegd waarom de eigen organisatie stil is"),
    "breakthrough.call": _("Om een besluit gevraagd"),
    "breakthrough.remind": _("Aan een gevraagd besluit herinnerd"),
    "breakthrough.up": _("Gevraagd besluit een trede hoger gelegd"),
    "breakthrough.top": _("Gevraagd besluit bleef bovenaan liggen"),
    "breakthrough.postpone": _("Gevraagd besluit uitgesteld"),
    "breakthrough.decide": _("Besluit genomen"),
    "breakthrough.withdraw": _("Gevraagd besluit ingetrokken"),
    "ladder.propose": _("Voorgesteld wie boven wie staat"),
    "ladder.approve": _("Vastgesteld wie boven wie staat"),
    "ladder.reject": _("Voorstel wie boven wie staat afgewezen"),
}
