"""The acts on keys for other systems in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words

ACTS: dict[str, Words] = {"token.make": _("Sleutel gemaakt"), "token.revoke": _("Sleutel ingetrokken")}
