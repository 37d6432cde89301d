"""The script that comes with Waakvlam: what corporations asked when they rang their tenants.

Who, why and that it is voluntary comes first (R8); every question can be passed. {beller},
{organisatie} and {bewoner} are filled in on the caller's screen.
"""

from typing import Any

from .scripting import Graph


def _step(kind: str, nl: str, en: str, next: str, *options: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "text": {"nl": nl, "en": en}, "next": next, "options": list(options)}


def _option(code: str, nl: str, en: str, next: str = "") -> dict[str, Any]:
    return {"code": code, "label": {"nl": nl, "en": en}, "next": next}


HOW_ARE_YOU: Graph = {"start": "welcome", "steps": {
    "welcome": _step(
        "say", "Goedendag, u spreekt met {beller} van {organisatie}. Wij bellen onze huurders om te "
        "horen hoe het gaat. U hoeft niet mee te doen en u hoeft niets te vertellen. Heeft u even?",
        "Good day, this is {beller} of {organisatie}. We ring our tenants to hear how they are. You "
        "do not have to take part and you do not have to tell us anything. Do you have a moment?",
        "how"),
    "how": _step(
        "single", "Hoe gaat het met u?", "How are you?", "contact",
        _option("well", "Goed", "Well"), _option("fair", "Gaat wel", "So-so"),
        _option("badly", "Niet goed", "Not well", "what")),
    "what": _step("text", "Wilt u vertellen wat er is?", "Would you like to tell what it is?", "contact"),
    "contact": _step(
        "single", "Spreekt u andere mensen, zoals familie, vrienden of buren?",
        "Do you speak with other people, such as family, friends or neighbours?", "outside",
        _option("often", "Bijna elke dag", "Nearly every day"),
        _option("sometimes", "Af en toe", "Now and then"),
        _option("hardly", "Bijna nooit", "Hardly ever", "company")),
    "company": _step(
        "single", "Zou u vaker iemand willen spreken?", "Would you like to speak with somebody more often?",
        "outside", _option("yes", "Ja", "Yes"), _option("no", "Nee", "No")),
    "outside": _step(
        "single", "Komt u nog buiten?", "Do you still get out?", "groceries",
        _option("daily", "Ja, vaak", "Yes, often"), _option("sometimes", "Soms", "Sometimes"),
        _option("hardly", "Bijna niet", "Hardly")),
    "groceries": _step(
        "single", "Lukt het met boodschappen en medicijnen?",
        "Do you manage with groceries and medicines?", "helped",
        _option("self", "Ja, zelf", "Yes, by myself"), _option("others", "Ja, met hulp", "Yes, with help"),
        _option("not", "Nee, dat lukt niet", "No, I do not manage")),
    "helped": _step(
        "single", "Is er iemand die u helpt als dat nodig is?", "Is there somebody who helps you when needed?",
        "help", _option("family", "Familie of vrienden", "Family or friends"),
        _option("neighbours", "Buren", "Neighbours"),
        _option("professional", "Een hulpverlener", "A professional"), _option("nobody", "Niemand", "Nobody")),
    "help": _step(
        "multiple", "Kunt u ergens hulp bij gebruiken?", "Is there something you could use help with?", "children",
        # Codes of the service directory's topics, so that an answer can become a request for help.
        _option("groceries", "Boodschappen en eten", "Groceries and meals"),
        _option("household", "Het huishouden", "Housekeeping"),
        _option("money", "Geld en rekeningen", "Money and bills"),
        _option("contact", "Gezelschap", "Company"), _option("care", "Verzorging", "Care"),
        _option("home", "De woning", "The home"),
        _option("neighbours", "Buren of overlast", "Neighbours or nuisance"),
        _option("other", "Iets anders", "Something else")),
    "children": _step(
        "single", "Wonen er schoolgaande kinderen bij u?", "Do children of school age live with you?", "more",
        _option("yes", "Ja", "Yes", "school"), _option("no", "Nee", "No")),
    "school": _step(
        "multiple", "Hebben de kinderen alles voor school?", "Do the children have all they need for school?", "more",
        _option("computer", "Geen geschikte computer", "No suitable computer"),
        _option("internet", "Geen goed internet", "No good internet"),
        _option("place", "Geen rustige plek", "No quiet place"), _option("fine", "Alles is er", "They have it all")),
    "more": _step(
        "single", "Wilt u vaker gebeld worden?", "Would you like to be called more often?", "else",
        _option("weekly", "Ja, elke week", "Yes, every week"),
        _option("monthly", "Ja, elke maand", "Yes, every month"), _option("no", "Nee", "No")),
    "else": _step("text", "Wilt u verder nog iets vertellen?", "Is there anything else you would like to tell?", "bye"),
    "bye": _step(
        "say", "Dank u wel voor het gesprek. Wilt u liever niet meer gebeld worden? Zeg het gerust, "
        "dan zorgen we daarvoor.",
        "Thank you for this talk. Would you rather not be called again? Just say so and we will see to it.", ""),
}}

SCRIPTS: dict[str, Graph] = {"Hoe gaat het met u?": HOW_ARE_YOU}
