"""The service directory: what is offered, by whom, and whether there is room. No residents."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router

from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.resources import queries
from waakvlam.resources.models import Service
from waakvlam.resources.policies import ResourcesPermission
from waakvlam.resources.words import State, Topic

from ..door import needs
from ..schemas import Camel, Listing, listing, whole

router = Router()


class Voorziening(Camel):
    id: UUID
    naam: str
    omschrijving: str
    organisatie: UUID
    organisatie_naam: str
    onderwerpen: list[str]
    gebieden: list[str]
    antwoordt_binnen_werkdagen: int
    ruimte: str
    plaatsen: int | None
    ruimte_gemeld_op: datetime | None
    telefoon: str
    email: str


class Gebied(Camel):
    code: str
    naam: str


def service(found: Service) -> dict[str, Any]:
    said = queries.candidate(found)
    return {"id": found.id, "naam": found.name, "omschrijving": found.description, "organisatie": found.organisation_id,
            "organisatie_naam": said.organisation, "onderwerpen": found.topics, "gebieden": found.areas,
            "antwoordt_binnen_werkdagen": found.norm_days, "ruimte": said.state, "plaatsen": said.places,
            "ruimte_gemeld_op": said.said_at, "telefoon": found.phone, "email": found.email}


@router.get("/voorzieningen", response=Listing[Voorziening], operation_id="voorzieningen", by_alias=True,
            summary="Wie wat te bieden heeft, op naam")
@needs(Purpose.DIRECTORY, ResourcesPermission.SEE)
def services(request: Signed, zoek: str = "", onderwerp: Topic | None = None, gebied: str = "",
             ruimte: State | None = None, na: str = Query("", max_length=500)) -> Any:
    """`gebied` is een buurtcode (BU…) of wijkcode (WK…)."""
    page = queries.directory(request.who, text=zoek, topic=onderwerp or "", area=gebied, state=ruimte or "", after=na)
    return listing(page, service)


@router.get("/voorzieningen/{uuid:id}", response=Voorziening, operation_id="voorziening", by_alias=True,
            summary="Eén voorziening")
@needs(Purpose.DIRECTORY, ResourcesPermission.SEE)
def one(request: Signed, id: UUID) -> Any:
    """Met wat er het laatst over de ruimte is gezegd."""
    return service(queries.service(request.who, id))


@router.get("/buurten", response=Listing[Gebied], operation_id="buurten", by_alias=True, summary="Wijken en buurten")
@needs(Purpose.DIRECTORY, ResourcesPermission.SEE)
def areas(request: Signed) -> Any:
    """Elke wijk (WK…) met haar buurten (BU…) erachter, met de codes die `gebied` verstaat."""
    found = queries.area_choices(request.who)
    return whole(found, lambda area: {"code": area[0], "naam": area[1]})
