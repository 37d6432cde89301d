"""Call rounds of the past months: planned, approved, started and called through the real commands.

Time is shifted (`kit.time.at`), so that attempts, call-backs, clocks and audit lie where they
would lie had it all happened.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

from waakvlam.access.identity import Who, acting
from waakvlam.access.words import Purpose
from waakvlam.kit.time import AMSTERDAM, add_working_days, at, is_working_day, now, today
from waakvlam.outreach import hours, standard_texts
from waakvlam.outreach.calling import finishing, leases
from waakvlam.outreach.commands import announcements, approving, rounds, scripts
from waakvlam.outreach.findings import Found
from waakvlam.outreach.models import Round, RoundEntry, ScriptVersion
from waakvlam.outreach.notes import Note
from waakvlam.outreach.plan import Plan
from waakvlam.outreach.selection import Selection

from .. import people, places, talks
from ..ids import chance, derived
from .network import team, who

# The demo is looked at on any day and at any hour, so its running round is always open.
ALWAYS = {day: ["00:00", "23:59"] for day in hours.DAYS}
PAST, RUNNING = "Tachtigplussers in Noord", "Hoe gaat het? Tachtig en ouder in West"


@dataclass(frozen=True)
class Called:
    """Who calls, on how many past working days, and how many a day."""

    callers: Sequence[str]
    days: int
    each: int


def load() -> None:
    """A round that ended months ago, one that runs, one approved and one in concept."""
    with at(_morning(-90)), acting(who("ingrid", Purpose.CALL_ROUND)) as by:
        version = scripts.ship_scripts(by=by)[0]
    _past(version)
    _running(version)
    _waiting(version)


def _past(version: ScriptVersion) -> None:
    """Ended more than twelve weeks ago, so that lasting help can be asked after."""
    plan = Plan(name=PAST, reason="hoe het gaat, en of er hulp nodig is",
                selection=Selection(age_from=80, neighbourhoods=of_district(1)[:4]), team_id=team("vlierwonen", "belteam"),
                script_version_id=version.id, starts_on=workday(-82), ends_on=after(-82, 25))
    made = planned("ingrid", plan, -84, seed=11)
    _call(made, Called(("samira", "tom"), 6, 12), first=-82)
    with at(_morning(-73)), acting(who("ingrid", Purpose.CALL_ROUND)) as by:
        rounds.end(round=made, by=by)


def _running(version: ScriptVersion) -> None:
    """Eight working days under way, with more than half to go."""
    plan = Plan(name=RUNNING, reason="hoe het gaat, en of er hulp nodig is",
                selection=Selection(age_from=80, neighbourhoods=of_district(2)), team_id=team("vlierwonen", "belteam"),
                script_version_id=version.id, calling_hours=ALWAYS, max_attempts=5, starts_on=workday(-8), ends_on=after(-8, 120))
    made = planned("ingrid", plan, -10, seed=12)
    _announce(made, -9)
    _call(made, Called(("samira", "tom", "linh"), 8, 8), first=-8)
    _danger(made)


def _announce(round: Round, day: int) -> None:
    """A letter to everybody on the list, before the first call."""
    with at(_morning(day)), acting(who("ingrid", Purpose.CALL_ROUND)) as by:
        subject, body = standard_texts.of(round, "letter")
        text = announcements.write_announcement(round=round, channel="letter", subject=subject, body=body, by=by)
        announcements.announce(announcement=text, by=by)


def _danger(round: Round) -> None:
    """Yesterday afternoon somebody had fallen: acted on at once, to be looked at today (R27)."""
    moment = datetime.combine(workday(-1), time(16, 50), AMSTERDAM)
    with at(moment), acting(who("linh", Purpose.CALL_ROUND)) as by:
        entry = leases.take_next(round=round, by=by)
        if entry is None:
            return
        kind, topic, _rhythm, words, observation = talks.DANGER
        finishing.finish(attempt_id=derived("attempt", f"{entry.id}/danger"), entry_id=entry.id, outcome="spoken", by=by,
                         said=finishing.Said(note=Note(observation=observation, source="de bewoner zelf"), found=(
                             Found(kind=kind, topic=topic, words=words, danger=True, reason=talks.DANGER_REASON),)))


def _waiting(version: ScriptVersion) -> None:
    """Families who may miss a computer: approved, not begun. New tenants: still being written."""
    families = Plan(name="Gezinnen: heeft ieder kind een computer?", reason="of de kinderen alles hebben voor school",
                    selection=Selection(households=("family", "single_parent"), neighbourhoods=of_district(3)),
                    script_version_id=version.id, starts_on=workday(3), ends_on=after(3, 25))
    planned("ingrid", families, -2, seed=13, start=False)
    new = Plan(name="Nieuwe huurders welkom", reason="of het wonen hier bevalt",
               selection=Selection(tenancy_years_max=1), script_version_id=version.id, starts_on=workday(10), ends_on=after(10, 20))
    with at(_morning(-1)), acting(who("ingrid", Purpose.CALL_ROUND)) as by:
        rounds.draft(plan=new, by=by, seed=14)


def planned(by_whom: str, plan: Plan, day: int, seed: int, start: bool = True) -> Round:
    with at(_morning(day)), acting(who(by_whom, Purpose.CALL_ROUND)) as by:
        made = rounds.draft(plan=plan, by=by, seed=seed)
        approving.approve(round=made, by=by)
    if start:
        with at(_morning(day + 1)), acting(who(by_whom, Purpose.CALL_ROUND)) as by:
            made = rounds.start(round=made, by=by)
    return made


def _call(round: Round, called: Called, first: int) -> None:
    """One transaction per caller and day."""
    for day in range(called.days):
        for place, caller in enumerate(called.callers):
            with acting(who(caller, Purpose.CALL_ROUND)) as by:
                for moment in _moments(first + day, called.each, f"{round.name}{caller}", place):
                    with at(moment):
                        entry = leases.take_next(round=round, by=by)
                    if entry is None:  # nobody left, or too late in the day
                        break
                    _finish(entry, moment, by)


def _finish(entry: RoundEntry, moment: datetime, by: Who) -> None:
    """A few minutes later: how it ended."""
    rng = chance("call", entry.household_id, entry.attempts)
    outcome = talks.ending(rng)
    spoken = outcome == "spoken"
    promise = moment + timedelta(days=1, hours=rng.choice((1, 2, 5))) if outcome == "call_back" else None
    said = _said(entry.household_id, rng) if spoken else None
    with at(moment + timedelta(minutes=rng.randint(4, 14) if spoken else 1)):
        finishing.finish(attempt_id=derived("attempt", f"{entry.id}/{entry.attempts}"), entry_id=entry.id,
                         outcome=outcome, call_back_at=promise, said=said, by=by)


def _said(household_id: UUID, rng: random.Random) -> finishing.Said:
    """What somebody of this household told."""
    home = _homes()[household_id]
    oldest = min(home.residents, key=lambda r: r.born)
    found = talks.talk(rng, with_children=any(r.role == "child" for r in home.residents))
    brought = (Found(kind=found.kind, topic=found.topic, words=found.words, rhythm=found.rhythm),) if found.kind else ()
    return finishing.Said(
        resident_id=derived("resident", oldest.key), answers=talks.answers(found, rng), found=brought,
        note=Note(observation=found.observation, source="de bewoner zelf"))


@lru_cache(maxsize=1)
def _homes() -> dict[UUID, people.Household]:
    return {derived("household", h.key): h for h in people.population()}


def of_district(number: int) -> tuple[str, ...]:
    place = places.municipality()
    code = place.districts[number - 1].code
    return tuple(h.code for h in place.neighbourhoods if h.district.code == code)


def workday(offset: int) -> date:
    """The working day that many before (negative) or after today."""
    if offset >= 0:
        return add_working_days(today(), offset)
    day, left = today(), -offset
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(day)
    return day


def after(first: int, days: int) -> date:
    return add_working_days(workday(first), days)


def _morning(day: int) -> datetime:
    return datetime.combine(workday(day), time(9, 5), AMSTERDAM)


def _moments(day: int, count: int, who_calls: str, place: int) -> Iterator[datetime]:
    """Spread over the morning and the afternoon of one working day; never in the future."""
    rng = chance("moments", who_calls, day)
    moment = datetime.combine(workday(day), time(9, 40 + 7 * place), AMSTERDAM)
    for _ in range(count):
        moment += timedelta(minutes=rng.randint(14, 36))
        if moment < now():
            yield moment
