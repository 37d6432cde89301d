"""Call rounds and how far they are. Counts only: who is called stays on the caller's screen."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Query, Router

from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.outreach import queries
from waakvlam.outreach.models import Round
from waakvlam.outreach.policies import OutreachPermission

from ..door import needs
from ..schemas import Camel, Listing, listing

router = Router()


class Belactie(Camel):
    id: UUID
    naam: str
    stand: str
    begint_op_datum: date
    eindigt_op_datum: date
    huishoudens: int
    klaar: int
    bereikt: int


class Groep(Camel):
    huishoudens: int
    bereikt: int
    klaar: int
    onbereikbaar: int
    weigering: int
    nog_te_bellen: int


class Voortgang(Camel):
    """De lijst en de willekeurige vergelijkingsgroep staan altijd apart."""

    lijst: Groep
    vergelijkingsgroep: Groep
    bevindingen: dict[str, int]
    bevindingen_vergelijkingsgroep: dict[str, int]
    per_dag: float
    klaar_op: date | None


def line(x: Any) -> dict[str, Any]:
    return {"id": x.id, "naam": x.name, "stand": x.state, "begint_op_datum": x.starts_on,
            "eindigt_op_datum": x.ends_on, "huishoudens": x.total, "klaar": x.done, "bereikt": x.reached}


def group(x: Any) -> dict[str, int]:
    return {"huishoudens": x.total, "bereikt": x.reached, "klaar": x.done, "onbereikbaar": x.unreachable,
            "weigering": x.refused, "nog_te_bellen": x.left}


@router.get("/belacties", response=Listing[Belactie], operation_id="belacties", by_alias=True,
            summary="Belacties van de eigen organisatie, nieuwste eerst")
@needs(Purpose.CALL_ROUND, OutreachPermission.SEE_ROUNDS)
def rounds(request: Signed, stand: Round.State | None = None, na: str = Query("", max_length=500)) -> Any:
    """Met aantallen huishoudens; geen namen."""
    return listing(queries.rounds(request.who, state=stand or "", after=na), line)


@router.get("/belacties/{uuid:id}/voortgang", response=Voortgang, operation_id="voortgang", by_alias=True,
            summary="Hoe ver een belactie is")
@needs(Purpose.CALL_ROUND, OutreachPermission.SEE_ROUNDS)
def progress(request: Signed, id: UUID) -> Any:
    """Aantallen huishoudens, apart voor de lijst en de vergelijkingsgroep."""
    who = request.who
    found = queries.progress(who, queries.found_round(who, id))
    return {"lijst": group(found.listed), "vergelijkingsgroep": group(found.reference), "bevindingen": found.found,
            "bevindingen_vergelijkingsgroep": found.found_reference, "per_dag": found.per_day,
            "klaar_op": found.ready_on}
