"""Version 1: the covenant with which a network starts. Administrators propose the next one.

Grounds and terms are those that partners in the field named; where none is known the term is
short and the source says so. A network decides for itself: it is a beginning, not advice.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from .. import remembering
from ..models import Covenant, CovenantRule, CovenantSwitch
from ..words import Category, Compartment, Ground, Kind, Purpose, Role
from .lines import Line, Switch

YEAR = 365
HALF_YEAR = 183
C, G, K, P = Category, Ground, Kind, Purpose

PARTNERS = (K.MUNICIPALITY, K.POLICE, K.CARE, K.WELFARE, K.FOOD_BANK, K.VOLUNTEERS, K.INITIATIVE)
_TASK = {K.MUNICIPALITY: G.PUBLIC_TASK, K.POLICE: G.PUBLIC_TASK}
# What of a handover is read by whom it is sent to, and what by whoever only follows it.
_PART = {C.CONTACT: Compartment.CONTENT, C.REQUEST: Compartment.CONTENT, C.FILE: Compartment.CONTENT,
         C.STATUS: Compartment.STATUS}
_OWN = Compartment.OWN


def _each(kind: str, purpose: str, categories: Iterable[str], ground: str, days: int, source: str,
          role: str = "", compartment: str = "") -> Iterator[Line]:
    return (Line(kind, purpose, c, ground, days, source, role, compartment) for c in categories)


def _landlord() -> Iterator[Line]:
    """A housing association: its own tenants, on the tenancy and on its legitimate interest."""
    interest = "art. 6.1.f AVG; belangenafweging belactie"
    yield from _each(K.HOUSING, P.REGISTER, (C.CONTACT, C.HOUSEHOLD, C.TENANCY), G.CONTRACT, 2 * YEAR,
                     "huurovereenkomst; 2 jaar na einde huur", compartment=_OWN)
    yield from _each(K.HOUSING, P.CALL_ROUND, (C.CONTACT, C.HOUSEHOLD, C.CONVERSATION, C.REQUEST), G.INTEREST, YEAR,
                     interest)
    # Who plans a round may look at how long somebody rents; who rings need not.
    yield from _each(K.HOUSING, P.CALL_ROUND, (C.TENANCY,), G.INTEREST, YEAR, interest, role=Role.COORDINATOR)
    yield from _each(K.HOUSING, P.VISIT_ROUND, (C.CONTACT, C.HOUSEHOLD, C.CONVERSATION, C.REQUEST, C.FILE), G.INTEREST,
                     YEAR, "art. 6.1.f AVG; belangenafweging huisbezoek")
    yield from _each(K.HOUSING, P.MAINTENANCE, (C.CONTACT, C.HOUSEHOLD, C.APPOINTMENT, C.FILE), G.CONTRACT, YEAR,
                     "huurovereenkomst: onderhoud aan de woning; 1 jaar na oplevering")
    yield from _each(K.HOUSING, P.DEBT, (C.CONTACT, C.ARREARS, C.STATUS), G.LEGAL_DUTY, HALF_YEAR,
                     "Besluit gemeentelijke schuldhulpverlening, art. 2; 6 maanden, praktijk van gemeenten")
    # Who fell behind, and who rents since when: what a landlord needs to help before it is late.
    yield from _each(K.HOUSING, P.DEBT, (C.TENANCY,), G.CONTRACT, YEAR,
                     "huurovereenkomst: betalen van de huur; 1 jaar na afloop", compartment=_OWN)
    for category, part in _PART.items():
        yield Line(K.HOUSING, P.HANDOVER, category, G.CONSENT, 2 * YEAR, "toestemming van de bewoner", "", part)


def _handover() -> Iterator[Line]:
    for kind in PARTNERS:
        for category, part in _PART.items():
            yield Line(kind, P.HANDOVER, category, _TASK.get(kind, G.CONSENT), 2 * YEAR,
                       "overdracht met toestemming van de bewoner", "", part)
    # The helmsman unblocks what is stuck and sees the standing, never the content.
    yield Line(K.NETWORK, P.HANDOVER, C.STATUS, G.INTEREST, 2 * YEAR,
               "mandaat van de partners om vastgelopen zaken los te trekken", Role.STEWARD, Compartment.STATUS)


def _rounds_and_contact() -> Iterator[Line]:
    for kind in (K.WELFARE, K.VOLUNTEERS):
        yield from _each(kind, P.CALL_ROUND, (C.CONTACT, C.CONVERSATION, C.REQUEST), G.CONSENT, YEAR,
                         "deelnemers die zich opgaven")
    for kind in (K.HOUSING, K.MUNICIPALITY, K.CARE, K.WELFARE, K.VOLUNTEERS, K.INITIATIVE):
        yield from _each(kind, P.CHECK_IN, (C.CONTACT, C.CHECK_IN, C.CONVERSATION), G.CONSENT, YEAR,
                         "de bewoner vroeg erom; 1 jaar na het laatste contact")


def _signals() -> Iterator[Line]:
    """A signal without follow-up is kept shortly: no term is in any law (R19)."""
    short = "geen wettelijke termijn; kort gehouden"
    for kind, ground in {K.HOUSING: G.INTEREST, K.MUNICIPALITY: G.PUBLIC_TASK, K.POLICE: G.PUBLIC_TASK,
                         K.WELFARE: G.CONSENT, K.CARE: G.CONSENT}.items():
        yield from _each(kind, P.SIGNAL, (C.CONTACT, C.SIGNAL, C.STATUS), ground, HALF_YEAR, short)
    for kind in (K.VOLUNTEERS, K.INITIATIVE, K.FOOD_BANK):
        yield from _each(kind, P.SIGNAL, (C.CONTACT, C.SIGNAL, C.STATUS), G.INTEREST, HALF_YEAR,
                         "art. 6.1.f AVG: doorgeven dat iemand misschien hulp nodig heeft; kort gehouden")
    yield Line(K.NETWORK, P.SIGNAL, C.STATUS, G.INTEREST, HALF_YEAR,
               "mandaat van de partners om vastgelopen zaken los te trekken", Role.STEWARD)
    yield from _each(K.MUNICIPALITY, P.DEBT, (C.CONTACT, C.ARREARS, C.STATUS), G.PUBLIC_TASK, HALF_YEAR,
                     "Wet gemeentelijke schuldhulpverlening; 6 maanden, praktijk van gemeenten")
    # Who may know that another has a signal about the same, and ask to look together. No other kind or role, unless a
    # network agrees so: with care, police or whoever helps in confidence even that there is something may tell too much.
    blind = "alleen dát een ander ook een signaal heeft, zonder wie of wat; kort gehouden"
    yield Line(K.HOUSING, P.SIGNAL, C.TOGETHER, G.INTEREST, HALF_YEAR, blind, Role.COORDINATOR, Compartment.STATUS)
    for role in (Role.COORDINATOR, Role.DISTRICT_WORKER):
        yield Line(K.MUNICIPALITY, P.SIGNAL, C.TOGETHER, G.PUBLIC_TASK, HALF_YEAR, blind, role, Compartment.STATUS)
    # Which homes a provider guides is for its own people; who lets a home hears of every report about it, and not of care.
    for role in (Role.COORDINATOR, Role.CARE_WORKER):
        yield Line(K.CARE, P.SIGNAL, C.GUIDED, G.CONSENT, HALF_YEAR, "alleen het adres, zonder naam of reden; de bewoner weet ervan sinds het "
                   "begin van de begeleiding", role)
    yield Line(K.HOUSING, P.SIGNAL, C.NUISANCE, G.INTEREST, HALF_YEAR, "alleen dát er over een eigen woning overlast is gemeld; van elke "
               "melding, zodat het niets zegt over zorg", Role.COORDINATOR, Compartment.STATUS)
    # Only once the law is there: switched off until a network says from which day (R32).
    yield from _each(K.MUNICIPALITY, P.SIGNAL, (C.REQUEST,), G.WAMS, HALF_YEAR,
                     "wetsvoorstel 36 295 (Wams); telt pas als de schakelaar aan staat", role=Role.COORDINATOR)


def _core_team() -> Iterator[Line]:
    """The core team at major maintenance: each partner on its own ground, kept for half a year after the works."""
    agreed = "kernteam bij groot onderhoud; een half jaar na oplevering"
    yield from _each(K.HOUSING, P.MAINTENANCE, (C.STATUS, C.SIGNAL), G.INTEREST, HALF_YEAR, agreed)
    for kind in (K.MUNICIPALITY, K.POLICE, K.CARE, K.WELFARE):
        yield from _each(kind, P.MAINTENANCE, (C.CONTACT, C.STATUS, C.SIGNAL), _TASK.get(kind, G.CONSENT), HALF_YEAR, agreed)


def _together() -> Iterator[Line]:
    """Going along to a door: where and when, for whoever goes; what came of it each keeps for itself."""
    for kind in (K.HOUSING, K.MUNICIPALITY, K.POLICE, K.CARE, K.WELFARE):
        ground = G.INTEREST if kind == K.HOUSING else _TASK.get(kind, G.CONSENT)
        yield from _each(kind, P.JOINT_VISIT, (C.CONTACT, C.STATUS, C.CONVERSATION), ground, HALF_YEAR,
                         "samen op huisbezoek; een half jaar na het bezoek")


def _mandate() -> Iterator[Line]:
    """Who may call for a decision on what is stuck: a line that names the role. Answering needs none."""
    mandate = "mandaat van de partners om een besluit te vragen; 2 jaar na het besluit"
    yield Line(K.NETWORK, P.BREAKTHROUGH, C.STATUS, G.INTEREST, 2 * YEAR, mandate, Role.STEWARD, Compartment.STATUS)
    for kind in (K.HOUSING, K.MUNICIPALITY, K.CARE, K.WELFARE, K.VOLUNTEERS):
        yield Line(kind, P.BREAKTHROUGH, C.STATUS, _TASK.get(kind, G.INTEREST), 2 * YEAR, mandate, Role.KEEPER, Compartment.STATUS)


DEFAULT: tuple[Line, ...] = (*_landlord(), *_handover(), *_rounds_and_contact(), *_signals(), *_core_team(), *_together(), *_mandate())
SWITCHES: tuple[Switch, ...] = (
    Switch(G.WAMS, source="wetsvoorstel 36 295; niet in werking bij het opstellen van deze versie"),
    Switch(G.WGS, source="in werking sinds 1 maart 2025 voor vier soorten verbanden; een wijkoverleg is dat niet"),
)


def adopt_default(network_id: UUID, *, using: str = "owner") -> Covenant:
    """Version 1 for a new network; run by an operator when the network is made."""
    made = Covenant.objects.using(using).create(
        network_id=network_id, number=1, in_force_from=date(2026, 1, 1), reason="eerste versie")
    CovenantRule.objects.using(using).bulk_create([
        CovenantRule(network_id=network_id, covenant=made, **line.facts()) for line in DEFAULT])
    CovenantSwitch.objects.using(using).bulk_create([
        CovenantSwitch(network_id=network_id, covenant=made, ground=s.ground, on_from=s.on_from,
                       on_until=s.on_until, source=s.source) for s in SWITCHES])
    remembering.forget()
    return made
