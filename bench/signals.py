"""Signals: the board and each of its filters, searching, and what taking one in costs; at 10,000 and at 1,000,000.

The fixed page cost is the board of an organisation with some thirty signals, over HTTP, without its own floor:
session, rights, rendering. What a list of the large organisation takes above that may be three times the
hand-written statement. `python -m bench.signals SECONDS` is a process that takes signals in.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from bench.scale import is_full
from bench.timing import middle, row

_FLOOR = """
select r.subject_id, r.sort_at, s.*, p.name, o.name, c.observation, c.street, c.house_number, k.kind, k.due_at, k.step
  from access_reach r join signals_signal s on s.id = r.subject_id join access_organisation o on o.id = s.holder_id
  left join access_person p on p.id = s.holder_person_id
  left join lateral (select c.* from signals_signalcontent c where c.signal_id = s.id and exists (
    select 1 from access_reach e where e.subject_id = s.id and e.organisation_id = %(us)s and e.compartment = 'content' and e.ended_at is null)
    order by c.version desc limit 1) c on true
  left join access_clock k on k.subject_id = s.id and k.stopped_at is null and k.kind like 'signal.%%'
 where r.organisation_id = %(us)s and r.subject_kind = '{list}' and r.compartment = 'work' and r.purpose = 'signal' and r.ended_at is null
   {narrowed} order by r.sort_at desc, r.subject_id desc limit 41"""
# Name → (address, list, what narrows the floor).
LISTS = {
    "the board": ("", "signal", ""),
    "passed on": ("gegeven/", "signal_given", ""),
    "state: new": ("?staat=new", "signal", "and r.status = 'new'"),
    "state: closed": ("?staat=closed", "signal", "and r.status = 'closed'"),
    "topic": ("?onderwerp=household", "signal", "and r.topic = 'household'"),
    "area": ("?buurt=BU00000007", "signal", "and r.neighbourhood_code = 'BU00000007'"),
    "urgency: soon": ("?urgentie=soon", "signal", "and s.urgency = 'soon'"),
    "urgency: danger": ("?urgentie=danger", "signal", "and s.urgency = 'danger'"),
    "kind": ("?soort=home", "signal", "and s.kind = 'home'"),
    "mine": ("?van=mij", "signal", "and s.holder_person_id = %(me)s"),
    "state and area": ("?staat=new&buurt=BU00000012", "signal", "and r.status = 'new' and r.neighbourhood_code = 'BU00000012'"),
    "state and danger": ("?staat=new&urgentie=danger", "signal", "and r.status = 'new' and s.urgency = 'danger'"),
}
SOUGHT = {
    "a name": "van der Jansstra", "a name with a slip": "Kowlaskamp", "an address": "zwaluwstraat 12", "a postcode": "1512 CD",
    "a word in one of ten": "schimmel", "two words": "muziek galerij", "a word and a street": "gordijnen duinlaan",
    "what nobody has": "xylofoon", "the beginning of a word": "geschr"}


def figures() -> Iterator[dict[str, Any]]:
    from bench import signals_data as data

    small, large = (10_000, 1_000_000) if is_full() else (1_000, 10_000)
    data.fill(1, small)
    fixed = max(_page("eva", "") - _floor("eva", "signal", ""), 0)
    yield row("signals: fixed cost of a page", small, fixed, "ms")
    before = {name: _page("alice", LISTS[name][0]) for name in LISTS}
    data.fill(small + 1, large)
    for name, (address, kept_in, narrowed) in LISTS.items():
        taken = _page("alice", address)
        yield row(f"signals: {name}, against itself at {small:,}", large, taken, "ms", before[name], "ratio <= 1.3")
        yield row(f"signals: {name}, above the fixed cost", large, max(taken - fixed, 0), "ms", _floor("alice", kept_in, narrowed), "ratio <= 3")
    for name, words in SOUGHT.items():
        yield row(f"signals: search {name}", large, _search("alice", words), "ms", goal="value <= 100")
    yield row("signals: search a name, a small organisation", large, _search("eva", "Janssen"), "ms", goal="value <= 100")
    yield row("signals: search over HTTP", large, _page("alice", "zoeken/?q=schimmel"), "ms")
    yield row("signals: take one in (log, routing, clock, what finds it)", large, _taking_in(), "ms", goal="value <= 15")
    yield row("signals: taken in per second by four at once", large, _sustained(4, 20 if is_full() else 4), "/s", goal="value >= 200")


def _floor(key: str, kept_in: str, narrowed: str) -> float:
    from django.db import connections

    from waakvlam.signals.tests import factories as make

    who, sql = make.who(key), _FLOOR.format(list=kept_in, narrowed=narrowed)

    def fetch() -> None:
        with connections["owner"].cursor() as db:
            db.execute(sql, {"us": who.organisation_id, "me": who.person_id})
            db.fetchall()

    return middle(fetch, 15)


def _page(key: str, address: str) -> float:
    """Milliseconds of the whole page, as a browser would ask it."""
    from django.test import Client

    from waakvlam.access.tests import cast

    client = Client()
    session = client.session
    session["person"], session["membership"], session["purpose"] = str(cast.who(key).person_id), str(cast.membership(key)), "signal"
    session.save()
    client.cookies["waakvlam"] = session.session_key
    if client.get(f"/signalen/{address}").status_code != 200:
        raise RuntimeError(f"/signalen/{address} did not answer")
    return middle(lambda: client.get(f"/signalen/{address}"), 15)


def _search(key: str, words: str) -> float:
    """Milliseconds of the search with all that its page shows, behind the wall."""
    from waakvlam.access import identity
    from waakvlam.signals import queries
    from waakvlam.signals.tests import factories as make

    who = make.who(key)
    with identity.acting(who):
        return middle(lambda: queries.found(who, queries.Sought(words)), 15)


def _take_in(n: int) -> None:
    """One whole request's work: identity, everything that is written, commit."""
    from waakvlam.access import identity
    from waakvlam.kit.ids import uuid7
    from waakvlam.signals import commands
    from waakvlam.signals.tests import factories as make

    id_: UUID = uuid7()
    with identity.acting(make.who("alice")) as by:
        commands.take_in(id=id_, telling=make.telling(house_number=str(n % 180)), by=by)


def _taking_in() -> float:
    return middle(lambda: _take_in(1), 200)


def _sustained(processes: int, seconds: int) -> float:
    """Signals a second, by so many processes for so long."""
    begun = [subprocess.Popen([sys.executable, "-m", "bench.signals", str(seconds)], stdout=subprocess.PIPE, text=True)
             for _n in range(processes)]
    return sum(int(one.communicate()[0]) for one in begun) / seconds


def main(seconds: int) -> None:
    import django

    django.setup()
    for n in range(10):
        _take_in(n)
    done, until = 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        _take_in(done)
        done += 1
    print(done)


if __name__ == "__main__":
    main(int(sys.argv[1]))
