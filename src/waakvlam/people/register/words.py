"""Dutch words in cells to our own: yes and no, roles in a household, stages of arrears."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

YES = frozenset(["j", "ja", "y", "yes", "true", "waar", "1", "1.0", "x", "v", "aan"])
NO = frozenset(["n", "nee", "no", "false", "onwaar", "0", "0.0", "-", "uit", "nvt", "onbekend"]) | {"n.v.t.", ""}

# Keys as `names.plain` writes them.
ROLES = {
    word: role
    for role, words in {
        "tenant": "huurder|hoofdhuurder|contractant|hoofdbewoner|huu|aanvrager|hoofdcontractant|1",
        "co_tenant": "medehuurder|mede huurder|medecontractant|partner|mdh|contractueel medehuurder|2",
        "adult": "medebewoner|bewoner|inwonend|inwoner|mbw|bew|overig|overige volwassenen|volwassene|huisgenoot",
        "child": "kind|kinderen|zoon|dochter|inwonend kind|minderjarige|kin|thuiswonend kind",
    }.items()
    for word in words.split("|")
}

# The stages of `domain.md` section 4; VERA's codes of payment arrangements lead to "arrangement".
STAGES = {
    word: stage
    for stage, words in {
        "": "geen|0|nee|geen achterstand|nvt|bij",
        "late": "te laat|betaling te laat|1|achterstand|1 maand",
        "reminder": "herinnering|2|aanmaning|aangemaand|30 dagen|eerste herinnering|tweede herinnering",
        "contact": "persoonlijk contact|3|contact|huisbezoek",
        "arrangement": "regeling|betalingsregeling|4|aan|act|bev|regeling loopt",
        "signal": "vroegsignaal|vroegsignalering|5|gemeld bij gemeente",
        "collection": "incasso|externe incasso|6|deurwaarder|externe deurwaarder",
        "judgment": "vonnis|7|gerechtelijk vonnis|ontbonden",
        "eviction": "ontruiming|8|ontruiming aangezegd",
    }.items()
    for word in words.split("|")
}
ORGANISATION = re.compile(r"\b(?:b\.?v\.?|n\.?v\.?|stichting|v\.?o\.?f\.?|holding|gemeente|vereniging)(?:$|\s)", re.IGNORECASE)


def yes_or_no(value: object) -> bool | None:
    """None where it is neither."""
    if isinstance(value, date):
        return None
    return _answer(str(value).strip().lower())


@lru_cache(maxsize=1024)
def _answer(word: str) -> bool | None:
    if word in YES:
        return True
    return False if word in NO else None
