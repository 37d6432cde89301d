"""Mail to a door becomes a signal, once, and whoever sent it gets a number and a code back."""

import json
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import limits
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.limits import Limit, TooMany
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now

from .. import codes, notices
from ..mail import Letter, read
from ..models import Basis, Channel, Kind, RefusedMail, Signal
from ..models.states import About, Refusal, TellerKind, Wants
from .taking_in import TellerGiven, Telling, take_in

# Somebody's name can be put above any mail: who is written in another's name is answered this often at most.
SENDING = Limit("signals.mail", most=10, seconds=3600)
# Counted and done with. Everything else that is no signal is for a person to look at.
ROBOTS = (Refusal.AUTOMATIC, Refusal.LOOP)


def take_in_mail(*, raw: bytes, to: str = "", is_whole: bool = True) -> Signal | str:
    """The signal, or the code of why it was refused. `to` is the address of the envelope, where the server knows it.

    Of a message that is too large `raw` may be its head alone (`is_whole`).
    The same message twice is one signal. Raises Absent where no door has the address: the server then sends it back.
    """
    letter = read(raw, is_whole)
    door = _door((to.lower(), *letter.to) if to else letter.to)
    with acting(system(door["organisation_id"], Purpose.SIGNAL)) as by:
        refusal = letter.refusal or _own(letter, door) or _too_many(letter)
        return _refused(letter, door, refusal, by) if refusal else _taken(letter, door, by)


def _taken(letter: Letter, door: dict[str, Any], by: Who) -> Signal:
    id_ = uuid5(door["id"], letter.key)
    code = codes.of(id_)
    teller = TellerGiven(TellerKind.NEIGHBOUR, letter.name, "", letter.sender, Wants.MAIL, "nl", codes.hash_of(code))
    # What it is about nobody was asked: whoever looks at it first says so.
    made = take_in(id=id_, by=by, telling=Telling(
        kind=Kind.WORRY, about=About.PERSON, basis=Basis.UNKNOWN, observation=letter.text, words_kept=True,
        channel=Channel.MAIL, teller=teller))
    notices.came_in(made.pk, code, by, enclosed=letter.enclosed)
    return made


def _refused(letter: Letter, door: dict[str, Any], refusal: str, by: Who) -> str:
    """Counted where an administrator sees it: without who, and without a word of it. No answer from here: that makes loops."""
    with transaction.atomic():
        RefusedMail.objects.get_or_create(door_id=door["id"], message_hash=codes.keyed("mail", letter.key), defaults={
            "network_id": by.network_id, "organisation_id": by.organisation_id, "at": now(), "reason": refusal})
    return refusal


def _own(letter: Letter, door: dict[str, Any]) -> str:
    ours = {door["email"].lower(), settings.DEFAULT_FROM_EMAIL.rsplit("<", 1)[-1].rstrip(">").lower()}
    return Refusal.LOOP if letter.sender in ours else ""


def _too_many(letter: Letter) -> str:
    try:
        limits.allow(SENDING, letter.sender)
    except TooMany:
        return Refusal.TOO_MANY
    return ""


def _door(addresses: tuple[str, ...]) -> dict[str, Any]:
    with transaction.atomic(), connection.cursor() as db:
        for address in addresses:
            db.execute("select signals_door_of_mail(%s)", [address])
            found = (db.fetchone() or [None])[0]
            row: dict[str, Any] | None = json.loads(found) if isinstance(found, str) else found
            if row is not None:
                return row | {"id": UUID(row["id"]), "organisation_id": UUID(row["organisation_id"])}
    raise Absent("signal.door", _("Op dit adres komt geen post binnen."))
