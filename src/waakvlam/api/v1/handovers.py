"""Warm handovers: what was sent and what came in, and the acts of the receiver. An act is a resource.

Lists and answers hold the status. What was sent about the resident is only given by `inhoud`, to
whom it was sent, and each such reading is logged for that resident.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.handovers import commands, queries
from waakvlam.handovers.models import Handover, Outcome, State
from waakvlam.handovers.models.states import DeclineReason
from waakvlam.handovers.policies import HandoverPermission
from waakvlam.kit.errors import Absent

from ..door import needs
from ..schemas import Camel, Given, Listing, listing

router = Router()
P = HandoverPermission


class Regel(Camel):
    id: UUID
    nummer: str
    onderwerp: str
    stand: str
    andere_partij: str
    gewijzigd: datetime
    uiterlijk: datetime | None


class Overdracht(Camel):
    id: UUID
    nummer: str
    afzender: UUID
    ontvanger: UUID
    onderwerp: str
    stand: str
    urgentie: str
    grondslag: str
    aangeboden: datetime
    aangenomen: datetime | None
    aangenomen_door: str
    eerste_contact_uiterlijk: date | None
    contact_gelegd: datetime | None
    afgerond: datetime | None
    uitkomst: str


class Inhoud(Camel):
    versie: int
    onderdelen: dict[str, Any]


class Aanvaarding(Given):
    eerste_contact_uiterlijk: date


class Afwijzing(Given):
    reden: DeclineReason
    toelichting: str = ""


class Afronding(Given):
    uitkomst: Outcome
    toelichting: str = ""


class Bericht(Given):
    toelichting: str = ""


def row(x: Any) -> dict[str, Any]:
    return {"id": x.id, "nummer": x.number, "onderwerp": x.topic, "stand": x.state, "andere_partij": x.other,
            "gewijzigd": x.changed_at, "uiterlijk": x.due_at}


def whole(h: Handover) -> dict[str, Any]:
    return {"id": h.pk, "nummer": h.number, "afzender": h.sender_id, "ontvanger": h.receiver_id, "onderwerp": h.topic,
            "stand": h.state, "urgentie": h.urgency, "grondslag": h.ground, "aangeboden": h.offered_at,
            "aangenomen": h.accepted_at, "aangenomen_door": h.accepted_name,
            "eerste_contact_uiterlijk": h.first_contact_by, "contact_gelegd": h.contact_at, "afgerond": h.ended_at,
            "uitkomst": h.outcome}


def _of(request: Signed, id: UUID) -> tuple[Who, Handover]:
    who = request.who
    return who, queries.handover(who, id)


@router.get("/overdrachten", response=Listing[Regel], operation_id="overdrachten", by_alias=True,
            summary="Overdrachten, laatst gewijzigd eerst")
@needs(Purpose.HANDOVER, P.SEE)
def handovers(request: Signed, verstuurd: bool = False, stand: State | None = None,
              na: str = Query("", max_length=500)) -> Any:
    """Wat binnenkwam, of met `verstuurd=true` wat de eigen organisatie verstuurde."""
    find = queries.outbox if verstuurd else queries.inbox
    return listing(find(request.who, state=stand or "", after=na), row)


@router.get("/overdrachten/{uuid:id}", response=Overdracht, operation_id="overdracht", by_alias=True,
            summary="De stand van één overdracht")
@needs(Purpose.HANDOVER, P.SEE)
def one(request: Signed, id: UUID) -> Any:
    """Zonder gegevens van de bewoner."""
    return whole(_of(request, id)[1])


@router.get("/overdrachten/{uuid:id}/inhoud", response=Inhoud, operation_id="inhoud", by_alias=True,
            summary="Wat er gestuurd is")
@needs(Purpose.HANDOVER, P.SEE)
def content(request: Signed, id: UUID) -> Any:
    """Alleen zolang de toestemming geldt en voor wie het gestuurd is; elke inzage wordt vastgelegd."""
    who, found = _of(request, id)
    sent = queries.page(who, found.pk).content
    if sent is None:
        raise Absent("content", "De inhoud is voor deze sleutel niet (meer) te lezen.")
    return {"versie": sent.version, "onderdelen": sent.parts}


@router.post("/overdrachten/{uuid:id}/aanvaarding", response={201: Overdracht}, operation_id="aanvaarding", by_alias=True,
             summary="Aannemen: „ik neem contact op vóór …”")
@needs(Purpose.HANDOVER, P.SEE)
def acceptance(request: Signed, id: UUID, gegeven: Aanvaarding) -> Any:
    """De medewerker van de sleutel wordt degene die contact opneemt."""
    who, found = _of(request, id)
    return Status(201, whole(commands.accept(handover=found, first_contact_by=gegeven.eerste_contact_uiterlijk, by=who)))


@router.post("/overdrachten/{uuid:id}/afwijzing", response={201: Overdracht}, operation_id="afwijzing", by_alias=True,
             summary="Niet aannemen, met een reden")
@needs(Purpose.HANDOVER, P.SEE)
def refusal(request: Signed, id: UUID, gegeven: Afwijzing) -> Any:
    """De inhoud gaat meteen dicht; de afzender beslist wat er nu gebeurt."""
    who, found = _of(request, id)
    return Status(201, whole(commands.decline(handover=found, reason=gegeven.reden, text=gegeven.toelichting, by=who)))


@router.post("/overdrachten/{uuid:id}/contact", response={201: Overdracht}, operation_id="contact", by_alias=True,
             summary="Het eerste contact is gelegd")
@needs(Purpose.HANDOVER, P.SEE)
def contact(request: Signed, id: UUID, gegeven: Bericht) -> Any:
    """Vanaf nu wacht de afzender op bericht."""
    who, found = _of(request, id)
    return Status(201, whole(commands.make_contact(handover=found, text=gegeven.toelichting, by=who)))


@router.post("/overdrachten/{uuid:id}/afronding", response={201: Overdracht}, operation_id="afronding", by_alias=True,
             summary="Afronden met een van de afgesproken uitkomsten")
@needs(Purpose.HANDOVER, P.SEE)
def ending(request: Signed, id: UUID, gegeven: Afronding) -> Any:
    """Daarna wordt de bewoner gevraagd of het hielp."""
    who, found = _of(request, id)
    return Status(201, whole(commands.end(handover=found, outcome=gegeven.uitkomst, text=gegeven.toelichting, by=who)))
