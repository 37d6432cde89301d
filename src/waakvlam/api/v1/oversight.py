"""For the privacy officer's own systems: acts and the register of processing activities."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router

from waakvlam.access import queries
from waakvlam.access.pages import Signed
from waakvlam.access.policies import AccessPermission
from waakvlam.access.words import Purpose

from ..door import needs
from ..schemas import Camel, Listing, listing, whole

router = Router()


class Handeling(Camel):
    id: UUID
    moment: datetime
    medewerker: UUID | None
    rol: str
    doel: str
    handeling: str
    soort: str
    onderwerp: UUID | None
    bijzonderheden: dict[str, Any]
    zegel: int | None


class Verwerkingsactiviteit(Camel):
    doel: str
    doelcode: str
    grondslagen: list[str]
    gegevens: list[str]
    ontvangers: list[str]
    bewaartermijn_in_dagen: int
    bronnen: list[str]


def act(found: queries.Act) -> dict[str, Any]:
    row = found.row
    return {"id": row.id, "moment": row.at, "medewerker": row.person_id, "rol": row.role, "doel": row.purpose,
            "handeling": row.verb, "soort": row.subject_kind, "onderwerp": row.subject_id,
            "bijzonderheden": row.detail, "zegel": row.seal}


@router.get("/handelingen", response=Listing[Handeling], operation_id="handelingen", by_alias=True,
            summary="Het logboek van de eigen organisatie, nieuwste eerst")
@needs(Purpose.PRIVACY, AccessPermission.SEE_AUDIT)
def acts(request: Signed, handeling: str = "", medewerker: UUID | None = None, onderwerp: UUID | None = None,
         vanaf: date | None = None, tot: date | None = None, na: str = Query("", max_length=500)) -> Any:
    """Bevat nummers en aantallen, geen namen van bewoners."""
    wanted = queries.Filter(handeling, "", medewerker, onderwerp, vanaf, tot)
    return listing(queries.acts(request.who, wanted, na), act)


@router.get("/verwerkingsactiviteiten", response=Listing[Verwerkingsactiviteit], operation_id="verwerkingsactiviteiten",
            by_alias=True, summary="Het register van verwerkingsactiviteiten")
@needs(Purpose.PRIVACY, AccessPermission.SEE_AUDIT)
def activities(request: Signed) -> Any:
    """Uit het convenant dat nu geldt (artikel 30 AVG)."""
    return whole(queries.activities(request.who), lambda a: {
        "doel": a.purpose, "doelcode": a.purpose_code, "grondslagen": list(a.grounds), "gegevens": list(a.categories),
        "ontvangers": list(a.recipients), "bewaartermijn_in_dagen": a.term_days, "bronnen": list(a.sources)})
