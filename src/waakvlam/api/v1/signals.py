"""Signals from other systems: hand one over, exactly once, and hear how far it is. Never what or who (R11)."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import TextChoices
from ninja import Router, Status
from pydantic import Field

from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent
from waakvlam.resources.words import Topic
from waakvlam.signals import addresses, codes, commands
from waakvlam.signals.intake_forms import LONGEST
from waakvlam.signals.models import Basis, Channel, Kind, Report, Urgency
from waakvlam.signals.models.states import About, TellerKind, Wants
from waakvlam.signals.policies import SignalPermission
from waakvlam.signals.queries import reading

from ..door import needs
from ..schemas import Camel, Given

router = Router()
P = SignalPermission


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


def _ours(request: Signed, id: UUID) -> UUID:
    """Our own id: made with the organisation, so that no system can name what another brought in."""
    return uuid5(request.who.organisation_id, str(id))


def _said(id: UUID, report: Report, code: str | None = None) -> dict[str, Any]:
    return {"id": id, "nummer": report.number, "stand": report.told, "stand_sinds": report.told_at, "ontvangen": report.at, "code": code}


@router.post("/signalen", response={200: Melding, 201: Melding}, operation_id="signaalDoorgeven", by_alias=True,
             summary="Een signaal doorgeven")
@needs(Purpose.SIGNAL, P.BRING)
def bring(request: Signed, gegeven: Signaal) -> Any:
    """201 als het nieuw is, 200 als dit id al binnen was. Het antwoord zegt alleen hoe ver het is."""
    who, id_ = request.who, _ours(request, gegeven.id)
    code = codes.of(id_) if gegeven.melder else None
    place = addresses.read(gegeven.waar)
    dwelling_id, area = addresses.home(place)
    made = commands.take_in(id=id_, by=who, telling=commands.Telling(
        kind=gegeven.soort, about=gegeven.over, basis=gegeven.wat_de_bewoner_weet, observation=gegeven.waarneming,
        interpretation=gegeven.duiding, source=gegeven.bron, basis_words=gegeven.noodzaak, words_kept=gegeven.woorden_nodig,
        topic=gegeven.onderwerp, urgency=gegeven.urgentie, channel=Channel.API, neighbourhood_code=area, dwelling_id=dwelling_id,
        noticed_at=gegeven.opgemerkt, teller=_teller(gegeven.melder, id_), **place.fields))
    return Status(200 if made.came_before else 201, _said(gegeven.id, made.report, code))


def _teller(melder: Melder | None, id_: UUID) -> commands.TellerGiven | None:
    if melder is None:
        return None
    return commands.TellerGiven(melder.soort, melder.naam, melder.telefoon, melder.email, melder.wil_horen, "nl",
                                codes.hash_of(codes.of(id_)))


@router.get("/signalen/{uuid:id}", response=Melding, operation_id="signaal", by_alias=True, summary="Hoe ver een signaal is")
@needs(Purpose.SIGNAL, P.FOLLOW)
def one(request: Signed, id: UUID) -> Any:
    """Alleen wat deze organisatie zelf doorgaf, met het id dat zij koos."""
    report = reading.reports(request.who).filter(signal_id=_ours(request, id)).first()
    if report is None:
        raise Absent("signal", "Dit signaal gaf deze organisatie niet door.")
    return _said(id, report)
