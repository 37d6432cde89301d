"""Homes where “zorg” guides and “anders” lets, and reports of nuisance about them, told as the job does."""

from typing import Any

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.outreach.tests import calls
from waakvlam.people.models import Dwelling, Household
from waakvlam.signals import commands, tasks
from waakvlam.signals.models import GuidedHome, NuisanceNotice, Signal
from waakvlam.signals.tests import factories as make

ADDRESS = "Dorpsstraat 1234, 1500 AA"
HERE = {"kind": "nuisance", "topic": "neighbours", "about": "home", "street": "Dorpsstraat", "house_number": "1234", "postcode": "1500AA",
        "observation": "Harde muziek tot diep in de nacht."}


def listed(address: str = ADDRESS, key: str = "eva", **given: Any) -> GuidedHome:
    with identity.acting(make.who(key)) as by:
        return commands.guided.add(address=address, guide_id=by.person_id, by=by, **given)


def ended(home: GuidedHome) -> None:
    with identity.acting(make.who("eva")) as by:
        commands.guided.end(home_id=home.pk, by=by)


def let(number: int = 1234, key: str = "dora", postcode: str = "1500AA") -> Household:
    """A home in the register of “anders”."""
    with identity.acting(cast.who(key)) as by:
        made = calls.household(by, number)
        Dwelling.objects.filter(pk=made.dwelling_id).update(postcode=postcode)
        return made


def reported(key: str = "carla", **given: Any) -> Signal:
    made = make.brought(key, **(HERE | given))
    tell(made, cast.PEOPLE[key][1])
    return made


def tell(signal: Signal, slug: str) -> int:
    return tasks.tell_of_nuisance(str(signal.pk), str(cast.organisation(slug)))


def heard(key: str) -> list[NuisanceNotice]:
    with identity.acting(make.who(key)):
        return list(NuisanceNotice.objects.order_by("at", "id"))


def system(slug: str) -> identity.Who:
    return identity.system(cast.organisation(slug), Purpose.SIGNAL)
