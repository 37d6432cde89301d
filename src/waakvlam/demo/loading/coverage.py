"""Doors of years past: an earlier round at the doors, a block that a coordinator drew, and counts of then and now."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from waakvlam.access.identity import Who, acting
from waakvlam.access.words import Purpose
from waakvlam.kit.time import day_of, now, today
from waakvlam.outreach import outcomes
from waakvlam.outreach.commands import coverage
from waakvlam.outreach.models import Attempt, Round, RoundEntry
from waakvlam.people.blocks import Pattern, Place
from waakvlam.people.commands import blocks
from waakvlam.people.models import Dwelling, Household
from waakvlam.people.queries import homes_between

from ..ids import chance, derived
from .network import who

NAME = "Langs de deuren voor het nieuwe dak"
PART = 0.55  # of the homes of the own register that were on that list
EVER, EACH = 0.66, 0.45  # reached in the end; per attempt


def load() -> int:
    """Returns how many households were counted. After the rounds: it reads what they left."""
    with acting(who("ingrid", Purpose.CALL_ROUND)) as by:
        _at_the_doors(by)
    with acting(who("ingrid", Purpose.REGISTER)) as by:
        _drawn(by)
    with acting(who("ingrid", Purpose.CALL_ROUND)) as by:
        coverage.count(by=by, until=now() - timedelta(days=31))
        return coverage.count(by=by)


def _at_the_doors(by: Who) -> None:
    """A round that went on for a year and ended; by COPY-like inserts, since nobody can look at it as it went."""
    shared = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    began = now() - timedelta(days=760)
    made = Round.objects.create(
        id=derived("round", NAME), **shared, name=NAME, ground="legitimate_interest", reason="wanneer we bij u terechtkunnen",
        state=Round.State.ENDED, starts_on=day_of(began), ends_on=_day(-35), started_at=began, ended_at=now() - timedelta(days=35),
        outcomes=outcomes.DEFAULT, goal={"outcomes": ["spoken"]}, calling_hours={}, reference_percent=0)
    homes = list(Household.objects.filter(organisation_id=by.organisation_id, gone_at=None, do_not_call=False, secret_address=False)
                 .select_related("dwelling").order_by("key"))
    visited = [home for home in homes if chance("doors", home.key).random() < PART]
    told = {home.id: list(_history(home)) for home in visited}
    entries = {home.id: RoundEntry(
        id=derived("entry", f"{NAME}/{home.key}"), **shared, round=made, household=home, rank=n,
        neighbourhood_code=home.dwelling.neighbourhood_code, block=home.dwelling.block, next_at=began, attempts=len(told[home.id]),
        state=RoundEntry.State.DONE if told[home.id][-1][2] else RoundEntry.State.UNREACHABLE,
        last_outcome="spoken" if told[home.id][-1][2] else "no_answer") for n, home in enumerate(visited)}
    RoundEntry.objects.bulk_create(entries.values(), batch_size=2_000)
    Attempt.objects.bulk_create([
        Attempt(id=derived("attempt", f"{NAME}/{home.key}/{n}"), **shared, round=made, entry=entries[home.id], household=home,
                at=at, channel=channel, outcome="spoken" if reached else "no_answer", reached=reached, part_of_day="afternoon",
                person_id=derived("person", "samira"))
        for home in visited for n, (at, channel, reached) in enumerate(told[home.id])], batch_size=2_000)
    _spoken(visited, told)


def _spoken(visited: Iterable[Household], told: dict[UUID, list[tuple[datetime, str, bool]]]) -> None:
    """The register's last contact, where the rounds since then told nothing newer."""
    changed = []
    for home in visited:
        at, _channel, reached = told[home.id][-1]
        if reached and (home.last_contact_at is None or home.last_contact_at < at):
            home.last_contact_at = at
            changed.append(home)
    Household.objects.bulk_update(changed, ["last_contact_at"], batch_size=2_000)


def _history(home: Household) -> Iterable[tuple[datetime, str, bool]]:
    """One to four attempts, first at the door; the last one may have reached somebody."""
    rng = chance("history", home.key)
    # Whole streets were done in one month: staleness lies together, as it does in life.
    street = chance("month", home.dwelling.neighbourhood_code, home.dwelling.street)
    at = now() - timedelta(days=street.randint(38, 700), hours=rng.randint(1, 6))
    reached_at = next((n for n in range(4) if rng.random() < EACH), 3) if rng.random() < EVER else None
    for n in range(4 if reached_at is None else reached_at + 1):
        yield at, rng.choice(("door", "door", "phone")), n == reached_at
        at = min(at + timedelta(days=rng.randint(1, 4)), now() - timedelta(days=36))


def _day(offset: int) -> date:
    return today() + timedelta(days=offset)


def _drawn(by: Who) -> None:
    """The even side of the flat of which the register says nothing: two lifts, and one door around the corner."""
    first = Dwelling.objects.filter(organisation_id=by.organisation_id, in_block=None).order_by("estate", "street", "house_number").first()
    if first is None:
        return
    homes = [home for home in homes_between(by, street=first.street, city=first.city, side="even") if home.in_block_id is None]
    made = blocks.draw(name=f"{first.street} even", homes=homes, pattern=Pattern(8, 6, order="floor"), by=by)
    blocks.move(block=made, dwelling_id=homes[-1].id, to=Place("B", 0, 7), by=by)
