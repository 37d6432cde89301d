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
    rol: str
    doel: str
    gegevens: str
    grondslag: str
    deel: str
    bewaartermijn_in_dagen: int
    bron: str


class Schakelaar(Camel):
    """Een grond die niet voor iedereen wet is, en van wanneer tot wanneer hij hier telt."""

    grondslag: str
    aan_vanaf: date | None
    aan_tot_en_met: date | None
    bron: str


class Convenant(Camel):
    versie: int
    geldt_vanaf: date
    reden: str
    regels: list[Convenantregel]
    schakelaars: list[Schakelaar]


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
    """Wie wat mag gebruiken, waarvoor, op welke grond en hoe lang; een lege `rol` of `deel` is elke."""
    who = request.who
    version = covenant.in_force(who.network_id)
    if version is None:
        raise Absent("covenant", "Er geldt nog geen convenant.")
    whole = covenant.agreement(version.id)
    return {"versie": version.number, "geldt_vanaf": version.in_force_from, "reden": version.reason,
            "regels": [_line(x) for x in covenant.lines(who.network_id)],
            "schakelaars": [{"grondslag": s.ground, "aan_vanaf": s.on_from, "aan_tot_en_met": s.on_until,
                             "bron": s.source} for s in whole.switches]}


def _line(x: covenant.Line) -> dict[str, Any]:
    return {"soort_organisatie": x.kind, "rol": x.role, "doel": x.purpose, "gegevens": x.category,
            "grondslag": x.ground, "deel": x.compartment, "bewaartermijn_in_dagen": x.term_days, "bron": x.source}
