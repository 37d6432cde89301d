"""The acts of exchange in words. It reads processing lines, which hold encrypted ids only."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words

ACTS: dict[str, Words] = {"logboek.retry": _("Verwerkingsregels opnieuw laten versturen")}
