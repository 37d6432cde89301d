"""What the law and our own codes are called to a resident: plain words, one sentence each (R33).

The screens of people at work have words of their own (access.words); these are for a letter.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from waakvlam.access.words import Ground, Kind, Purpose, Role
from waakvlam.kit.languages import LANGUAGES as LANGUAGES
from waakvlam.kit.languages import RIGHT_TO_LEFT as RIGHT_TO_LEFT

LANGUAGE_CHOICES = list(LANGUAGES.items())

WHY: dict[str, Any] = {
    Purpose.REGISTER: _("U huurt een woning. Daarvoor houden wij bij wie er woont."),
    Purpose.CALL_ROUND: _("Om te bellen en te vragen hoe het gaat."),
    Purpose.HANDOVER: _("Om u te helpen met uw vraag."),
    Purpose.PRIVACY: _("Om te controleren of wij netjes met uw gegevens omgaan."),
    Purpose.ADMINISTRATION: _("Om het systeem te beheren."),
    Purpose.INSIGHT: _("Voor cijfers over de buurt. Daar staat geen naam in."),
    Purpose.DIRECTORY: _("Om te weten wie waarmee helpt."),
    Purpose.VISIT_ROUND: _("Om bij u aan de deur te vragen hoe het gaat."),
    Purpose.JOINT_VISIT: _("Om samen met een andere organisatie bij u aan de deur te komen."),
    Purpose.MAINTENANCE: _("Omdat uw woning wordt opgeknapt."),
    Purpose.SIGNAL: _("Omdat iemand zich zorgen maakt."),
    Purpose.CHECK_IN: _("Om contact met u te houden, als u dat wilt."),
    Purpose.DEBT: _("Om vroeg te helpen als de huur niet betaald wordt."),
}
WHY_ELSE = _("Voor het werk van deze organisatie.")

GROUNDS: dict[str, Any] = {
    Ground.CONSENT: _("U gaf toestemming."),
    Ground.CONTRACT: _("Het hoort bij uw huurcontract."),
    Ground.LEGAL_DUTY: _("De wet zegt dat het moet."),
    Ground.VITAL: _("Er was gevaar voor iemands leven of gezondheid."),
    Ground.PUBLIC_TASK: _("Het hoort bij de taak van de overheid."),
    Ground.INTEREST: _("De organisatie heeft er een goede reden voor. U mag daar bezwaar tegen maken."),
}
GROUNDS |= dict.fromkeys((Ground.WAMS, Ground.WGS), _("Een wet over samenwerken staat het toe."))
GROUND_ELSE = _("Dat staat in het convenant.")

KINDS: dict[str, Any] = {
    Kind.HOUSING: _("woningcorporatie"), Kind.MUNICIPALITY: _("gemeente"), Kind.POLICE: _("politie"),
    Kind.CARE: _("zorgaanbieder"), Kind.WELFARE: _("welzijnsorganisatie"), Kind.FOOD_BANK: _("voedselbank"),
    Kind.VOLUNTEERS: _("vrijwilligers"), Kind.INITIATIVE: _("bewonersinitiatief"), Kind.NETWORK: _("het netwerk"),
}

ROLES = {
    Role.CALLER: _("een beller"), Role.COORDINATOR: _("een coördinator"),
    Role.DISTRICT_WORKER: _("iemand van het wijkteam"), Role.OFFICER: _("een wijkagent"),
    Role.CARE_WORKER: _("een zorgmedewerker"), Role.VOLUNTEER: _("een vrijwilliger"),
    Role.KEEPER: _("iemand die contact houdt"), Role.STEWARD: _("iemand die vastgelopen vragen lostrekt"),
    Role.PRIVACY_OFFICER: _("iemand die op privacy let"), Role.ADMINISTRATOR: _("een beheerder"),
    Role.RESIDENT: _("uzelf"), Role.SYSTEM: _("het systeem, vanzelf"), Role.GUEST: _("iemand met een link"),
}
ROLE_ELSE = _("een medewerker")

# The activity of a processing line, by its first part: what somebody was doing when they looked.
DOING = {
    "people.search": _("zocht een naam op"),
    "people": _("keek in het huurdersregister"),
    "outreach": _("belde u, of maakte dat klaar"),
    **dict.fromkeys(("outreach.visit", "outreach.plan_visits", "outreach.markers"), _("belde bij u aan, of maakte dat klaar")),
    "outreach.joint": _("kwam mee naar uw deur, of maakte dat klaar"),
    "maintenance": _("maakte het werk aan uw woning klaar"),
    "handover.offer": _("gaf uw vraag door"),
    "handover.list": _("bekeek een lijst met vragen"),
    "handover": _("las uw vraag"),
    "attachment": _("bekeek een foto of document"),
    "permission": _("sloot wat was doorgegeven"),
    "arrears": _("werkte aan hulp bij huurachterstand"),
    "signal": _("keek naar iets wat over u is verteld"),
    "post": _("stuurde u bericht"),
    "rights": _("werkte aan uw verzoek of uw overzicht"),
    "mijn": _("bekeek uw overzicht"),
    "keeping": _("wiste oude gegevens"),
    "emergency": _("keek mee zonder uw toestemming, omdat er gevaar was"),
}
DOING_ELSE = _("werkte met uw gegevens")

KINDS_OF_REQUEST = {
    "access": _("Laat mij alles zien wat u over mij heeft"),
    "correct": _("Verbeter wat niet klopt"),
    "erase": _("Wis wat u over mij heeft"),
    "restrict": _("Gebruik mijn gegevens even niet"),
    "object": _("Bel of schrijf mij niet meer uit uzelf"),
}
STATES_OF_REQUEST = {
    "received": _("Binnengekomen"), "in_hand": _("Wij zijn ermee bezig"), "granted": _("Gedaan"),
    "partly": _("Voor een deel gedaan"), "refused": _("Niet gedaan"), "withdrawn": _("U nam het terug"),
}
REASONS = {
    "identity": _("Wij weten niet zeker dat u het bent."),
    "others": _("Het zou een ander schaden."),
    "law": _("De wet zegt dat wij dit moeten bewaren."),
    "claim": _("Wij hebben dit nodig voor een rechtszaak."),
    "task": _("Een ander belang weegt hier zwaarder."),
    "not_ours": _("Deze gegevens hebben wij niet."),
    "repeated": _("U vroeg dit kort geleden ook."),
}
SIGNAL_KINDS = {
    "worry": _("Iemand maakte zich zorgen."), "request": _("Er is om hulp gevraagd."),
    "nuisance": _("Iemand had ergens last van."), "home": _("Iemand zag iets aan uw woning."),
    "neighbourhood": _("Iemand vertelde hoe het in de buurt gaat."),
}
SIGNAL_STATES = {
    "received": _("Het is binnengekomen."), "seen": _("Iemand keek ernaar."),
    "acting": _("Er is iemand mee bezig."), "closed": _("Het is afgesloten."),
}
HANDOVER_STATES = {
    "offered": _("Zij hebben het gekregen en kijken ernaar."), "accepted": _("Zij gaan u helpen."),
    "contact_made": _("Zij hebben contact met u gehad."), "under_way": _("Zij helpen u."),
    "ended": _("De hulp is afgerond."), "declined": _("Zij konden niet helpen."),
    "withdrawn": _("Dit is gestopt."), "returned": _("De vraag is teruggegeven."),
}


def doing(activity: str) -> str:
    """What somebody was doing, for a processing activity such as “handover.read”."""
    found = DOING.get(activity) or DOING.get(activity.split(".", 1)[0]) or DOING_ELSE
    return str(found)
