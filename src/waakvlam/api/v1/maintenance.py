"""Major maintenance: projects, the core team's agreed addresses and agenda, and what a member does there.

Nothing here tells who brought an address in, nor of any private list (docs/adr/0015). A key of somebody who is not
named in the core team sees the project and its standing, as on the screens.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.maintenance import commands, queries
from waakvlam.maintenance.commands.agenda import Point
from waakvlam.maintenance.models import Item
from waakvlam.maintenance.models.states import Outcome
from waakvlam.maintenance.policies import MaintenancePermission

from ..door import needs
from ..schemas import Camel, Given, Listing, listing
from ..schemas import whole as listed

router = Router()
P, FOR = MaintenancePermission, Purpose.MAINTENANCE


class Project(Camel):
    id: UUID
    naam: str
    stand: str
    opdrachtgever: str
    deelname: str
    begint_op_datum: date
    eindigt_op_datum: date


class Deelnemer(Camel):
    organisatie: UUID
    naam: str
    stand: str
    grondslag: str


class Kernteam(Project):
    """`deelnemers` zijn de organisaties die de eigen organisatie mag zien."""

    werk: str
    deelnemers: list[Deelnemer]
    lijsten_sluiten: datetime | None


class Adres(Camel):
    """Een adres dat het kernteam samen bezoekt. Wie het inbracht, staat nergens."""

    id: UUID
    adres: str
    blok: str
    gepland: datetime | None
    uitkomst: str
    gaan_mee: list[str]


class Agendapunt(Camel):
    id: UUID
    tekst: str
    adres: str
    aan: UUID
    uiterlijk_op_datum: date
    stand: str


class Besluit(Given):
    mensen: list[UUID]


class Bezoekmoment(Given):
    gepland: datetime


class Bezoekuitkomst(Given):
    uitkomst: Outcome


class NieuwAgendapunt(Given):
    tekst: str
    aan: UUID
    uiterlijk_op_datum: date
    adres: UUID | None = None


def line(x: queries.Line) -> dict[str, Any]:
    return {"id": x.project.pk, "naam": x.project.name, "stand": x.project.state, "opdrachtgever": x.host, "deelname": x.standing,
            "begint_op_datum": x.project.starts_on, "eindigt_op_datum": x.project.ends_on}


def whole(x: queries.Page) -> dict[str, Any]:
    return line(queries.Line(x.project, x.host, x.standing)) | {
        "werk": x.project.work, "lijsten_sluiten": x.round.closes_at if x.round else None,
        "deelnemers": [{"organisatie": p.organisation_id, "naam": p.organisation.name, "stand": p.state, "grondslag": p.ground}
                       for p in x.partners]}


def address(x: queries.Address) -> dict[str, Any]:
    visit = x.visit
    return {"id": x.agreed.pk, "adres": x.door.address, "blok": x.door.block.name, "gepland": visit.planned_at if visit else None,
            "uitkomst": visit.outcome if visit else "", "gaan_mee": x.organisations}


def point(x: Item) -> dict[str, Any]:
    return {"id": x.pk, "tekst": x.text, "adres": x.about.address if x.about else "", "aan": x.owner_id, "uiterlijk_op_datum": x.due_on,
            "stand": x.state}


def _one(request: Signed, id: UUID, adres: UUID) -> dict[str, Any]:
    """An agreed address as it stands after an act."""
    return address(queries.address(request.who, queries.of_team(request.who, id).project, adres))


@router.get("/onderhoudsprojecten", response=Listing[Project], operation_id="onderhoudsprojecten", by_alias=True,
            summary="Projecten die de eigen organisatie leidt of waarvoor zij is gevraagd")
@needs(FOR, P.SEE)
def projects(request: Signed, na: str = Query("", max_length=500)) -> Any:
    """Wat het laatst veranderde eerst. `deelname` is de stand van de eigen organisatie."""
    return listing(queries.projects(request.who, after=na), line)


@router.get("/onderhoudsprojecten/{uuid:id}", response=Kernteam, operation_id="onderhoudsproject", by_alias=True,
            summary="Eén project, met wie er meedoet")
@needs(FOR, P.SEE)
def project(request: Signed, id: UUID) -> Any:
    """Zonder adressen: die zijn alleen voor wie in het kernteam is aangewezen."""
    return whole(queries.page(request.who, id))


@router.post("/onderhoudsprojecten/{uuid:id}/deelname", response={201: Kernteam}, operation_id="kernteamdeelname", by_alias=True,
             summary="Meedoen in het kernteam, met de mensen die je aanwijst")
@needs(FOR, P.ANSWER)
def joining(request: Signed, id: UUID, gegeven: Besluit) -> Any:
    """Alleen deze mensen zien daarna wat het kernteam afspreekt."""
    commands.team.accept(project=queries.project(request.who, id), people=gegeven.mensen, by=request.who)
    return Status(201, whole(queries.page(request.who, id)))


@router.post("/onderhoudsprojecten/{uuid:id}/afmelding", response={204: None}, operation_id="kernteamafmelding",
             summary="Niet meedoen in het kernteam")
@needs(FOR, P.ANSWER)
def declining(request: Signed, id: UUID) -> Any:
    """Het project verdwijnt uit zicht."""
    commands.team.decline(project=queries.project(request.who, id), by=request.who)
    return Status(204, None)


@router.get("/onderhoudsprojecten/{uuid:id}/adressen", response=Listing[Adres], operation_id="kernteamadressen", by_alias=True,
            summary="Adressen die het kernteam samen bezoekt")
@needs(FOR, P.SEE)
def addresses(request: Signed, id: UUID) -> Any:
    """In de volgorde van de straat. Elke inzage wordt vastgelegd."""
    return listed(queries.addresses(request.who, queries.of_team(request.who, id).project), address)


@router.post("/onderhoudsprojecten/{uuid:id}/adressen/{uuid:adres}/deelname", response={201: Adres}, operation_id="meegaan",
             by_alias=True, summary="De medewerker van de sleutel gaat mee")
@needs(FOR, P.TEAM)
def going(request: Signed, id: UUID, adres: UUID) -> Any:
    """Iedereen in het kernteam ziet dat. Nog een keer verandert niets."""
    _one(request, id, adres)
    commands.visits.go_along(agreed_id=adres, going=True, by=request.who)
    return Status(201, _one(request, id, adres))


@router.delete("/onderhoudsprojecten/{uuid:id}/adressen/{uuid:adres}/deelname", response={204: None}, operation_id="niet-meegaan",
               summary="De medewerker van de sleutel gaat toch niet mee")
@needs(FOR, P.TEAM)
def not_going(request: Signed, id: UUID, adres: UUID) -> Any:
    """Wie niet meeging, verandert niets."""
    _one(request, id, adres)
    commands.visits.go_along(agreed_id=adres, going=False, by=request.who)
    return Status(204, None)


@router.put("/onderhoudsprojecten/{uuid:id}/adressen/{uuid:adres}/bezoekmoment", response=Adres, operation_id="bezoekmoment",
            by_alias=True, summary="Wanneer het kernteam er langsgaat")
@needs(FOR, P.TEAM)
def moment(request: Signed, id: UUID, adres: UUID, gegeven: Bezoekmoment) -> Any:
    """Binnen de dagen van het project, en zolang het bezoek niet geweest is."""
    _one(request, id, adres)
    commands.visits.plan(agreed_id=adres, planned_at=gegeven.gepland, by=request.who)
    return _one(request, id, adres)


@router.post("/onderhoudsprojecten/{uuid:id}/adressen/{uuid:adres}/uitkomst", response={201: Adres}, operation_id="bezoekuitkomst",
             by_alias=True, summary="Hoe het bezoek liep, door wie meeging")
@needs(FOR, P.TEAM)
def outcome(request: Signed, id: UUID, adres: UUID, gegeven: Bezoekuitkomst) -> Any:
    """Was er niemand thuis, dan blijft het bezoek open."""
    _one(request, id, adres)
    commands.visits.tell(agreed_id=adres, outcome=gegeven.uitkomst, by=request.who)
    return Status(201, _one(request, id, adres))


@router.get("/onderhoudsprojecten/{uuid:id}/agendapunten", response=Listing[Agendapunt], operation_id="agendapunten", by_alias=True,
            summary="De agenda van het kernteam")
@needs(FOR, P.SEE)
def agenda(request: Signed, id: UUID) -> Any:
    """Wat te laat is eerst, dan wat open is, dan wat gedaan is."""
    found = queries.agenda(request.who, queries.of_team(request.who, id).project)
    return listed([*found.late, *found.open, *found.done], point)


@router.post("/onderhoudsprojecten/{uuid:id}/agendapunten", response={201: Agendapunt}, operation_id="agendapunt", by_alias=True,
             summary="Een punt op de agenda zetten")
@needs(FOR, P.TEAM)
def new_point(request: Signed, id: UUID, gegeven: NieuwAgendapunt) -> Any:
    """Over een afgesproken adres, of over geen adres. Van een andere deur gaat het over het scherm, met de woorden van de bewoner."""
    project = queries.of_team(request.who, id).project
    made = commands.agenda.put(project=project, by=request.who, point=Point(
        gegeven.tekst, gegeven.aan, gegeven.uiterlijk_op_datum, agreed_id=gegeven.adres))
    return Status(201, point(made))
