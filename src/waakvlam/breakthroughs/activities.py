"""The acts about silence in words. No activity reads data of residents here: modules describe their own things."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words

ACTS: dict[str, Words] = {
    "silence.export": _("Lijst van wat stil is gevallen opgehaald"),
}
