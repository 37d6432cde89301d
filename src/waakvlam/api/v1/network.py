"""The network: partners and the covenant. No residents."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Query, Router

from waakvlam.access import covenant, queries
from waakvlam.access.models import Organisation
from waakvlam.access.pages import Signed
from waakvlam.access.words import Kind
from waakvlam.kit.errors import Absent

from ..door import needs
from ..schemas import Camel, Listing, listing

router = Router()


class Organisatie(Camel):
    id: UUID
    naam: str
    soort: str
    email: str
    telefoon: str
    heeft_accounts: bool


class Convenantregel(Camel):
    soort_organisatie: str
    doel: str
    gegevens: str
    grondslag: str
    bewaartermijn_in_dagen: int
    bron: str


class Convenant(Camel):
    versie: int
    geldt_vanaf: date
    reden: str
    regels: list[Convenantregel]


def organisation(o: Organisation) -> dict[str, Any]:
    return {"id": o.id, "naam": o.name, "soort": o.kind, "email": o.email, "telefoon": o.phone,
            "heeft_accounts": o.has_accounts}


@router.get("/organisaties", response=Listing[Organisatie], operation_id="organisaties", by_alias=True,
            summary="Partners van het netwerk")
@needs()
def organisations(request: Signed, soort: Kind | None = None, naam: str = "", na: str = Query("", max_length=500)) -> Any:
    """Op naam; `soort` en `naam` maken de lijst korter."""
    page = queries.organisations(request.who, text=naam, kind=soort or "", after=na)
    return listing(page, organisation)


@router.get("/convenant", response=Convenant, operation_id="convenant", by_alias=True, summary="Het convenant dat nu geldt")
@needs()
def agreement(request: Signed) -> Any:
    """Wie wat mag gebruiken, waarvoor, op welke grond en hoe lang."""
    who = request.who
    version = covenant.in_force(who.network_id)
    if version is None:
        raise Absent("covenant", "Er geldt nog geen convenant.")
    return {"versie": version.number, "geldt_vanaf": version.in_force_from, "reden": version.reason, "regels": [
        {"soort_organisatie": x.kind, "doel": x.purpose, "gegevens": x.category, "grondslag": x.ground,
         "bewaartermijn_in_dagen": x.term_days, "bron": x.source} for x in covenant.lines(who.network_id)]}
