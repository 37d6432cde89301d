"""Calls for a decision, as the cast would make them."""

from waakvlam.access import identity
from waakvlam.access.identity import Who
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.breakthroughs import commands
from waakvlam.breakthroughs.models import Breakthrough
from waakvlam.kit.time import today

QUESTION = "Mag de wachtlijst voor een tussenwoning open voor wie terugkomt uit opvang?"
OPTIONS = ("Ja, twee woningen per jaar", "Nee")


def who(key: str) -> Who:
    return cast.who(key, Purpose.BREAKTHROUGH)


def to(key: str) -> commands.To:
    w = cast.who(key)
    return commands.To(w.organisation_id, w.person_id)


def called(by: str = "roer", decider: str = "carla", *, days: int = 5, about: commands.About | None = None) -> Breakthrough:
    with identity.acting(who(by)) as me:
        return commands.call(question=QUESTION, options=OPTIONS, to=to(decider), days=days, about=about or commands.About(), by=me)


def ladder(*rungs: tuple[str | None, str]) -> None:
    """(slug of the organisation below, key of the person above), lowest first; proposed by one, approved by another."""
    with identity.acting(cast.who("admin")) as by:
        made = commands.propose(rungs=[commands.Above(cast.organisation(b) if b else None, to(p).organisation_id, to(p).person_id)
                                       for b, p in rungs], in_force_from=today(), reason="zo is het afgesproken", by=by)
    with identity.acting(cast.who("ada")) as by:
        commands.approve(ladder=made, by=by)

