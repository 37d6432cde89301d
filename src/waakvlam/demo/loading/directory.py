"""What the partners offer, said over the past weeks through the directory's own commands."""

from datetime import timedelta

from waakvlam.access.identity import Who, acting
from waakvlam.access.words import Purpose
from waakvlam.kit.time import at, now
from waakvlam.resources import commands

from .. import cast, places
from ..ids import chance
from ..offers import OFFERS, Offer
from .network import organisation, person, who

_ACCOUNTS = {o.slug: o.has_accounts for o in cast.ORGANISATIONS}


def load() -> int:
    """Every offer with its capacity; returns how many."""
    for number, offer in enumerate(OFFERS):
        days = 40 - number + chance("offer", offer.name).random()
        with at(now() - timedelta(days=days)), acting(_keeper(offer)) as by:
            _load(offer, by, days)
    return len(OFFERS)


def _keeper(offer: Offer) -> Who:
    """Its contact, or a coordinator; for partners without accounts the network's administrator."""
    if not _ACCOUNTS[offer.organisation]:
        return who("bram", Purpose.DIRECTORY)
    if "caller" not in cast.person(offer.contact).roles:
        return who(offer.contact, Purpose.DIRECTORY)
    own = (p for p in cast.PEOPLE if p.organisation == offer.organisation and "coordinator" in p.roles)
    return who(next(own).slug, Purpose.DIRECTORY)


def _load(offer: Offer, by: Who, days: float) -> None:
    districts = places.municipality().districts
    made = commands.add_service(by=by, organisation_id=organisation(offer.organisation), described=commands.Described(
        name=offer.name, description=offer.description, topics=offer.topics,
        areas=tuple(districts[n - 1].code for n in offer.districts), norm_days=offer.norm,
        contact_id=person(offer.contact) if offer.contact else None,
        email="" if offer.contact else f"{offer.organisation}@example.org"))
    with at(now() + timedelta(days=days * chance("said", offer.name).uniform(0.3, 0.95))):
        commands.set_capacity(service=made, state=offer.capacity, places=offer.places, by=by)
