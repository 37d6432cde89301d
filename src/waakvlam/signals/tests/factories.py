"""Signals of “wonen” in any state, as the cast would make them."""

from typing import Any
from uuid import UUID

from waakvlam.access import identity
from waakvlam.access.identity import Who
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import add_working_days, today
from waakvlam.signals import commands, queries
from waakvlam.signals.commands import Passed, Telling
from waakvlam.signals.models import FollowUp, Signal

WORDS = "De gordijnen zijn al een week dicht."


def who(key: str) -> Who:
    return cast.who(key, Purpose.SIGNAL)


def telling(**given: Any) -> Telling:
    """A worry about somebody at an address; `given` replaces any part."""
    return Telling(**({"kind": "worry", "about": "person", "basis": "unknown", "observation": WORDS, "topic": "contact",
                       "street": "Duinroos", "house_number": "14", "postcode": "1503AB", "name": "Mevrouw Proef",
                       "neighbourhood_code": "BU09990101"} | given))


def brought(key: str = "alice", **given: Any) -> Signal:
    id_: UUID = given.pop("id", None) or uuid7()
    with identity.acting(who(key)) as by:
        return commands.take_in(id=id_, telling=telling(**given), by=by)


def taken(key: str = "alice", **given: Any) -> Signal:
    made = brought(key, **given)
    with identity.acting(who(key)) as by:
        return commands.weighing.take(signal=made, by=by)


def given(key: str = "alice", to: str = "gemeente", *, basis: str = "agrees", words: str = "Zij zei: dat mag.", **more: Any) -> Signal:
    made = brought(key, **more)
    with identity.acting(who(key)) as by:
        return commands.giving.give(signal=made, to=cast.organisation(to), passed=Passed(basis, words), reason="better_way_in", by=by)


def receivers(key: str) -> list[tuple[str, str]]:
    with identity.acting(who(key)) as by:
        return queries.receivers(by)


def soon() -> str:
    return add_working_days(today(), 3).isoformat()


def follow_of(signal: Signal, key: str = "alice") -> UUID:
    with identity.acting(who(key)):
        return FollowUp.objects.get(signal=signal).pk
