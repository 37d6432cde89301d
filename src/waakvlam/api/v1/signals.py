"""Signals from other systems: hand one over, exactly once, and hear how far it is. Never what or who (R11)."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import TextChoices
from ninja import Router, Status
from pydantic import Field

from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.resources.words import Topic
from waakvlam.signals import addresses, codes, commands
from waakvlam.signals.intake_forms import LONGEST
from waakvlam.signals.models import Basis, Channel, Kind, Report, Signal, Urgency
from waakvlam.signals.models.states import About, TellerKind, Wants
from waakvlam.signals.policies import SignalPermission
from waakvlam.signals.queries import reading

from ..door import needs
from ..problems import in_words
from ..schemas import Camel, Given, Problem

router = Router()
P = SignalPermission
MOST = 100


class Melder(Given):
    """Wie het meldde, als die dat wil laten weten. Blijft bij de organisatie van de sleutel."""

    soort: TellerKind = TellerKind.UNNAMED
    naam: str = Field("", max_length=120)
    telefoon: str = Field("", max_length=20)
    email: str = Field("", max_length=254)
    wil_horen: Wants = Wants.CODE


class Signaal(Given):
    """`id` kiest de afnemer: hetzelfde id nog eens is hetzelfde signaal."""

    id: UUID
    soort: Kind
    over: About
    wat_de_bewoner_weet: Basis
    waarneming: str = Field(max_length=LONGEST)
    duiding: str = Field("", max_length=LONGEST)
    bron: str = Field("", max_length=LONGEST)
    noodzaak: str = Field("", max_length=LONGEST, description="alleen bij `necessary`: waarom het zonder toestemming moet")
    woorden_nodig: bool = Field(False, description="woorden over gezondheid of strafzaken moeten blijven staan")
    onderwerp: Topic = Topic.OTHER
    urgentie: Urgency = Urgency.NORMAL
    waar: str = Field("", max_length=200, description="adres in één regel, of een plek")
    opgemerkt: datetime | None = None
    melder: Melder | None = None


class Stand(TextChoices):
    """Hoe ver het is."""

    RECEIVED, SEEN, ACTING, CLOSED = "received", "seen", "acting", "closed"


class Melding(Camel):
    id: UUID
    nummer: str
    stand: Stand
    stand_sinds: datetime
    ontvangen: datetime
    code: str | None = Field(None, description="voor de melder, om zelf te kijken hoe ver het is")


def _ours(who: Who, id: UUID) -> UUID:
    """Our own id: made with the organisation, so that no system can name what another brought in."""
    return uuid5(who.organisation_id, str(id))


def _said(id: UUID, report: Report, code: str | None = None) -> dict[str, Any]:
    return {"id": id, "nummer": report.number, "stand": report.told, "stand_sinds": report.told_at, "ontvangen": report.at, "code": code}


@router.post("/signalen", response={200: Melding, 201: Melding}, operation_id="signaalDoorgeven", by_alias=True,
             summary="Een signaal doorgeven")
@needs(Purpose.SIGNAL, P.BRING)
def bring(request: Signed, gegeven: Signaal) -> Any:
    """201 als het nieuw is, 200 als dit id al binnen was. Het antwoord zegt alleen hoe ver het is."""
    made, said = _take_in(request.who, gegeven)
    return Status(200 if made.came_before else 201, said)


class Reeks(Given):
    """Wat een systeem in één keer doorgeeft, in deze volgorde."""

    signalen: list[Signaal] = Field(min_length=1, max_length=MOST)


class Uitkomst(Camel):
    """Van elk signaal `melding` als het binnen is, of `probleem` met wat er niet klopt."""

    id: UUID
    is_nieuw: bool = Field(description="`false` als dit id al binnen was, of niet aankwam")
    melding: Melding | None = None
    probleem: Problem | None = None


class Uitkomsten(Camel):
    resultaten: list[Uitkomst]
    niet_binnen: int = Field(description="hoeveel er een `probleem` hebben")


@router.post("/signaalreeksen", response=Uitkomsten, operation_id="signalenDoorgeven", by_alias=True,
             summary="Signalen tegelijk doorgeven")
@needs(Purpose.SIGNAL, P.BRING)
def bring_many(request: Signed, gegeven: Reeks) -> Any:
    """Tot 100 in één verzoek. Elk signaal staat op zichzelf: klopt er een niet, dan zijn de andere binnen.

    Stuur bij twijfel dezelfde reeks nog eens: wat binnen was, komt er niet dubbel in.
    """
    found = [_outcome(request.who, one) for one in gegeven.signalen]
    return {"resultaten": found, "niet_binnen": sum("probleem" in one for one in found)}


def _outcome(who: Who, given: Signaal) -> dict[str, Any]:
    """Raises Refused: what this key may not do holds for all of them."""
    try:
        made, said = _take_in(who, given)
    except Invalid as error:
        return {"id": given.id, "is_nieuw": False, "probleem": in_words(error)}
    return {"id": given.id, "is_nieuw": not made.came_before, "melding": said}


def _take_in(who: Who, given: Signaal) -> tuple[Signal, dict[str, Any]]:
    id_ = _ours(who, given.id)
    code, place = codes.of(id_) if given.melder else None, addresses.read(given.waar)
    dwelling_id, area = addresses.home(place)
    made = commands.take_in(id=id_, by=who, telling=commands.Telling(
        kind=given.soort, about=given.over, basis=given.wat_de_bewoner_weet, observation=given.waarneming,
        interpretation=given.duiding, source=given.bron, basis_words=given.noodzaak, words_kept=given.woorden_nodig,
        topic=given.onderwerp, urgency=given.urgentie, channel=Channel.API, neighbourhood_code=area, dwelling_id=dwelling_id,
        noticed_at=given.opgemerkt, teller=_teller(given.melder, id_), **place.fields))
    return made, _said(given.id, made.report, code)


def _teller(melder: Melder | None, id_: UUID) -> commands.TellerGiven | None:
    if melder is None:
        return None
    return commands.TellerGiven(melder.soort, melder.naam, melder.telefoon, melder.email, melder.wil_horen, "nl",
                                codes.hash_of(codes.of(id_)))


@router.get("/signalen/{uuid:id}", response=Melding, operation_id="signaal", by_alias=True, summary="Hoe ver een signaal is")
@needs(Purpose.SIGNAL, P.FOLLOW)
def one(request: Signed, id: UUID) -> Any:
    """Alleen wat deze organisatie zelf doorgaf, met het id dat zij koos."""
    report = reading.reports(request.who).filter(signal_id=_ours(request.who, id)).first()
    if report is None:
        raise Absent("signal", "Dit signaal gaf deze organisatie niet door.")
    return _said(id, report)
