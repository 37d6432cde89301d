"""Silence and calls for a decision: what waits too long, by reference, and the answer of who must decide."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.breakthroughs import commands, queries
from waakvlam.breakthroughs.models import Breakthrough, Obstacle, State
from waakvlam.breakthroughs.policies import BreakthroughPermission as P

from ..door import needs
from ..schemas import Camel, Given, Listing, listing

router = Router()


class Stilte(Camel):
    soort: str
    kenmerk: str
    gevraagd: str
    aan_zet: str
    wacht: str
    uiterlijk: datetime
    stand: str


class Mogelijkheid(Camel):
    id: UUID
    tekst: str


class Doorbraak(Camel):
    id: UUID
    nummer: str
    vraag: str
    gaat_over: str
    stand: str
    besluit_bij: UUID
    uiterlijk: datetime
    bovenaan: bool
    gevraagd_op: datetime
    beeindigd_op: datetime | None


class DoorbraakHeel(Doorbraak):
    mogelijkheden: list[Mogelijkheid]
    besluit: str
    toelichting: str
    obstakel: str


class Besluit(Given):
    mogelijkheid: UUID
    toelichting: str
    obstakel: Obstacle
    weggenomen_door: UUID | None = None


def silent(x: queries.Line) -> dict[str, Any]:
    return {"soort": str(x.label), "kenmerk": x.said.ref, "gevraagd": str(x.what), "aan_zet": x.on, "wacht": x.asker, "uiterlijk": x.due_at,
            "stand": str(x.now)}


def row(b: Breakthrough) -> dict[str, Any]:
    return {"id": b.pk, "nummer": b.number, "vraag": b.question, "gaat_over": b.ref, "stand": b.state, "besluit_bij": b.decider_id,
            "uiterlijk": b.due_at, "bovenaan": b.is_top, "gevraagd_op": b.called_at, "beeindigd_op": b.ended_at}


def whole(request: Signed, id: UUID) -> dict[str, Any]:
    found = queries.one(request.who, id)
    d = queries.sight(request.who, found).decision
    return row(found) | {"mogelijkheden": [{"id": o.pk, "tekst": o.text} for o in found.options.order_by("place")],
                         "besluit": d.option.text if d else "", "toelichting": d.words if d else "", "obstakel": d.obstacle if d else ""}


@router.get("/stilte", response=Listing[Stilte], operation_id="stilte", by_alias=True, summary="Wat te lang op iemand wacht, langst eerst")
@needs(Purpose.BREAKTHROUGH, P.SEE_SILENCE)
def silence(request: Signed, soort: str = Query("", max_length=40), na: str = Query("", max_length=500)) -> Any:
    """Met een kenmerk dat over niemand iets zegt; nooit een naam."""
    return listing(queries.screen(request.who, queries.Chosen(module=soort), after=na).lines, silent)


@router.get("/doorbraken", response=Listing[Doorbraak], operation_id="doorbraken", by_alias=True, summary="Gevraagde besluiten, laatst gewijzigd eerst")
@needs(Purpose.BREAKTHROUGH, P.SEE)
def breakthroughs(request: Signed, stand: State | None = None, na: str = Query("", max_length=500)) -> Any:
    """Die de eigen organisatie vroeg, moet nemen, of waarbij zij partij is."""
    return listing(queries.called(request.who, state=stand or "", after=na), row)


@router.get("/doorbraken/{uuid:id}", response=DoorbraakHeel, operation_id="doorbraak", by_alias=True, summary="Eén gevraagd besluit")
@needs(Purpose.BREAKTHROUGH, P.SEE)
def one(request: Signed, id: UUID) -> Any:
    """Met de mogelijkheden, en het besluit als dat er is."""
    return whole(request, id)


@router.post("/doorbraken/{uuid:id}/besluit", response={201: DoorbraakHeel}, operation_id="besluit", by_alias=True,
             summary="Het besluit nemen")
@needs(Purpose.BREAKTHROUGH, P.SEE)
def decide(request: Signed, id: UUID, gegeven: Besluit) -> Any:
    """Alleen door wie het besluit is gevraagd, één keer."""
    commands.answer(breakthrough=queries.one(request.who, id), option_id=gegeven.mogelijkheid, words=gegeven.toelichting,
                    obstacle=gegeven.obstakel, removed_by=gegeven.weggenomen_door, by=request.who)
    return Status(201, whole(request, id))
