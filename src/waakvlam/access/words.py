"""The closed vocabularies of access: kinds, roles, purposes, grounds, categories.

One code word and one Dutch word per idea (domain.md section 7).
"""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What kind of organisation a partner is; the covenant speaks in these words."""

    HOUSING = "housing_association", _("woningcorporatie")
    MUNICIPALITY = "municipality", _("gemeente")
    POLICE = "police", _("politie")
    CARE = "care_provider", _("zorgaanbieder")
    WELFARE = "welfare", _("welzijnsorganisatie")
    FOOD_BANK = "food_bank", _("voedselbank")
    VOLUNTEERS = "volunteers", _("vrijwilligersnetwerk")
    INITIATIVE = "initiative", _("bewonersinitiatief")
    NETWORK = "network", _("netwerk")


class Role(TextChoices):
    """As what a person acts. A person may hold several memberships, one acts at a time."""

    CALLER = "caller", _("beller")
    COORDINATOR = "coordinator", _("coördinator")
    DISTRICT_WORKER = "district_worker", _("wijkteammedewerker")
    OFFICER = "community_officer", _("wijkagent")
    CARE_WORKER = "care_worker", _("zorgmedewerker")
    VOLUNTEER = "volunteer", _("vrijwilliger")
    KEEPER = "keeper", _("waakvlammer")
    STEWARD = "steward", _("roerganger")
    BOARD = "board", _("bestuurder")
    PRIVACY_OFFICER = "privacy_officer", _("functionaris gegevensbescherming")
    ADMINISTRATOR = "administrator", _("beheerder")
    RESIDENT = "resident", _("bewoner")
    SYSTEM = "system", _("systeem")
    GUEST = "guest", _("gast met een link")


class Purpose(TextChoices):
    """For what somebody acts: always visible in the top strip (R2)."""

    REGISTER = "register", _("register bijhouden")
    CALL_ROUND = "call_round", _("belactie")
    HANDOVER = "handover", _("warme overdracht")
    VISIT_ROUND = "visit_round", _("huisbezoek")
    JOINT_VISIT = "joint_visit", _("samen op huisbezoek")
    MAINTENANCE = "maintenance", _("groot onderhoud")
    SIGNAL = "signal", _("signalen wegen")
    CHECK_IN = "check_in", _("contact houden (waakvlam)")
    DEBT = "debt", _("vroeg helpen bij huurachterstand")
    DIRECTORY = "directory", _("sociale kaart")
    BREAKTHROUGH = "breakthrough", _("stilte doorbreken")
    INSIGHT = "insight", _("inzicht in de buurt")
    ADMINISTRATION = "administration", _("beheer")
    PRIVACY = "privacy", _("toezicht op privacy")


class Category(TextChoices):
    """Categories of data in the covenant."""

    CONTACT = "contact", _("naam, adres en telefoon")
    HOUSEHOLD = "household", _("huishouden")
    TENANCY = "tenancy", _("huurgegevens")
    CONVERSATION = "conversation", _("wat iemand vertelde")
    REQUEST = "request", _("hulpvraag")
    FILE = "file", _("foto's en documenten")
    STATUS = "status", _("stand van zaken")
    SIGNAL = "signal", _("wat iemand opmerkte")
    CHECK_IN = "check_in", _("afspraken over contact")
    APPOINTMENT = "appointment", _("afspraken voor werk in huis")
    TOGETHER = "together", _("dat een ander er ook iets over heeft")
    GUIDED = "guided", _("bij welke woning er begeleiding is")
    NUISANCE = "nuisance", _("dat er over een eigen woning overlast is gemeld")
    ARREARS = "arrears", _("huurachterstand: het bedrag")
    FIGURES = "figures", _("cijfers zonder personen")


class Ground(TextChoices):
    """Legal grounds of article 6 GDPR, in the field's words."""

    CONSENT = "consent", _("toestemming")
    CONTRACT = "contract", _("huurovereenkomst")
    LEGAL_DUTY = "legal_duty", _("wettelijke plicht")
    VITAL = "vital_interest", _("vitaal belang")
    PUBLIC_TASK = "public_task", _("publieke taak")
    INTEREST = "legitimate_interest", _("gerechtvaardigd belang")
    # Not in force for every network: they count only while the covenant's dated switch is on (R32).
    WAMS = "wams", _("Wet aanpak meervoudige problematiek sociaal domein (Wams)")
    WGS = "wgs", _("Wet gegevensverwerking door samenwerkingsverbanden (WGS)")


SWITCHED = (Ground.WAMS, Ground.WGS)


class Compartment(TextChoices):
    """Parts of a thing that are sent and closed apart from each other."""

    OWN = "own", _("alleen eigen gegevens")
    STATUS = "status", _("alleen de stand")
    CONTENT = "content", _("de inhoud")


# For models: what may stand in a column is asked when needed, so that a new word is no migration.
def kinds() -> list[tuple[str, Any]]:
    return Kind.choices


def roles() -> list[tuple[str, Any]]:
    return Role.choices


def purposes() -> list[tuple[str, Any]]:
    return Purpose.choices


def categories() -> list[tuple[str, Any]]:
    return Category.choices


def grounds() -> list[tuple[str, Any]]:
    return Ground.choices


def compartments() -> list[tuple[str, Any]]:
    return Compartment.choices


# Which purposes a role may act for, before the covenant narrows it per kind of organisation.
PURPOSES: dict[str, tuple[str, ...]] = {
    Role.CALLER: (Purpose.CALL_ROUND, Purpose.VISIT_ROUND, Purpose.SIGNAL),
    Role.COORDINATOR: (Purpose.CALL_ROUND, Purpose.VISIT_ROUND, Purpose.REGISTER, Purpose.HANDOVER, Purpose.DIRECTORY,
                       Purpose.INSIGHT, Purpose.MAINTENANCE, Purpose.JOINT_VISIT, Purpose.BREAKTHROUGH, Purpose.SIGNAL, Purpose.DEBT),
    Role.DISTRICT_WORKER: (Purpose.HANDOVER, Purpose.DIRECTORY, Purpose.MAINTENANCE, Purpose.JOINT_VISIT, Purpose.BREAKTHROUGH, Purpose.SIGNAL,
                           Purpose.DEBT),
    Role.OFFICER: (Purpose.HANDOVER, Purpose.DIRECTORY, Purpose.MAINTENANCE, Purpose.JOINT_VISIT, Purpose.BREAKTHROUGH, Purpose.SIGNAL),
    Role.CARE_WORKER: (Purpose.HANDOVER, Purpose.DIRECTORY, Purpose.MAINTENANCE, Purpose.JOINT_VISIT, Purpose.BREAKTHROUGH, Purpose.SIGNAL),
    Role.VOLUNTEER: (Purpose.CALL_ROUND, Purpose.VISIT_ROUND, Purpose.HANDOVER, Purpose.DIRECTORY, Purpose.BREAKTHROUGH, Purpose.SIGNAL),
    Role.KEEPER: (Purpose.HANDOVER, Purpose.DIRECTORY, Purpose.BREAKTHROUGH, Purpose.SIGNAL),
    Role.STEWARD: (Purpose.HANDOVER, Purpose.INSIGHT, Purpose.DIRECTORY, Purpose.BREAKTHROUGH, Purpose.SIGNAL),
    Role.BOARD: (Purpose.INSIGHT, Purpose.DIRECTORY, Purpose.BREAKTHROUGH),
    Role.PRIVACY_OFFICER: (Purpose.PRIVACY,),
    Role.ADMINISTRATOR: (Purpose.ADMINISTRATION, Purpose.DIRECTORY),
    Role.RESIDENT: (Purpose.HANDOVER,),
    Role.SYSTEM: (Purpose.CALL_ROUND, Purpose.VISIT_ROUND, Purpose.REGISTER, Purpose.HANDOVER, Purpose.INSIGHT,
                  Purpose.ADMINISTRATION, Purpose.MAINTENANCE, Purpose.JOINT_VISIT, Purpose.BREAKTHROUGH, Purpose.SIGNAL, Purpose.DEBT),
    Role.GUEST: (Purpose.HANDOVER, Purpose.BREAKTHROUGH),
}
