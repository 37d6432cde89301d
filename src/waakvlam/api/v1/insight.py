"""Figures over neighbourhoods, as the picture shows them: small numbers are hidden before storage (R30)."""

from datetime import datetime
from typing import Any

from ninja import Router

from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.insight import queries
from waakvlam.insight.policies import InsightPermission

from ..door import needs
from ..schemas import Camel

router = Router()


class Buurt(Camel):
    """Een leeg getal is verborgen omdat het te klein is, niet nul."""

    code: str
    naam: str
    wijk: str
    woningen: int | None
    huishoudens: int | None
    gesproken: int | None
    hulpvragen: int | None
    overdrachten: int | None
    aangenomen: int | None
    stil: int | None
    geholpen: int | None


class Buurtcijfers(Camel):
    geteld: datetime | None
    resultaten: list[Buurt]


def area(found: queries.Area) -> dict[str, Any]:
    f = found.figures
    return {"code": found.code, "naam": found.name, "wijk": found.district_code, "woningen": f.homes,
            "huishoudens": f.households, "gesproken": f.spoken, "hulpvragen": f.requests, "overdrachten": f.handovers,
            "aangenomen": f.accepted, "stil": f.silent, "geholpen": f.helped}


@router.get("/buurtcijfers", response=Buurtcijfers, operation_id="buurtcijfers", by_alias=True,
            summary="Bereik, vragen en overdrachten per buurt, zonder personen")
@needs(Purpose.INSIGHT, InsightPermission.SEE)
def figures(request: Signed) -> Any:
    """Over het afgelopen jaar; `geteld` is het moment van de laatste telling."""
    found = queries.neighbourhoods(request.who)
    return {"geteld": found.made_at, "resultaten": [area(a) for a in found.areas]}
