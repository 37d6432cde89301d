"""The register of algorithms: rules that choose or route, as rows that each module supplies (R5).

Fields follow the Publicatiestandaard of the Dutch Algoritmeregister, version 1.0.10 of November 2024
(schema 1.0.0), by its preferred terms. A module's `algorithms.py` holds ALGORITHMS; `config`
assembles them. Rules are few and readable: a person can follow each by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Organisation
from .words import Purpose

Words = str | Promise
SCHEMA = "1.0.0"
STANDARD = "Algoritmeregister, Publicatiestandaard 1.0.10"
# What a rule may never look at; `tests/test_algorithms.py` shows that it cannot be said.
NEVER = ("nationaliteit", "herkomst", "geboorteland", "taal", "religie", "geslacht", "inkomen", "gezondheid")


@dataclass(frozen=True)
class Algorithm:
    """One rule. `since` is the month in which it came into use, `version` goes up when it means something else."""

    code: str
    version: int
    since: str
    name: Words
    short: Words
    goal: Words
    weighing: Words
    human: Words
    risks: Words
    ground: Words
    data: Words
    working: Words
    source: str
    purpose: str
    assessed: Words = _("De DPIA van het netwerk; een voorbeeld staat in het handboek.")


TABLE: dict[str, Algorithm] = {}


def install(rows: Iterable[Algorithm]) -> None:
    """Called once, by config, with the rows of every module."""
    for row in rows:
        if TABLE.setdefault(row.code, row) != row:
            raise ValueError(f"algorithm {row.code} is declared twice")


def registration(row: Algorithm, organisation: Organisation) -> dict[str, Any]:
    """One registration in the fields of the standard: a rule is registered per organisation."""
    base = settings.BASE_URL.rstrip("/")
    return {
        "naam": str(row.name), "omschrijving": str(row.short), "organisatie": organisation.name,
        "thema": ["Zorg en gezondheid", "Wonen"], "status": "In gebruik", "begindatum": row.since, "einddatum": None,
        "contactgegevens": organisation.email, "publiekspagina": f"{base}/algoritmen/#{row.code}",
        "publicatiecategorie": "Overige algoritmes", "bronregistratie": f"{base}/algoritmen/algoritmen.json",
        "impact": str(row.goal), "afwegingen": str(row.weighing), "menselijkeTussenkomst": str(row.human),
        "risicobeheer": str(row.risks), "wettelijkeBasis": str(row.ground), "wettelijkeBasisTitel": str(Purpose(row.purpose).label),
        "verwerkingsregister": f"{base}/verwerkingsactiviteiten/", "impacttoets": ["DPIA"],
        "impacttoetsToelichting": str(row.assessed), "gegevens": str(row.data), "technischeWerking": str(row.working),
        "leverancier": "Waakvlam, open source (EUPL-1.2)", "broncode": row.source,
        "taal": "nld", "schema": SCHEMA, "bronId": f"{row.code}/{row.version}",
        "zoektermen": ["waakvlam", row.code]}
