"""Reading the register of algorithms, and what the rules chose so far. No resident is in here."""

from dataclasses import dataclass
from typing import Any

from waakvlam.access import algorithms
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.kit.pagination import Page, keyset
from waakvlam.outreach import sentences
from waakvlam.outreach.models import PublishedSelection


@dataclass(frozen=True)
class Part:
    """A line of the make-up in words; None where so few that it could point at a home."""

    words: str
    on_list: int | None
    living: int | None


def rules() -> list[algorithms.Algorithm]:
    return sorted(algorithms.TABLE.values(), key=lambda row: row.code)


def selections(who: Who, after: str = "", size: int = 10) -> Page[PublishedSelection]:
    """What was chosen by which rule, of every partner, newest first. One query."""
    rows = PublishedSelection.objects.filter(network_id=who.network_id).select_related(
        "organisation", "author", "approver")
    return keyset(rows, "-created_at", "-id", after=after, size=size)


def parts(found: PublishedSelection) -> list[tuple[str, list[Part]]]:
    """Age bands and kinds of household, chosen beside living there."""
    words = {"bands": sentences.band, "kinds": sentences.kind}
    return [(name, [Part(word(row["code"]), row["on_list"], row["living"]) for row in found.makeup.get(name, [])])
            for name, word in words.items()]


def register(network_id: Any, using: str = "default") -> dict[str, Any]:
    """Every rule of every partner that can use it, in the fields of the standard."""
    partners = Organisation.objects.using(using).filter(network_id=network_id).order_by("name")
    return {"standaard": algorithms.STANDARD, "schema": algorithms.SCHEMA,
            "registraties": [algorithms.registration(row, o) for row in rules() for o in partners if o.has_accounts]}
