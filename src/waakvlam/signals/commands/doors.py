"""Doors for the public: opened, changed and closed by an administrator of the organisation behind them."""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, covenant
from waakvlam.access.identity import Who, system
from waakvlam.access.policies import require
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.errors import Absent, Invalid

from ..models import Door
from ..policies import SignalPermission
from ..public_words import LANGUAGES

RESERVED = ("status", "verder")


@dataclass(frozen=True)
class DoorGiven:
    """What stands on a door. `texts` is {language: sentence above the form}; `email` makes signals of mail."""

    slug: str
    title: str
    texts: dict[str, str] = field(default_factory=dict)
    email: str = ""
    is_open: bool = True


def takes_in(who: Who) -> bool:
    """Whether the covenant lets this organisation keep what somebody noticed: behind another door every word would be lost."""
    return covenant.find(system(who.organisation_id, Purpose.SIGNAL), Category.SIGNAL) is not None


@transaction.atomic
def keep(*, given: DoorGiven, door: Door | None = None, by: Who) -> Door:
    """A new door, or what stands on this one from now on; its address stays. Raises Invalid with the field."""
    require(by, SignalPermission.DOORS)
    if door is not None and door.organisation_id != by.organisation_id:
        raise Absent("signal.door")
    if given.slug in RESERVED:
        raise Invalid("slug", _("Kies een ander adres: dit woord gebruiken wij zelf."), field="slug")
    if given.is_open and not takes_in(by):
        raise Invalid("covenant", _("Het convenant laat jullie geen signalen bewaren: wie hier iets meldt, raakt het kwijt. Laat de ingang "
                                    "dicht, of vraag eerst om een regel in het convenant."), field="is_open")
    texts = {code: text.strip() for code, text in given.texts.items() if code in LANGUAGES and text.strip()}
    made = door or Door(network_id=by.network_id, organisation_id=by.organisation_id, slug=given.slug, person_id=by.person_id)
    made.title, made.texts, made.email, made.is_open = given.title.strip(), texts, given.email.strip().lower(), given.is_open
    try:
        with transaction.atomic():
            made.save(force_insert=door is None)
    except IntegrityError as error:
        # Also where another organisation has it: addresses are public, so this tells nothing.
        taken = "email" if "signal_door_email" in str(error) else "slug"
        raise Invalid(taken, _("Dit adres is al in gebruik. Kies een ander."), field=taken) from None
    audit.record(by, "signal.door", made, is_open=made.is_open, mail=bool(made.email))
    return made
