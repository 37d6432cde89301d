"""Signals that belong together, words that did not go along, and looking back: the acts of the pages as resources.

The same queries and commands as the pages, so that a key can do no more than whoever it acts as. Nothing here holds
words of a signal: those are `/werksignalen/{id}/verhaal`.
"""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Router, Status

from waakvlam.access import clocks
from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.signals import commands, queries, waiting
from waakvlam.signals.models.states import Basis, NoWords
from waakvlam.signals.policies import SignalPermission

from ..door import needs
from ..schemas import Camel, Given, Listing, whole
from .work import Werksignaal, werksignaal

router = Router()
P = SignalPermission
ONE = "/werksignalen/{uuid:id}"


class Samenvoeging(Given):
    signaal: UUID = Field(description="het signaal dat verdergaat in de draad van dit signaal")


class Woordvraag(Camel):
    gevraagd: bool
    door_ons: bool
    uiterlijk: datetime | None


class Woordvrijgave(Given):
    grond: Basis
    woorden: str = Field(description="waarmee toestemming is gevraagd, of waarom het moet", max_length=4000)


class Woordweigering(Given):
    reden: NoWords
    notitie: str = Field("", max_length=4000, description="alleen voor de eigen organisatie")


class Kennis(Camel):
    organisatie: UUID
    naam: str
    rol: str
    telefoon: str
    sinds: datetime


class Samen(Camel):
    ook_elders: bool = Field(description="of een andere organisatie ook een signaal heeft, voor zover het convenant dat laat weten")
    antwoord: str = Field(description="ja, nee of leeg; niemand anders leest dit")
    vervalt: datetime | None
    open: bool
    kennissen: list[Kennis] = Field(description="wie ook ja zei; tot die tijd leeg")


class Samenantwoord(Given):
    antwoord: Literal["ja", "nee"]
    telefoon: str = Field("", max_length=20, description="bij ja: waarop de ander kan bellen")


class Terugblik(Camel):
    id: UUID
    nummer: str
    gedeeld_met: UUID
    gedeeld_op: datetime
    waarom: str
    uiterlijk: datetime | None
    zelf_te_doen: bool


class Oordeel(Given):
    nodig: bool
    tekst: str = Field(max_length=4000)


def _row(request: Signed, id: UUID) -> dict[str, Any]:
    row = queries.row(request.who, id)
    return werksignaal(row.signal, row.due_at)


def _asked(request: Signed, id: UUID) -> dict[str, Any]:
    clock = clocks.of(request.who, [id]).filter(kind=waiting.WORDS).first()
    return {"gevraagd": clock is not None, "door_ons": clock is not None and clock.asker_id == request.who.organisation_id,
            "uiterlijk": clock.due_at if clock else None}


def _together(request: Signed, id: UUID) -> dict[str, Any]:
    found = queries.together(request.who, queries.signal(request.who, id))
    if found is None:
        return {"ook_elders": False, "antwoord": "", "vervalt": None, "open": False, "kennissen": []}
    return {"ook_elders": True, "antwoord": {"yes": "ja", "no": "nee"}.get(found.answer, ""), "vervalt": found.until, "open": found.is_open,
            "kennissen": [{"organisatie": m.other, "naam": m.name, "rol": m.role, "telefoon": m.phone, "sinds": m.at}
                          for m in found.met]}


@router.get(f"{ONE}/gelijkende", response=Listing[Werksignaal], operation_id="gelijkendeSignalen", by_alias=True,
            summary="Andere signalen bij ons over dezelfde woning of persoon")
@needs(Purpose.SIGNAL, P.SEE)
def alike(request: Signed, id: UUID) -> Any:
    """Alleen wat bij de eigen organisatie ligt en waarvan zij de woorden leest; hoogstens tien, nieuwste eerst."""
    return whole(queries.joining.alike(request.who, queries.signal(request.who, id)), lambda s: werksignaal(s, None))


@router.get(f"{ONE}/samengevoegde", response=Listing[Werksignaal], operation_id="samengevoegdeSignalen", by_alias=True,
            summary="Wat in de draad van dit signaal is gevoegd")
@needs(Purpose.SIGNAL, P.SEE)
def joined(request: Signed, id: UUID) -> Any:
    """Oudste eerst."""
    return whole(queries.joining.joined(request.who, queries.signal(request.who, id)), lambda s: werksignaal(s, None))


@router.post(f"{ONE}/samenvoeging", response={201: Werksignaal}, operation_id="samenvoeging", by_alias=True,
             summary="Een ander signaal in deze draad voegen")
@needs(Purpose.SIGNAL, P.SEE)
def join(request: Signed, id: UUID, gegeven: Samenvoeging) -> Any:
    """Alleen een van de gelijkende. Elke stap blijft staan, en losmaken kan altijd."""
    commands.joining.join(signal=queries.signal(request.who, id), other_id=gegeven.signaal, by=request.who)
    return Status(201, _row(request, id))


@router.post(f"{ONE}/losmaking", response={201: Werksignaal}, operation_id="losmaking", by_alias=True,
             summary="Dit signaal weer losmaken uit de draad")
@needs(Purpose.SIGNAL, P.SEE)
def apart(request: Signed, id: UUID) -> Any:
    """Het is weer nieuw, met een eigen termijn."""
    commands.joining.apart(signal=queries.signal(request.who, id), by=request.who)
    return Status(201, _row(request, id))


@router.get(f"{ONE}/woordvraag", response=Woordvraag, operation_id="woordvraag", by_alias=True,
            summary="Of er gevraagd is de woorden mee te geven")
@needs(Purpose.SIGNAL, P.SEE)
def words_asked(request: Signed, id: UUID) -> Any:
    """Voor wie ze mist en voor wie ze moet geven."""
    return _asked(request, queries.signal(request.who, id).pk)


@router.post(f"{ONE}/woordvraag", response={201: Woordvraag}, operation_id="woordvraagStellen", by_alias=True,
             summary="Vragen of de woorden mee mogen")
@needs(Purpose.SIGNAL, P.SEE)
def ask_words(request: Signed, id: UUID) -> Any:
    """Aan wie het signaal gaf: die vraagt het de bewoner."""
    commands.words.ask(signal=queries.signal(request.who, id), by=request.who)
    return Status(201, _asked(request, id))


@router.post(f"{ONE}/woordvrijgave", response={201: Woordvraag}, operation_id="woordvrijgave", by_alias=True,
             summary="De woorden gaan mee naar wie erom vroeg")
@needs(Purpose.SIGNAL, P.SEE)
def release_words(request: Signed, id: UUID, gegeven: Woordvrijgave) -> Any:
    """Met toestemming van de bewoner, of omdat het moet; dan kijkt iemand anders daar later op terug."""
    commands.words.release(signal=queries.signal(request.who, id), basis=gegeven.grond, words=gegeven.woorden, by=request.who)
    return Status(201, _asked(request, id))


@router.post(f"{ONE}/woordweigering", response={201: Woordvraag}, operation_id="woordweigering", by_alias=True,
             summary="De woorden gaan niet mee")
@needs(Purpose.SIGNAL, P.SEE)
def refuse_words(request: Signed, id: UUID, gegeven: Woordweigering) -> Any:
    """Wie erom vroeg, hoort de reden en wacht niet langer."""
    commands.words.refuse(signal=queries.signal(request.who, id), reason=gegeven.reden, internal=gegeven.notitie, by=request.who)
    return Status(201, _asked(request, id))


@router.get(f"{ONE}/samen", response=Samen, operation_id="samenKijken", by_alias=True,
            summary="Of een andere organisatie ook een signaal heeft")
@needs(Purpose.SIGNAL, P.SEE)
def together(request: Signed, id: UUID) -> Any:
    """Alleen dát het zo is, en alleen waar het convenant het toestaat. Wie het is pas als beide ja zeiden."""
    return _together(request, id)


@router.post(f"{ONE}/samen", response={201: Samen}, operation_id="samenAntwoord", by_alias=True,
             summary="Antwoorden of jullie samen willen kijken")
@needs(Purpose.SIGNAL, P.SEE)
def answer_together(request: Signed, id: UUID, gegeven: Samenantwoord) -> Any:
    """Voor de ander is nee hetzelfde als geen antwoord."""
    found = queries.signal(request.who, id)
    if gegeven.antwoord == "ja":
        commands.together.agree(signal=found, phone=gegeven.telefoon, by=request.who)
    else:
        commands.together.decline(signal=found, by=request.who)
    return Status(201, _together(request, id))


def _review(row: queries.Review) -> dict[str, Any]:
    p = row.passing
    return {"id": p.pk, "nummer": row.number, "gedeeld_met": p.to_id, "gedeeld_op": p.at, "waarom": p.words, "uiterlijk": row.due_at,
            "zelf_te_doen": row.may}


@router.get("/terugblikken", response=Listing[Terugblik], operation_id="terugblikken", by_alias=True,
            summary="Woorden die zonder toestemming meegingen, waarop nog niemand terugkeek")
@needs(Purpose.SIGNAL, P.SEE)
def reviews(request: Signed) -> Any:
    """Van de eigen organisatie, oudste eerst; hoogstens honderd."""
    return whole(queries.reviews(request.who), _review)


@router.post("/terugblikken/{uuid:id}/oordeel", response={204: None}, operation_id="terugblikOordeel", summary="Terugkijken: was het nodig?")
@needs(Purpose.SIGNAL, P.SEE)
def review(request: Signed, id: UUID, gegeven: Oordeel) -> Any:
    """Door een coördinator die het niet zelf deelde."""
    commands.words.review(passing=queries.passing(request.who, id), needed=gegeven.nodig, text=gegeven.tekst, by=request.who)
    return Status(204, None)
