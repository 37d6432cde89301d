"""Homes where we guide, and word of nuisance to who lets a home and to who guides there (docs/adr/0021, R22).

Nothing is written on the signal, and nobody who works on it is told: not that there was word, nor to whom.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, covenant
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.models import Clock, Membership
from waakvlam.access.policies import require
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now, today

from .. import addresses, notices, waiting
from ..models import GuidedHome, NuisanceNotice
from ..models.guided import KEEPERS
from ..policies import SignalPermission

MOST_LINES = 300


@transaction.atomic
def add(*, address: str, guide_id: UUID, from_on: date | None = None, by: Who) -> GuidedHome:
    """Put a home on our list; `address` is one line with postcode. A home that stands there gets its new guide.

    Raises Invalid with the field, Refused.
    """
    _may(by)
    place = _read(address)
    if place is None:
        raise Invalid("address", _("Schrijf straat, huisnummer en postcode, zoals: Duinroos 14a, 1503 AB."), field="address")
    (found,) = _put([place], guide_id, from_on, by)
    audit.record(by, "signal.guided_add", found)
    return found


@transaction.atomic
def add_many(*, lines: Iterable[str], guide_id: UUID, from_on: date | None = None, by: Who) -> tuple[int, list[str]]:
    """Put homes on our list, an address a line. Returns how many homes stand there now, and the lines that are no address.

    Empty lines count for nothing; a home twice is once. The cost in queries is the same for one line and for MOST_LINES.
    Raises Invalid with the field, Refused.
    """
    _may(by)
    typed = [line for line in (" ".join(given.split()) for given in lines) if line]
    if len(typed) > MOST_LINES:
        raise Invalid("addresses", _("Dit zijn %(came)s regels. Plak er hoogstens %(most)s tegelijk.") % {"came": len(typed), "most": MOST_LINES}, field="addresses")
    read = [(line, _read(line)) for line in typed]
    homes = _put([place for _line, place in read if place], guide_id, from_on, by)
    if homes:
        audit.record(by, "signal.guided_add", homes=len(homes))
    return len(homes), [line for line, place in read if place is None]


@transaction.atomic
def end(*, home_id: UUID, by: Who) -> GuidedHome:
    """We guide there no more: from now on nobody hears of it, and it goes at its term. Raises Absent, WrongState."""
    _may(by)
    found = GuidedHome.objects.select_for_update(of=("self",)).filter(pk=home_id, organisation_id=by.organisation_id).first()
    if found is None:
        raise Absent("guided", _("Deze woning staat niet op jullie lijst."))
    if found.until is not None:
        raise WrongState("guided.until", _("Deze woning staat al niet meer op jullie lijst."))
    found.until = now()
    found.save(update_fields=["until"])
    audit.record(by, "signal.guided_end", found)
    return found


@transaction.atomic
def tell(*, signal_id: UUID, by: Who) -> int:
    """Word of one report of nuisance to whoever lets the home or guides there; each its own row, clock and mail. Returns to how many.

    `by` is the system of who wrote it down. Twice is once. Raises Refused.
    """
    require(by, SignalPermission.COMPARE)
    with connection.cursor() as db:
        db.execute("select organisation, notice, guide from signals_nuisance(%s, %s, %s)", [signal_id, now(), today()])
        found = db.fetchall()
    for organisation_id, notice_id, guide_id in found:
        with audit.apart(), acting(system(organisation_id, Purpose.SIGNAL)) as they:
            _tell(NuisanceNotice(pk=notice_id, network_id=they.network_id, organisation_id=organisation_id, guide_id=guide_id), they)
    return len(found)


@transaction.atomic
def seen(*, notice_id: UUID, by: Who) -> NuisanceNotice:
    """Somebody of ours read it and knows what to do; nobody else hears so. Raises Absent, Refused; twice is once."""
    require(by, SignalPermission.NUISANCES)
    found = NuisanceNotice.objects.select_for_update(of=("self",)).filter(pk=notice_id, organisation_id=by.organisation_id).first()
    if found is None:
        raise Absent("nuisance", _("Dit bericht is er niet (meer) voor jou."))
    category = Category.NUISANCE if found.guide_id is None else Category.GUIDED
    covenant.ground_for(by, category)
    if found.seen_at is None:
        found.seen_at, found.person_id = now(), by.person_id
        found.save(update_fields=["seen_at", "person_id"])
        clocks.stop(found.pk, waiting.NUISANCE)
        audit.record(by, "signal.nuisance_seen", found)
    return found


def climb(clock: Clock) -> str:
    """Silence about it stays at home: whoever waits outside does not know of it."""
    return clocks.at_home(clock)


def _read(address: str) -> addresses.Place | None:
    place = addresses.read(address)
    return place if place.street and place.house_number and place.postcode else None


def _put(places: list[addresses.Place], guide_id: UUID, from_on: date | None, by: Who) -> list[GuidedHome]:
    """Each home once, with this guide. Four queries, however many homes."""
    if not Membership.objects.filter(person_id=guide_id, organisation_id=by.organisation_id, until__isnull=True, role__in=KEEPERS).exists():
        raise Invalid("guide", _("Kies een collega die met signalen werkt."), field="guide_id")
    wanted = {_key(place): place for place in reversed(places)}
    there = GuidedHome.objects.select_for_update(of=("self",)).filter(
        organisation_id=by.organisation_id, postcode__in=[place.postcode for place in places], until__isnull=True)
    stood = {_key(home): home for home in there if _key(home) in wanted}
    GuidedHome.objects.filter(organisation_id=by.organisation_id, pk__in=[home.pk for home in stood.values()]).update(guide_id=guide_id)
    made = GuidedHome.objects.bulk_create([GuidedHome(
        network_id=by.network_id, organisation_id=by.organisation_id, street=place.street, house_number=place.house_number,
        postcode=place.postcode, city=place.city, guide_id=guide_id, from_on=from_on or today()) for key, place in wanted.items() if key not in stood])
    homes = [*stood.values(), *made]
    audit.touched(by, "signal.guided", [home.pk for home in homes])
    return homes


def _key(place: addresses.Place | GuidedHome) -> tuple[str, str]:
    """“14 A” and “14a” are one home; “14-2” and “142” are not."""
    return place.postcode, "".join(place.house_number.lower().split())


def _tell(notice: NuisanceNotice, they: Who) -> None:
    clocks.start(they, notice, waiting.NUISANCE, on=they.organisation_id, person=notice.guide_id, working_days=waiting.NUISANCE_DAYS, is_first=True)
    audit.record(they, "signal.nuisance_told", notice)
    audit.touched(they, "signal.guided", [notice.pk])
    notices.of_nuisance(notice, they)


def _may(by: Who) -> None:
    require(by, SignalPermission.GUIDED)
    covenant.ground_for(by, Category.GUIDED)
