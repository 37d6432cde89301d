"""Early-debt signals and planned evictions: what was sent, what came in, and the acts of the municipality.

Lists and answers hold the status. Whom it is about is only given by `gegevens`, to whom it was sent, and each such
reading is logged for that household. The landlord's own tracks have no address here (R26).
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.arrears import commands, queries
from waakvlam.arrears.models import Notice, NoticeState
from waakvlam.arrears.models.states import Answer, Declined, Kind
from waakvlam.arrears.policies import ArrearsPermission
from waakvlam.kit.errors import Absent

from ..door import needs
from ..schemas import Camel, Given, Listing, listing

router = Router()
P = ArrearsPermission


class Signaalregel(Camel):
    id: UUID
    nummer: str
    soort: str
    stand: str
    andere_partij: str
    gewijzigd: datetime
    uiterlijk: datetime | None


class Vroegsignaal(Camel):
    id: UUID
    nummer: str
    soort: str
    afzender: UUID
    ontvanger: UUID
    stand: str
    grondslag: str
    verstuurd: datetime
    weg_op: datetime
    aangenomen: datetime | None
    aangenomen_door: str
    contact_gelegd: datetime | None
    hulp_geopend: datetime | None
    afgerond: datetime | None
    uitkomst: str


class Signaalgegevens(Camel):
    naam: str
    adres: str
    postcode: str
    plaats: str
    telefoon: str
    email: str
    bedrag_in_centen: int | None
    ontruiming_op: date | None


class Signaalafwijzing(Given):
    reden: Declined


class Signaalafronding(Given):
    uitkomst: Answer


def row(x: Any) -> dict[str, Any]:
    return {"id": x.notice.pk, "nummer": x.notice.number, "soort": x.notice.kind, "stand": x.notice.state, "andere_partij": x.other,
            "gewijzigd": x.changed_at, "uiterlijk": x.due_at}


def whole(n: Notice) -> dict[str, Any]:
    return {"id": n.pk, "nummer": n.number, "soort": n.kind, "afzender": n.sender_id, "ontvanger": n.receiver_id, "stand": n.state,
            "grondslag": n.ground, "verstuurd": n.sent_at, "weg_op": n.until, "aangenomen": n.accepted_at,
            "aangenomen_door": n.accepted_name, "contact_gelegd": n.contact_at, "hulp_geopend": n.helped_at,
            "afgerond": n.ended_at, "uitkomst": n.outcome}


@router.get("/vroegsignalen", response=Listing[Signaalregel], operation_id="vroegsignalen", by_alias=True,
            summary="Vroegsignalen en geplande ontruimingen, laatst gewijzigd eerst")
@needs(Purpose.DEBT, P.SEE)
def notices(request: Signed, soort: Kind | None = None, stand: NoticeState | None = None, na: str = Query("", max_length=500)) -> Any:
    """Wat binnenkwam; voor een verhuurder wat zij zelf verstuurde. Zonder namen en bedragen."""
    return listing(queries.notices(request.who, state=stand or "", kind=soort or "", after=na), row)


@router.get("/vroegsignalen/{uuid:id}", response=Vroegsignaal, operation_id="vroegsignaal", by_alias=True,
            summary="De stand van één vroegsignaal")
@needs(Purpose.DEBT, P.SEE)
def one(request: Signed, id: UUID) -> Any:
    """Zonder gegevens van de bewoner."""
    return whole(queries.notice(request.who, id))


@router.get("/vroegsignalen/{uuid:id}/gegevens", response=Signaalgegevens, operation_id="signaalgegevens", by_alias=True,
            summary="Om wie het gaat, en het bedrag of de dag")
@needs(Purpose.DEBT, P.SEE)
def content(request: Signed, id: UUID) -> Any:
    """Alleen zolang het open is en voor wie het gestuurd is; elke inzage wordt vastgelegd."""
    c = queries.notice_page(request.who, id).content
    if c is None:
        raise Absent("content", "De gegevens zijn voor deze sleutel niet (meer) te lezen.")
    return {"naam": c.name, "adres": c.address, "postcode": c.postcode, "plaats": c.city, "telefoon": c.phone, "email": c.email,
            "bedrag_in_centen": c.amount_cents, "ontruiming_op": c.evict_on}


@router.post("/vroegsignalen/{uuid:id}/aanneming", response={201: Vroegsignaal}, operation_id="signaalaanneming", by_alias=True,
             summary="Aannemen: „ik leg zelf contact”")
@needs(Purpose.DEBT, P.SEE)
def acceptance(request: Signed, id: UUID) -> Any:
    """De medewerker van de sleutel wordt degene die contact opneemt."""
    return Status(201, whole(commands.answering.accept(notice=queries.notice(request.who, id), by=request.who)))


@router.post("/vroegsignalen/{uuid:id}/afwijzing", response={201: Vroegsignaal}, operation_id="signaalafwijzing", by_alias=True,
             summary="Niet aannemen, met een reden")
@needs(Purpose.DEBT, P.SEE)
def refusal(request: Signed, id: UUID, gegeven: Signaalafwijzing) -> Any:
    """De gegevens gaan meteen dicht."""
    return Status(201, whole(commands.answering.decline(notice=queries.notice(request.who, id), reason=gegeven.reden, by=request.who)))


@router.post("/vroegsignalen/{uuid:id}/contact", response={201: Vroegsignaal}, operation_id="signaalcontact", by_alias=True,
             summary="Er is contact geweest")
@needs(Purpose.DEBT, P.SEE)
def contact(request: Signed, id: UUID) -> Any:
    """De termijn voor het volgende bericht begint."""
    return Status(201, whole(commands.answering.make_contact(notice=queries.notice(request.who, id), by=request.who)))


@router.post("/vroegsignalen/{uuid:id}/hulp", response={201: Vroegsignaal}, operation_id="signaalhulp", by_alias=True,
             summary="Er is een hulptraject geopend")
@needs(Purpose.DEBT, P.SEE)
def help_opened(request: Signed, id: UUID) -> Any:
    """Alleen dan blijven de gegevens langer dan de termijn."""
    return Status(201, whole(commands.answering.open_help(notice=queries.notice(request.who, id), by=request.who)))


@router.post("/vroegsignalen/{uuid:id}/afronding", response={201: Vroegsignaal}, operation_id="signaalafronding", by_alias=True,
             summary="Afronden met een afgesproken uitkomst")
@needs(Purpose.DEBT, P.SEE)
def ending(request: Signed, id: UUID, gegeven: Signaalafronding) -> Any:
    """Meer dan de uitkomst hoort de verhuurder niet."""
    return Status(201, whole(commands.answering.end(notice=queries.notice(request.who, id), outcome=gegeven.uitkomst, by=request.who)))
