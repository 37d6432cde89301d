"""The acts of the shell in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words

ACTS: dict[str, Words] = {"session.enter": _("Aangemeld")}
