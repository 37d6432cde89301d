"""What the app does in words. Which sheets it reads is logged by outreach, where they are made."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Activity, Words

ACTIVITIES: list[Activity] = []
ACTS: dict[str, Words] = {
    "device.add": _("Telefoon in gebruik genomen aan de deur"),
    "device.share": _("Telefoon weer geopend voor een dag"),
    "device.wipe": _("Telefoon gewist op afstand"),
    "photo.keep": _("Foto van schade bewaard bij een bezoek"),
    "device.receive": _("Bezoeken van een telefoon overgenomen"),
}
