"""A sheet as a phone takes it along: small, and nothing that the phone does not use."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.words import Role
from waakvlam.kit.time import AMSTERDAM, now
from waakvlam.outreach.models import Attempt
from waakvlam.outreach.queries.sheets import Door, SheetLine, SheetView, ends_at
from waakvlam.resources.words import Topic

LEFT_OUT = ("order", "postcode", "joint", "outcome", "beside_url")


def as_json(view: SheetView, who: Who) -> dict[str, Any]:
    """Moments as text, `ends_at` in milliseconds; empty fields left out. `done`: told by somebody already; `task`
    only where a door gets no more than a card today."""
    return {
        "id": str(view.id), "name": view.name, "why": view.why, "ends_at": millis(view.ends_at),
        "language": view.language, "script": view.graph,
        "blanks": {"{beller}": who.name, "{organisatie}": who.organisation_name},
        "outcomes": [asdict(ending) for ending in view.outcomes], "stops": [_stop(door) for door in view.stops]}


def _stop(door: Door) -> dict[str, Any]:
    told = {name: value for name, value in vars(door).items() if name not in LEFT_OUT and value not in (None, "", ())}
    told["entry_id"] = str(door.entry_id)
    for name in ("last_contact", "appointment", "suggested_at"):
        if name in told:
            told[name] = told[name].isoformat(timespec="minutes")
    if door.company:
        told["company"] = [asdict(one) for one in door.company]
    if door.task == Attempt.Channel.DOOR:
        del told["task"]  # what is usual need not be said of each door
    return told | ({"done": True} if door.outcome else {})


def today(lines: list[SheetLine], who: Who) -> dict[str, Any]:
    """What a phone asks first: which sheets, until when it may remember, whom to ring. One query."""
    last = max((ends_at(line.day) for line in lines), default=_night())
    return {"person": who.name, "helpers": helpers(who), "until": millis(last), "topics": Topic.choices,
            "sheets": [{"id": str(line.id), "name": line.name} for line in lines]}


def helpers(who: Who) -> list[dict[str, str]]:
    """Coordinators of the own organisation who can be rung. One query."""
    rows = Membership.objects.filter(organisation_id=who.organisation_id, role=Role.COORDINATOR, until=None)
    found = rows.exclude(person__phone="").order_by("person__name").values_list("person__name", "person__phone")
    return [{"name": name, "phone": phone} for name, phone in found[:3]]


def millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _night() -> datetime:
    """Where there is no sheet: the coming four o'clock in the morning."""
    day = (now().astimezone(AMSTERDAM) - timedelta(hours=4)).date()
    return ends_at(day)
