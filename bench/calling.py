"""Handing out and ending calls: server milliseconds beside hand-written SQL, and fifty callers."""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.scale import is_full

TIMES = 60
# The same work without a house around it: lock one, write the attempt, close the entry, one act.
FLOOR = """
with next as (
  select id, household_id from outreach_roundentry
  where round_id = %(round)s and state = 'waiting' and next_at <= now()
    and (lease_until is null or lease_until < now())
  order by back_first desc, next_at, rank limit 1 for update skip locked
), told as (
  insert into outreach_attempt (id, network_id, organisation_id, created_at, round_id, entry_id,
    household_id, person_id, at, channel, outcome, reached, part_of_day, observation, interpretation,
    source, words_kept, before)
  select gen_random_uuid(), %(network)s, %(organisation)s, now(), %(round)s, id, household_id,
    %(person)s, now(), 'phone', 'spoken', true, 'morning', '', '', '', false, '{}' from next
), act as (
  insert into access_audit (id, at, network_id, organisation_id, role, purpose, verb, subject_kind, detail)
  select gen_random_uuid(), now(), %(network)s, %(organisation)s, 'caller', 'call_round', 'call.finish',
    'attempt', '{}' from next
), seen as (
  update people_household h set last_contact_at = now() from next where h.id = next.household_id
)
update outreach_roundentry e set state = 'done', attempts = 1, done_at = now(), reached_at = now()
from next where e.id = next.id"""


def figures() -> Iterator[dict[str, Any]]:
    from waakvlam.access.identity import acting
    from waakvlam.access.tests import cast

    for size in (10_000, 100_000) if is_full() else (10_000,):
        with acting(cast.who("alice")):
            round = _round(size)
        _analyse()
        ours, floor = _calls(round), _floor(round)
        yield {"name": "take the next person and end the call", "scale": size, "value": ours["both"],
               "unit": "ms", "floor": floor, "goal": "value <= 30"}
        yield {"name": "take the next person", "scale": size, "value": ours["take"], "unit": "ms",
               "floor": None, "goal": "value <= 15"}
        yield {"name": "why nobody can be called now", "scale": size, "value": ours["split"],
               "unit": "ms", "floor": None, "goal": "value <= 1000"}
    yield {"name": "calls a second, fifty callers over HTTP", "scale": 50, "value": _fifty(),
           "unit": "calls/s", "floor": None, "goal": "value >= 10"}


def _round(size: int) -> Any:
    """A running round over `size` households of one tenant with one number. Call it while acting."""
    from tests.concurrency.prepare import make_round
    from waakvlam.access.tests import cast
    from waakvlam.outreach.models import Round

    return Round.objects.get(pk=make_round(cast.who("alice"), size, prefix=f"bench{size}-"))


def _analyse() -> None:
    from django.db import connections

    with connections["owner"].cursor() as db:
        db.execute("vacuum analyze outreach_roundentry, people_household, people_resident, people_phone")
    connections["owner"].close()


def _calls(round: Any) -> dict[str, float]:
    """Median milliseconds, each call in its own committed transaction as a request has it."""
    from waakvlam.access.identity import acting
    from waakvlam.access.tests import cast
    from waakvlam.kit.ids import uuid7
    from waakvlam.outreach import call_queries, calling

    bob, takes, ends = cast.who("bob"), [], []
    for _n in range(TIMES):
        with acting(bob):
            entry, took = _timed(lambda: calling.take_next(round=round, by=bob))
        with acting(bob):
            _attempt, ended = _timed(lambda e=entry: calling.finish(
                attempt_id=uuid7(), entry_id=e.pk, outcome="spoken", by=bob))
        takes.append(took)
        ends.append(ended)
    with acting(bob):
        _split, split = _timed(lambda: call_queries.not_callable(bob, round))
    return {"take": statistics.median(takes), "split": split,
            "both": statistics.median(t + e for t, e in zip(takes, ends, strict=True))}


def _floor(round: Any) -> float:
    from django.db import connection

    from waakvlam.access.identity import acting
    from waakvlam.access.tests import cast

    bob = cast.who("bob")
    given = {"round": round.pk, "network": bob.network_id, "organisation": bob.organisation_id,
             "person": bob.person_id}
    times = []
    for _n in range(TIMES):
        with acting(bob), connection.cursor() as db:
            times.append(_timed(lambda db=db: db.execute(FLOOR, given))[1])
    return statistics.median(times)


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    return act(), (time.perf_counter() - begun) * 1000


def _fifty() -> float:
    """Calls a second that fifty callers get acknowledged, over HTTP, on servers of their own."""
    from tests.concurrency.caller import Caller, Diary
    from tests.concurrency.servers import Servers

    servers = Servers()
    try:
        ground = servers.start(50, 1500)
        diary = Diary(1500, 30)
        callers = [Caller(n, key, ground["round"], servers.port, diary) for n, key in enumerate(ground["sessions"])]
        begun = time.monotonic()
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        return len(diary.acknowledged) / (time.monotonic() - begun)
    finally:
        servers.stop()
