"""The places in the rail or bar: at most five per role, only what the role may act for."""

from dataclasses import dataclass
from functools import cache

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waakvlam.access import covenant
from waakvlam.access.identity import Who
from waakvlam.access.pages import Request
from waakvlam.access.words import Purpose, Role


@dataclass(frozen=True)
class Door:
    """Where a page is and for which purpose it is entered ("" for everybody)."""

    url: str
    label: str | Promise
    icon: str
    purpose: str = ""
    note: str | Promise = ""
    roles: tuple[str, ...] = ()

    def is_open_to(self, who: Who) -> bool:
        """A door leads in: the role has the purpose, and the covenant a line for it."""
        return self.stands_open(who, covenant.purposes(who))

    def stands_open(self, who: Who, purposes: tuple[str, ...]) -> bool:
        return (
            (not self.purpose or self.purpose in purposes)
            and (not self.roles or who.role in self.roles)
            and exists(self.url)
        )


@dataclass(frozen=True)
class Place:
    label: str | Promise
    url: str
    icon: str
    current: bool = False


# Who only brings signals in follows them; the board is for who weighs them.
SIGNALLED = (Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER, Role.KEEPER, Role.STEWARD)
WORK = (
    Door("/belacties/", _("Belacties"), "round", Purpose.CALL_ROUND,
         _("Rondes: wie we bellen, waarom, en hoe ver we zijn.")),
    Door("/belacties/bladen/", _("Aanbellen"), "visit", Purpose.VISIT_ROUND,
         _("De bezoeklijsten die je vandaag loopt.")),
    Door("/signalen/", _("Signalen"), "signal", Purpose.SIGNAL,
         _("Wat mensen zagen of vroegen, en wie er iets mee doet."), SIGNALLED),
    Door("/overdrachten/", _("Overdrachten"), "handover", Purpose.HANDOVER,
         _("Vragen om hulp die van hand tot hand gaan, tot het geholpen heeft.")),
    Door("/groot-onderhoud/", _("Groot onderhoud"), "house", Purpose.MAINTENANCE,
         _("Samen langs de deuren als huizen worden opgeknapt: wie meedoet, en wat is afgesproken.")),
    Door("/belacties/samen/", _("Samen op huisbezoek"), "team", Purpose.JOINT_VISIT,
         _("Een andere organisatie vraagt of iemand van jullie meegaat.")),
    Door("/stil/", _("Stil gevallen"), "silent", Purpose.BREAKTHROUGH,
         _("Alles wat te lang op iemand wacht, van elke soort werk."),
         (Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER, Role.VOLUNTEER, Role.KEEPER, Role.STEWARD)),
    Door("/huurachterstand/", _("Huurachterstand"), "euro", Purpose.DEBT,
         _("Wie achterloopt met de huur, en wat er gebeurt voordat het te groot wordt.")),
    Door("/sociale-kaart/", _("Sociale kaart"), "stock", Purpose.DIRECTORY,
         _("Wie wat te bieden heeft, met plek en ruimte.")),
)  # fmt: skip
TOLD = Door("/signalen/gemeld/", _("Wat jij meldde"), "signal", Purpose.SIGNAL,
            _("Hoe ver het is met wat je meldde."), (Role.CALLER, Role.VOLUNTEER, Role.COORDINATOR, Role.DISTRICT_WORKER,
                                                     Role.OFFICER, Role.CARE_WORKER, Role.KEEPER))  # fmt: skip
REGISTER = Door("/register/", _("Bewoners en woningen"), "people", Purpose.REGISTER,
                _("Het register van je eigen organisatie: inlezen en bijhouden."))  # fmt: skip
INSIGHT = Door("/inzicht/", _("Buurt"), "neighbourhood", Purpose.INSIGHT,
               _("Cijfers over buurten en blokken. Nooit over één persoon."))  # fmt: skip
RIGHTS = Door("/rechten/", _("Rechten van bewoners"), "request", Purpose.REGISTER,
              _("Bewoners laten zien wat jullie weten, en antwoorden op wat ze vragen."), (Role.COORDINATOR,))  # fmt: skip
RIGHTS_IN_TIME = Door("/rechten/toezicht/", _("Verzoeken van bewoners"), "request", Purpose.PRIVACY,
                      _("Krijgen bewoners op tijd antwoord?"))  # fmt: skip
FIELD = Door("/veld/", _("Aan de deur"), "visit", Purpose.VISIT_ROUND,
             _("De app voor huisbezoeken op je telefoon. Werkt ook zonder netwerk."))  # fmt: skip
PHONES = Door("/veld/toestellen/", _("Telefoons aan de deur"), "device", Purpose.VISIT_ROUND,
              _("Wie een dagblad op zak heeft. Een telefoon kwijt? Wis hem hier."), (Role.COORDINATOR,))  # fmt: skip
VERSIONS = Door("/veld/versies/", _("Twee versies van één bezoek"), "scale", Purpose.VISIT_ROUND,
                _("Twee mensen meldden iets anders over één deur. Kies wat telt."), (Role.COORDINATOR,))  # fmt: skip
POST = Door("/post/", _("Uitgaande post"), "mail", Purpose.CALL_ROUND,
            _("Brieven, sms’en en mails: wat is verstuurd en wat niet lukte."),
            (Role.COORDINATOR,))  # fmt: skip
RATES = Door("/stil/partners/", _("Op tijd antwoorden"), "chart", Purpose.BREAKTHROUGH,
             _("Hoe vaak partners elkaar op tijd antwoord geven."))  # fmt: skip
DECISIONS = Door("/stil/besluiten/", _("Gevraagde besluiten"), "goal", Purpose.BREAKTHROUGH,
                 _("Wat vastzit en om een besluit vraagt, met wie en wanneer."),
                 (Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER, Role.KEEPER, Role.STEWARD, Role.BOARD))  # fmt: skip
OBSTACLES = Door("/stil/doorbraken/", _("Wat in de weg stond"), "filter", Purpose.INSIGHT,
                 _("Welke obstakels zaken tegenhielden, en hoe snel ze weg waren."))  # fmt: skip
LADDER = Door("/stil/ladder/", _("Wie boven wie staat"), "steward", Purpose.ADMINISTRATION,
              _("Naar wie een vraag gaat als niemand besluit."))  # fmt: skip
COVENANT = Door("/beheer/convenant/", _("Convenant"), "agreement", "",
                _("Wie wat mag gebruiken, waarvoor, op welke grond en hoe lang."))  # fmt: skip
LOG = Door("/beheer/logboek/", _("Logboek"), "history", Purpose.PRIVACY,
           _("Wie wat deed en waarom. Niemand kan het veranderen."))  # fmt: skip
KEEPING = Door("/beheer/bewaren/", _("Bewaren en wissen"), "history", Purpose.PRIVACY,
               _("Wat vannacht weggaat, wat blijft, en wat op een besluit wacht."))  # fmt: skip
LISTS = Door("/groot-onderhoud/toezicht/", _("Lijsten bij groot onderhoud"), "privacy", Purpose.PRIVACY,
             _("Hoeveel adressen je eigen organisatie inbracht. Niet welke."))  # fmt: skip
DEBT_TERMS = Door("/huurachterstand/afspraken/", _("Afspraken over vroegsignalen"), "agreement", Purpose.ADMINISTRATION,
                  _("Wie het meldpunt is, en hoeveel dagen er voor elke stap zijn."))  # fmt: skip
MANAGEMENT = Door("/beheer/", _("Beheer"), "settings", Purpose.ADMINISTRATION,
                  _("Wie zich aanmeldt, en met welke rol."))  # fmt: skip
ENTRANCES = Door("/signalen/deuren/", _("Ingangen voor het publiek"), "door", Purpose.ADMINISTRATION,
                 _("Formulieren en adressen waarmee iemand zonder account iets meldt."))  # fmt: skip
ALGORITHMS = Door("/algoritmen/", _("Algoritmen"), "filter", "",
                  _("Welke regels kiezen of doorsturen, en wie ze kozen."))  # fmt: skip
HELP = Door("/uitleg/", _("Uitleg"), "book", "", _("Hoe je met Waakvlam werkt, in gewone woorden."))
EVERYTHING = (*WORK, TOLD, DECISIONS, RATES, OBSTACLES, FIELD, PHONES, VERSIONS, REGISTER, RIGHTS, INSIGHT, POST, LOG, RIGHTS_IN_TIME, KEEPING, LISTS, DEBT_TERMS, MANAGEMENT, LADDER, ENTRANCES, COVENANT,
              ALGORITHMS, HELP)


@cache
def exists(url: str) -> bool:
    """Whether a page is built at this address."""
    try:
        resolve(url)
    except Resolver404:
        return False
    return True


def places(who: Who, request: Request) -> list[Place]:
    """Vandaag, Werk, Buurt, Mensen, Meer: what the role has no use for is left out. No query."""
    found = [Place(_("Vandaag"), "/", "today")]
    work = [door for door in WORK if door.stands_open(who, request.purposes)]
    if len(work) == 1:
        found.append(Place(work[0].label, work[0].url, work[0].icon))
    elif work:
        found.append(Place(_("Werk"), "/werk/", "work"))
    if INSIGHT.stands_open(who, request.purposes):
        found.append(Place(INSIGHT.label, INSIGHT.url, INSIGHT.icon))
    if REGISTER.stands_open(who, request.purposes):
        found.append(Place(_("Mensen"), REGISTER.url, REGISTER.icon))
    found.append(Place(_("Meer"), "/meer/", "more"))
    return [Place(p.label, p.url, p.icon, is_here(p.url, request.path, work)) for p in found]


def is_here(url: str, path: str, work: list[Door]) -> bool:
    if url == "/":
        return path == "/"
    if url == "/werk/":
        return path.startswith((url, *(door.url for door in work)))
    return path.startswith(url)
