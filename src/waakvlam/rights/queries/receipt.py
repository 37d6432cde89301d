"""The receipt: who knows what of me, why, on which ground, until when, and who looked.

Everything comes from the gate's functions, which look at the resident of this visit only. Texts are
blackened where they speak of others. At most thirteen statements with the frame around it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from waakvlam.access import audit, covenant
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.handovers.parts import Part
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now

from .. import visits, words
from ..models import Request
from ..redacting import Redactor, redactor
from .arrears import owed_now, told_of_arrears
from .shapes import (
    Look,
    Marked,
    Noticed,
    Sent,
    Together,
    Told,
    ground_of,
    kind_of,
    moment_of,
    moment_or_none,
    noticed_of,
    short_day,
    topic_of,
    why_of,
)


@dataclass(frozen=True)
class Receipt:
    """Through one organisation. `facts` are (label, text); `lines` say why it holds them."""

    organisation: Organisation
    name: str
    facts: list[tuple[str, str]]
    lines: list[tuple[str, str, int]]
    sent: list[Sent]
    looks: list[Look]
    days: list[dict[str, Any]]
    calls: list[dict[str, Any]]
    said: list[tuple[str, str, datetime]]
    marked: list[Marked]
    together: list[Together]
    noticed: list[Noticed]
    requests: list[Request]
    elsewhere: list[Organisation]
    do_not_call: bool

    @property
    def open_to(self) -> list[Sent]:
        return [s for s in self.sent if s.is_open]

    @property
    def closed(self) -> list[Sent]:
        return [s for s in self.sent if not s.is_open]

    @property
    def own_looks(self) -> list[Look]:
        """Of organisations that stand with nothing that was sent: first of all our own."""
        named = {s.to for s in self.sent}
        return [look for look in self.looks if look.organisation not in named]


def receipt(who: Who) -> Receipt:
    """Raises Absent where the resident is in the register no more. Nine statements."""
    myself = visits.call("rights_myself")
    if myself is None:
        raise Absent("receipt", _("Wij vinden u niet (meer) in onze gegevens."))
    partners = list(Organisation.objects.filter(network_id=who.network_id).order_by("name"))
    clean = redactor(myself, (x for o in partners for x in (o.phone, o.email) if x))
    days = _days()
    looks = _grouped(days)
    heard, noted = visits.call("rights_calls"), visits.call("rights_noted")
    audit.touched(who, "mijn.receipt", [who.only])
    return Receipt(
        organisation=next(o for o in partners if o.pk == who.organisation_id), name=_name(myself),
        facts=_facts(myself, noted["tracks"]),
        lines=_lines(who), looks=looks,
        sent=[*(_sent(row, clean, looks) for row in visits.call("rights_handovers")), *(told_of_arrears(row, looks) for row in noted["notices"])],
        days=days, calls=heard["calls"],
        said=[(topic_of(f["topic"]), clean(f["words"]), moment_of(f["at"])) for f in heard["said"]],
        marked=[Marked(clean(m["reason"]), moment_of(m["at"]), date.fromisoformat(m["review_on"])) for m in heard["marked"]],
        together=[Together(t["organisation"], kind_of(t["kind"]), date.fromisoformat(t["day"]), t["state"] == "done") for t in heard["together"]],
        noticed=[noticed_of(row, clean) for row in noted["signals"]], requests=own_requests(who), do_not_call=myself["do_not_call"],
        elsewhere=[o for o in partners if o.pk != who.organisation_id and o.kind != "network"])


def sent(who: Who, handover_id: UUID) -> Sent:
    """One thing that was sent. Raises Absent where it is not about this resident."""
    found = next((s for s in receipt(who).sent if s.id == handover_id), None)
    if found is None:
        raise Absent("handover", _("Dit is er niet (meer) voor u."))
    return found


def own_requests(who: Who) -> list[Request]:
    return list(Request.objects.filter(organisation_id=who.organisation_id, resident_id=who.only).order_by("-received_at", "-id"))


def own_request(who: Who, request_id: UUID) -> Request:
    """Raises Absent where it is another's."""
    found = Request.objects.filter(pk=request_id, organisation_id=who.organisation_id, resident_id=who.only).first()
    if found is None:
        raise Absent("request", _("Dit is er niet (meer) voor u."))
    return found


def _name(myself: dict[str, Any]) -> str:
    first = myself["first_name"] or myself["initials"]
    return " ".join(part for part in (first, myself["infix"], myself["last_name"]) if part)


def _facts(myself: dict[str, Any], tracks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What the register holds, as it stands there. Others' numbers are said to be others'."""
    of_another = _("van een ander")
    numbers = "\n".join(p["number"] + (f" ({of_another})" if p["whose"] else "") for p in myself["phones"])
    given = [
        (_("Naam"), _name(myself)), (_("Geboortedatum"), short_day(myself["birth_date"])),
        (_("Adres"), f"{myself['address']}\n{myself['postcode']} {myself['city']}".strip()),
        (_("Telefoon"), numbers), (_("E-mailadres"), myself["email"]),
        (_("Huurt sinds"), short_day(myself["tenancy_start"])), (_("Huurde tot"), short_day(myself["tenancy_end"])),
        (_("Achterstand met de huur"), owed_now(tracks) or (_("ja, dit staat genoteerd") if myself["arrears_stage"] else ""))]
    return [(label, text) for label, text in given if text]


def _lines(who: Who) -> list[tuple[str, str, int]]:
    """(why, ground, days that it is kept) for what the covenant lets this organisation hold."""
    found: dict[tuple[str, str], int] = {}
    for line in covenant.lines(who.network_id):
        if line.kind == who.organisation_kind:
            key = (why_of(line.purpose), ground_of(line.ground))
            found[key] = max(found.get(key, 0), line.term_days)
    return [(why, ground, days) for (why, ground), days in found.items()]


def _days() -> list[dict[str, Any]]:
    with connection.cursor() as db:
        db.execute("select * from rights_looks()")
        names = [column.name for column in db.description or ()]
        return [dict(zip(names, row, strict=True)) for row in db.fetchall()]


def _grouped(days: Iterable[dict[str, Any]]) -> list[Look]:
    """A page holds what was done by whom and how often, not each line; the download has each day."""
    found: dict[tuple[Any, ...], Look] = {}
    for d in days:
        key = (d["organisation"], words.doing(d["activity"]), d["role"], d["urgent"])
        was = found.get(key)
        found[key] = Look(
            d["organisation"], d["own"], key[1], str(words.ROLES.get(d["role"], words.ROLE_ELSE)),
            d["times"] + (was.times if was else 0), min(d["first"], was.first) if was else d["first"],
            max(d["last"], was.last) if was else d["last"], d["urgent"])
    return sorted(found.values(), key=lambda look: (not look.urgent, not look.own, look.organisation, -look.last.timestamp()))


def _sent(row: dict[str, Any], clean: Redactor, looks: list[Look]) -> Sent:
    parts = row["parts"]
    return Sent(
        id=UUID(row["id"]), number=row["number"], to=row["receiver"], to_kind=kind_of(row["receiver_kind"]),
        phone=row["phone"], email=row["email"], topic=topic_of(row["topic"]), why=why_of("handover"),
        ground=ground_of(row["ground"]), state=str(words.HANDOVER_STATES.get(row["state"], "")),
        since=moment_of(row["offered_at"]), until=date.fromisoformat(row["permitted_until"]) if row["permitted_until"] else None,
        closed_at=_closed(row), withdrawn_at=moment_or_none(row["withdrawn_at"]), permitted=row["given_at"] is not None,
        parts=[(str(Part(p).label), clean(parts[p])) for p in Part.values if p in parts],
        letter=clean(_unnamed(row)), asked=clean(row["asked_words"] or ""), told=[_told(r) for r in row["reach"]],
        looks=[look for look in looks if look.organisation == row["receiver"]])


def _closed(row: dict[str, Any]) -> datetime | None:
    """Since when the other no longer reads it: stopped, sent back, or the term of the permission is over."""
    own = [r for r in row["reach"] if r["compartment"] == "content" and r["organisation"] == row["receiver"]]
    ends = [moment_of(r["ended_at"] or r["until"]) for r in own if r["ended_at"] or r["until"]]
    if row["content_closed_at"]:
        return moment_of(row["content_closed_at"])
    past = [end for end in ends if end <= now()]
    return max(past) if past and len(past) == len(own) else None


def _unnamed(row: dict[str, Any]) -> str:
    """Somebody who said yes for the resident is another person too."""
    name = row["representative"] or ""
    return row["letter"].replace(name, str(_("[van een ander, weggelaten]"))) if name else str(row["letter"])


def _told(row: dict[str, Any]) -> Told:
    return Told(row["organisation"], kind_of(row["kind"]), why_of(row["purpose"]), ground_of(row["ground"]),
                moment_of(row["since"]), moment_or_none(row["until"]), moment_or_none(row["ended_at"]))
