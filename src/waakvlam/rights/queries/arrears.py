"""Arrears on the receipt: what the landlord keeps of them, and what a municipality was told."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.kit.time import day_of, now
from waakvlam.resources.words import Topic

from .. import words
from .shapes import (
    Look,
    Sent,
    ground_of,
    kind_of,
    moment_of,
    moment_or_none,
    short_day,
    topic_of,
    why_of,
)


def owed_now(tracks: list[dict[str, Any]]) -> str:
    """Amount and since when, of what is still open."""
    return "\n".join(f"{euro(t['amount_cents'])} ({short_day(t['since'])})" for t in tracks if t["ended_at"] is None)


def euro(cents: int) -> str:
    """As it is written in a Dutch letter, whatever the language."""
    whole, rest = divmod(cents, 100)
    return f"€ {whole:,}".replace(",", ".") + f",{rest:02d}"


def told_of_arrears(row: dict[str, Any], looks: list[Look]) -> Sent:
    """An early-debt signal or a planned eviction that a municipality was told: the exact copy."""
    given = [(_("Naam"), row["name"]), (_("Adres"), f"{row['address']}\n{row['postcode']} {row['city']}".strip()),
             (_("Telefoon"), row["number_sent"]), (_("E-mailadres"), row["email"]),
             (_("Achterstand met de huur"), euro(row["amount_cents"]) if row["amount_cents"] else ""),
             (_("Dag waarop u uit de woning moet"), short_day(row["evict_on"]))]
    parts = [(str(label), text) for label, text in given if text]
    state = {"sent": "offered", "helping": "under_way", "expired": "withdrawn"}.get(row["state"], row["state"])
    closed = row["content_closed_at"] or (row["until"] if moment_of(row["until"]) <= now() and row["state"] != "helping" else None)
    return Sent(
        id=UUID(row["id"]), number=row["number"], to=row["receiver"], to_kind=kind_of(row["receiver_kind"]), phone=row["phone"],
        email=row["receiver_email"], topic=topic_of(Topic.MONEY), why=why_of("debt"), ground=ground_of(row["ground"]),
        state=str(words.HANDOVER_STATES.get(state, "")), since=moment_of(row["sent_at"]), until=day_of(moment_of(row["until"])),
        closed_at=moment_or_none(closed), withdrawn_at=moment_or_none(row["content_closed_at"]) if row["state"] == "withdrawn" else None,
        permitted=row["kind"] == "debt_signal" and row["state"] in ("sent", "accepted", "contact_made"), by_law=True, parts=parts,
        letter="\n".join(text for _label, text in parts), asked="", told=[], looks=[look for look in looks if look.organisation == row["receiver"]])
