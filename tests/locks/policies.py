"""The first lock alone: every permission × role × purpose × side, against the table written by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from waakvlam.access.identity import Who
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose, Role

from .policy_model import MODEL, Way

US, THEM, ME, TEAM, OTHER_TEAM, SUBJECT = (UUID(int=n) for n in range(1, 7))


@dataclass(frozen=True)
class Case:
    """Somebody before something; `holds` are the sides that are true of both."""

    who: Who
    subject: Any
    holds: frozenset[str]


def _subjects() -> Iterator[tuple[Any, set[str]]]:
    """Things in every relation to us; one aspect differs from the first at a time."""
    base = {"pk": SUBJECT, "subject_id": SUBJECT, "resident_id": SUBJECT, "organisation_id": US, "sender_id": US, "receiver_id": US, "partner_id": US, "holder_id": US, "giver_id": US, "team_id": None,
            "requested_by_id": THEM, "person_id": ME, "decider_id": US, "decider_person_id": ME, "organisation": SimpleNamespace(has_accounts=True)}
    sides = {"decides", "decides_here", "ours", "sent", "received", "asked", "party", "team", "second", "own", "held", "given", "landlord"}
    yield SimpleNamespace(**base), sides
    for changed, lost in (
            ({"organisation_id": THEM}, {"ours"}), ({"sender_id": THEM}, {"sent"}), ({"receiver_id": THEM}, {"received"}), ({"partner_id": THEM}, {"asked"}),
            ({"team_id": OTHER_TEAM}, {"team"}), ({"requested_by_id": ME}, {"second"}), ({"holder_id": THEM}, {"held"}), ({"giver_id": THEM}, {"given"}), ({"team_id": TEAM}, set()),
            ({"decider_person_id": THEM}, {"decides"}), ({"decider_id": THEM}, {"decides", "decides_here"})):
        yield SimpleNamespace(**base | changed), sides - lost
    yield SimpleNamespace(**base | {"person_id": THEM}), sides - {"own"} | {"other"}
    yield SimpleNamespace(**base | {"person_id": THEM, "organisation_id": THEM}), sides - {"own", "ours"} | {"other"}
    yield SimpleNamespace(**base | {"sender_id": THEM, "receiver_id": THEM}), sides - {"sent", "received", "party"} | {"aside"}
    alone = SimpleNamespace(has_accounts=False)
    yield SimpleNamespace(**base | {"organisation_id": THEM, "organisation": alone}), sides - {"ours"} | {"without_accounts"}


def cases() -> Iterator[Case]:
    for role in Role:
        for purpose in Purpose:
            who = Who(UUID(int=9), US, "housing_association", role, purpose, person_id=ME, team_id=TEAM)
            for subject, sides in _subjects():
                yield Case(who, subject, frozenset(sides))
                yield Case(replace(who, only=SUBJECT), subject, frozenset(sides | {"mine_by_link", "guest"}))
                yield Case(replace(who, only=THEM), subject, frozenset(sides | {"guest"}))
            yield Case(replace(who, organisation_kind="care_provider"), next(_subjects())[0], frozenset(next(_subjects())[1] - {"landlord"}))
            # Nobody in particular: two pairs of eyes are two people.
            yield Case(replace(who, person_id=None), next(_subjects())[0], frozenset(next(_subjects())[1] - {"second", "own", "decides"}))


CASES = list(cases())


def wrong(permission: str) -> list[str]:
    """Where product and model differ, for one permission."""
    ways = MODEL[permission]
    return [f"{c.who.role}/{c.who.purpose}/{sorted(c.holds)}: {'denied' if may else 'allowed'}" for c in CASES
            if (may := any(_in(way, c) for way in ways)) != isinstance(decide(c.who, permission, c.subject), Allowed)]  # type: ignore[arg-type]


def _in(way: Way, c: Case) -> bool:
    return (c.who.role in way.roles and c.who.purpose in way.purposes and set(way.sides) <= c.holds
            and (way.guests or "guest" not in c.holds))
