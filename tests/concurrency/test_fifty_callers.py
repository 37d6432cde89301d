"""Fifty callers on one round of 1,500, over HTTP, while web server and database are killed."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from tests.concurrency.caller import Caller, Diary
from tests.concurrency.servers import NAME, Servers

CALLERS, HOUSEHOLDS, SECONDS = 50, 1500, 600


@pytest.fixture
def servers() -> Iterator[Servers]:
    made = Servers()
    try:
        yield made
    finally:
        made.stop()


@pytest.mark.slow
@pytest.mark.proves("C1")
def test_fifty_callers_get_everybody_once_while_the_servers_are_killed(servers: Servers) -> None:
    ground = servers.start(CALLERS, HOUSEHOLDS)
    diary = Diary(HOUSEHOLDS, SECONDS)
    callers = [Caller(n, key, ground["round"], servers.port, diary) for n, key in enumerate(ground["sessions"])]
    for caller in callers:
        caller.start()
    when(diary, HOUSEHOLDS // 4)
    servers.kill_web()
    servers.start_web()
    when(diary, HOUSEHOLDS // 2)
    servers.kill_database()
    servers.start_database()
    for caller in callers:
        caller.join(SECONDS)

    assert not diary.wrong
    assert diary.again > 0, "nothing was interrupted: the kills came too late"
    assert len(diary.acknowledged) == HOUSEHOLDS
    twice = {url: who for url, who in diary.handed.items() if len(who) > 1}
    assert not twice, "handed to two callers"
    assert_kept_once(servers, diary)


def when(diary: Diary, acknowledged: int) -> None:
    while len(diary.acknowledged) < acknowledged and not diary.is_over():
        time.sleep(0.02)


def assert_kept_once(servers: Servers, diary: Diary) -> None:
    """Every acknowledged outcome is there exactly once, nobody is left, every act has its event."""
    with psycopg.connect(servers.database.dsn(database=NAME)) as db:
        attempts = {row[0]: row[1] for row in db.execute("select id, entry_id from outreach_attempt")}
        states = dict(db.execute("select state, count(*) from outreach_roundentry group by 1").fetchall())
        leased = db.execute("select count(*) from outreach_roundentry where lease_person_id is not null").fetchone()
        acts = db.execute("select count(*), count(distinct subject_id) from access_audit where verb = 'call.finish'").fetchone()
    assert {a: f"/belacties/beurt/{e}/" for a, e in attempts.items()} == diary.acknowledged
    assert len(set(attempts.values())) == HOUSEHOLDS
    assert states == {"done": HOUSEHOLDS}
    assert leased == (0,)
    assert acts == (HOUSEHOLDS, HOUSEHOLDS)
