"""What files do with the data of residents, and their acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category

from .models import PURPOSES

_FILE = (Category.FILE,)

ACTIVITIES = [
    activity("attachment.keep", _("Een foto of document toevoegen"), PURPOSES, _FILE),
    activity("attachment.open", _("Een foto of document openen"), PURPOSES, _FILE),
]
ACTS: dict[str, Words] = {
    "attachment.keep": _("Foto of document toegevoegd"),
    "attachment.withdraw": _("Foto of document weggehaald"),
    "attachment.rewrap": _("Sleutels van foto’s en documenten vernieuwd"),
    "attachment.lost": _("Van een foto of document is de inhoud kwijt"),
}
