"""Handing a granted request for erasure to whoever erases: the module that keeps terms, where it is installed.

Without it granting is refused whole, and the desk is told so beforehand.
"""

from importlib import import_module
from importlib.util import find_spec

from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who, system
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import WrongState

from .models import Request

# By name: the wiring stays whole where a house runs without it.
ERASER = "waakvlam.keeping.commands"


def can_erase() -> bool:
    return find_spec(ERASER.split(".")[0] + "." + ERASER.split(".")[1]) is not None and find_spec(ERASER) is not None


def erase(request: Request, by: Who) -> None:
    """Erase everything of this resident in the own organisation. Raises WrongState where nothing can,
    or where a duty to keep holds."""
    if not can_erase():
        raise WrongState("rights.eraser", _("Wissen kan in deze installatie nog niet: de bewaarmodule ontbreekt."))
    audit.record(by, "rights.erase", request)
    import_module(ERASER).erase(subject=request.resident_id, reason="request",
                                by=system(by.organisation_id, Purpose.ADMINISTRATION))
