"""The acts on the directory in words. It holds no residents, so no activity with their data."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words

ACTS: dict[str, Words] = {
    "service.add": _("Aanbod toegevoegd"),
    "service.capacity": _("Plek in het aanbod bijgewerkt"),
    "service.edit": _("Aanbod gewijzigd"),
    "service.end": _("Aanbod beëindigd"),
}
