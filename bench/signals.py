"""Signals: the board and each of its filters, other lists, searching, and what taking one in costs; at a million.

The fixed cost of a page is what it takes among 10,000 signals above the hand-written statement there: session, rights,
rendering forty lines. What it takes above that among a million may be three times the statement. Small and large stand in
two databases of one server and are asked in turns, so that whatever else the machine does weighs on both. `python -m bench.signals SECONDS` is a process that takes signals in.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from bench import signals_http
from bench.scale import is_full
from bench.timing import in_turns, middle, row

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
# Name → (address, list, what narrows the floor). Each fills a page of 40 at either size.
LISTS = {
    "the board": ("", "signal", ""),
    "passed on": ("gegeven/", "signal_given", ""),
    "state: new": ("?staat=new", "signal", "and r.status = 'new'"),
    "state: closed": ("?staat=closed", "signal", "and r.status = 'closed'"),
    "topic": ("?onderwerp=household", "signal", "and r.topic = 'household'"),
    "area": ("?buurt=BU00000007", "signal", "and r.neighbourhood_code = 'BU00000007'"),
    "urgency: soon": ("?urgentie=soon", "signal", "and r.urgency = 'soon'"),
    "urgency: danger": ("?urgentie=danger", "signal", "and r.urgency = 'danger'"),
    "kind": ("?soort=home", "signal", "and r.nature = 'home'"),
    "mine": ("?van=mij", "signal", "and r.held_by = %(me)s"),
    "state and area": ("?staat=closed&buurt=BU00000012", "signal", "and r.status = 'closed' and r.neighbourhood_code = 'BU00000012'"),
    "state and danger": ("?staat=closed&urgentie=danger", "signal", "and r.status = 'closed' and r.urgency = 'danger'"),
}
# What is rare: a full page of many, two lines of few; or nothing at all. Only beside the floor.
RARE = {
    "new in one area": ("?staat=new&buurt=BU00000012", "signal", "and r.status = 'new' and r.neighbourhood_code = 'BU00000012'"),
    "new and danger: none": ("?staat=new&urgentie=danger", "signal", "and r.status = 'new' and r.urgency = 'danger'"),
    "an area without any": ("?buurt=BU00000999", "signal", "and r.neighbourhood_code = 'BU00000999'"),
}
# Screens beside the board, against themselves only: name → (address, purpose).
SCREENS = {
    "brought in": ("/signalen/gemeld/", "signal"), "the open pool": ("/signalen/pot/", "signal"),
    "the pool, one topic": ("/signalen/pot/?onderwerp=money", "signal"), "saved lists": ("/signalen/lijsten/", "signal"),
    "looking back": ("/signalen/terugblik/", "signal"), "gone silent": ("/stil/", "breakthrough"),
    "calls for a decision": ("/stil/besluiten/", "breakthrough"), "arrears": ("/huurachterstand/", "debt"),
    "arrears, one stage": ("/huurachterstand/?stand=contact", "debt"), "search over HTTP": ("/signalen/zoeken/?q=schimmel", "signal"),
}
SOUGHT = {
    "a name": "van der Jansstra", "a name with a slip": "Kowlaskamp", "an address": "zwaluwstraat 12", "a postcode": "1512 CD",
    "a word in one of ten": "schimmel", "two words": "muziek galerij", "a word and a street": "gordijnen duinlaan",
    "what nobody has": "xylofoon", "the beginning of a word": "geschr"}


def figures() -> Iterator[dict[str, Any]]:
    from bench import signals_data as data

    small, large = (10_000, 1_000_000) if is_full() else (1_000, 10_000)
    if (there := data.holds()) < large:
        data.fill(there + 1, small)
        data.copy(data.SMALL)
        data.fill(small + 1, large)
    at = At(data.SMALL)
    yield from _lists(at, small, large)
    yield from _screens(at, small, large)
    for name, words in SOUGHT.items():
        yield row(f"signals: search {name}", large, _search("alice", words), "ms", goal="value <= 100")
    yield row("signals: search a name, a small organisation", large, _search("eva", "Janssen"), "ms", goal="value <= 100")
    yield row("signals: take one in (log, routing, clock, what finds it)", large, _taking_in(), "ms", goal="value <= 15")
    seconds = 20 if is_full() else 4
    yield row("signals: taken in per second by four at once", large, _sustained(4, seconds), "/s", goal="value >= 200")
    yield row("signals: taken in per second over HTTP, 20 a request", large, signals_http.sustained(seconds, each=20), "/s", goal="value >= 200")
    yield row("signals: taken in per second over HTTP, one a request", large, signals_http.sustained(seconds), "/s", goal="value >= 200")


class At:
    """Connections to the small database beside those to the large one."""

    def __init__(self, small: str) -> None:
        from django.db import connections

        self.large = {alias: connections[alias] for alias in ("default", "owner")}
        self.small = {alias: one.copy(alias) for alias, one in self.large.items()}
        for one in self.small.values():
            one.settings_dict = {**one.settings_dict, "NAME": small}

    @contextmanager
    def few(self) -> Iterator[None]:
        from django.db import connections

        for alias, one in self.small.items():
            connections[alias] = one
        try:
            yield
        finally:
            for alias, one in self.large.items():
                connections[alias] = one


def _lists(at: At, small: int, large: int) -> Iterator[dict[str, Any]]:
    """Each list four ways in turns: the page and its floor, of few and of many. What few cost above their floor is fixed."""
    fixed = 0.0
    for name, (address, kept_in, narrowed) in (LISTS | RARE).items():
        page, floor = Page("alice", f"/signalen/{address}"), Floor("alice", kept_in, narrowed)
        with at.few():
            few = Page("alice", f"/signalen/{address}")
        taken, by_hand, before, least = in_turns(page, floor, lambda few=few: _few(at, few), lambda floor=floor: _few(at, floor))
        if name in LISTS:
            fixed = before - least
            yield row(f"signals: {name}, against itself at {small:,}", large, taken, "ms", before, "ratio <= 1.3")
            yield row(f"signals: {name}, fixed cost of the page", large, fixed, "ms")
        yield row(f"signals: {name}, above the fixed cost", large, max(taken - fixed, 0), "ms", by_hand, "ratio <= 3")


def _screens(at: At, small: int, large: int) -> Iterator[dict[str, Any]]:
    for name, (address, purpose) in SCREENS.items():
        page = Page("alice", address, purpose)
        with at.few():
            few = Page("alice", address, purpose)
        taken, before = in_turns(page, lambda few=few: _few(at, few))
        yield row(f"signals: {name}, against itself at {small:,}", large, taken, "ms", before, "ratio <= 1.3")


def _few(at: At, run: Callable[[], Any]) -> None:
    with at.few():
        run()


class Page:
    """The whole page, as a browser would ask it. Raises RuntimeError where it does not answer."""

    def __init__(self, key: str, address: str, purpose: str = "signal") -> None:
        from django.test import Client

        from waakvlam.access.tests import cast

        self.client, self.address = Client(), address
        session = self.client.session
        session["person"], session["membership"], session["purpose"] = str(cast.who(key).person_id), str(cast.membership(key)), purpose
        session.save()
        self.client.cookies["waakvlam"] = session.session_key
        self()

    def __call__(self) -> None:
        if (answer := self.client.get(self.address)).status_code != 200:
            raise RuntimeError(f"{self.address} answered {answer.status_code}")


class Floor:
    """The same rows by hand, without the wall."""

    def __init__(self, key: str, kept_in: str, narrowed: str) -> None:
        from waakvlam.signals.tests import factories as make

        who = make.who(key)
        self.sql, self.given = _FLOOR.format(list=kept_in, narrowed=narrowed), {"us": who.organisation_id, "me": who.person_id}

    def __call__(self) -> None:
        from django.db import connections

        with connections["owner"].cursor() as db:
            db.execute(self.sql, self.given)
            db.fetchall()


def _search(key: str, words: str) -> float:
    """Milliseconds of the search with all that its page shows, behind the wall."""
    from waakvlam.access import identity
    from waakvlam.signals import queries
    from waakvlam.signals.tests import factories as make

    who = make.who(key)
    with identity.acting(who):
        return middle(lambda: queries.found(who, queries.Sought(words)), 15)


def _take_in(n: int) -> None:
    """One whole request's work: identity, everything that is written, its lines in the log, commit."""
    from waakvlam.access import audit, identity
    from waakvlam.kit.ids import uuid7
    from waakvlam.signals import commands
    from waakvlam.signals.tests import factories as make

    id_: UUID = uuid7()
    audit.begin()
    with identity.acting(make.who("alice")) as by:
        commands.take_in(id=id_, telling=make.telling(house_number=str(n % 180)), by=by)
        audit.flush(by)


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
