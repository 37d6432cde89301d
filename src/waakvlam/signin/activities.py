"""The acts of signing in, in words. It holds no residents, so no activity with their data."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words

ACTS: dict[str, Words] = {
    "factor.ask_reset": _("Om een nieuwe tweede stap gevraagd"),
    "factor.reset": _("Tweede stap opnieuw laten instellen"),
    "provider.set": _("Aanmelden via de eigen organisatie ingesteld"),
}
