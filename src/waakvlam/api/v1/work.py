"""Signals as those who weigh them see them: the own list, one signal, and what was told as far as reach opens it.

Apart from `signals.py`: there a system follows what it handed over by its own id, here somebody works on what lies
with the organisation. Lists hold no words; each reading of words is logged for whom it is about.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router

from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent
from waakvlam.resources.words import Topic
from waakvlam.signals import queries
from waakvlam.signals.models import Channel, Kind, State, Urgency
from waakvlam.signals.policies import SignalPermission

from ..door import needs
from ..schemas import Camel, Listing, listing

router = Router()
P = SignalPermission


class Werksignaal(Camel):
    id: UUID
    nummer: str
    soort: Kind
    onderwerp: str
    kanaal: Channel
    buurtcode: str
    urgentie: Urgency
    stand: State
    houder: UUID
    binnen: datetime
    opgepakt: datetime | None
    afgesloten: datetime | None
    uitkomst: str
    uiterlijk: datetime | None
    keer_erbij: int


class Verteld(Camel):
    versie: int
    waarneming: str
    duiding: str
    bron: str
    naam: str
    telefoon: str
    straat: str
    huisnummer: str
    postcode: str
    plaats: str
    plek: str
    opgemerkt: datetime


def werksignaal(s: Any, due: datetime | None) -> dict[str, Any]:
    return {"id": s.pk, "nummer": s.number, "soort": s.kind, "onderwerp": s.topic, "kanaal": s.channel, "buurtcode": s.neighbourhood_code,
            "urgentie": s.urgency, "stand": s.state, "houder": s.holder_id, "binnen": s.came_at, "opgepakt": s.taken_at,
            "afgesloten": s.ended_at, "uitkomst": s.outcome, "uiterlijk": due, "keer_erbij": s.repeats}


@router.get("/werksignalen", response=Listing[Werksignaal], operation_id="werksignalen", by_alias=True,
            summary="Signalen die bij de organisatie liggen")
@needs(Purpose.SIGNAL, P.SEE)
def listed(request: Signed, doorgegeven: bool = False, stand: State | None = None, soort: Kind | None = None,
           onderwerp: Topic | None = None, urgentie: Urgency | None = None, buurt: str = Query("", max_length=10),
           na: str = Query("", max_length=500)) -> Any:
    """Laatst veranderd eerst, of met `doorgegeven=true` wat naar een ander ging. Zonder woorden: die staan apart."""
    chosen = queries.Chosen(stand or "", onderwerp or "", buurt, urgentie or "", soort or "")
    find = queries.given if doorgegeven else queries.held
    return listing(find(request.who, chosen, after=na, with_words=False), lambda row: werksignaal(row.signal, row.due_at))


@router.get("/werksignalen/gevonden", response=Listing[Werksignaal], operation_id="werksignalenGevonden", by_alias=True,
            summary="Signalen met deze woorden, naam of dit adres")
@needs(Purpose.SIGNAL, P.FIND)
def found(request: Signed, zoek: str = Query("", max_length=200), vanaf: date | None = None, tot: date | None = None,
          oudste_eerst: bool = Query(False, alias="oudsteEerst"), na: str = Query("", max_length=500)) -> Any:
    """Wat bij de organisatie ligt of wat zij doorgaf, nieuwste eerst. Wat een ander heeft telt niet mee."""
    sought = queries.Sought(zoek, since=vanaf, until=tot, oldest_first=oudste_eerst)
    page = queries.found(request.who, sought, after=na).page
    rows = [row for row in page if isinstance(row, queries.Row)]
    return {"resultaten": [werksignaal(row.signal, row.due_at) for row in rows], "volgende": page.after or None}


@router.get("/werksignalen/{uuid:id}", response=Werksignaal, operation_id="werksignaal", by_alias=True, summary="Eén signaal")
@needs(Purpose.SIGNAL, P.SEE)
def one(request: Signed, id: UUID) -> Any:
    """Zonder wat er verteld is."""
    row = queries.row(request.who, id)
    return werksignaal(row.signal, row.due_at)


@router.get("/werksignalen/{uuid:id}/verhaal", response=Verteld, operation_id="verhaal", by_alias=True, summary="Wat er verteld is")
@needs(Purpose.SIGNAL, P.SEE)
def told(request: Signed, id: UUID) -> Any:
    """Alleen waar de woorden meegingen; elke inzage wordt vastgelegd."""
    c = queries.page(request.who, id).content
    if c is None:
        raise Absent("signal.words", "De woorden van dit signaal gingen niet mee.")
    return {"versie": c.version, "waarneming": c.observation, "duiding": c.interpretation, "bron": c.source, "naam": c.name,
            "telefoon": c.phone, "straat": c.street, "huisnummer": c.house_number, "postcode": c.postcode, "plaats": c.city,
            "plek": c.place, "opgemerkt": c.noticed_at}
