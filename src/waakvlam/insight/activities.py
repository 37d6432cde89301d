"""The acts of insight in words. It shows figures, never a resident."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words

ACTS: dict[str, Words] = {"insight.refresh": _("Cijfers vernieuwd")}
