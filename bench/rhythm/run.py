"""The month, an hour of work at a time. Routing, terms, the ladder of silence and the ceiling are the product's own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from waakvlam.access.clocks import LADDER
from waakvlam.access.models import Clock
from waakvlam.kit.time import AMSTERDAM, at, is_working_day, working_days_from
from waakvlam.signals import routing
from waakvlam.signals.commands.pooling import CEILING, POOL_DAYS
from waakvlam.signals.models import RoutingRule, Urgency
from waakvlam.signals.waiting import ACT_DAYS, until

from .town import BY_ID, FIRST, LOOK, PARTNERS, Coming

HOURS = range(9, 17)
LAST = 90  # days after the first: by then it is told who still waits


@dataclass(eq=False)
class Open:
    """A signal that nobody acted on yet. `next_at` is when its clock climbs; `step` how far it did."""

    came: Coming
    holder: str
    due_at: datetime
    next_at: datetime
    giver: str = ""
    step: int = Clock.Step.RUNNING
    pooled_until: datetime | None = None
    claimed: bool = False
    looked: bool = False
    acted_at: datetime | None = None


@dataclass
class Way:
    """How partners work: whether clocks run, whether there is a pool to claim from, and which they take first without clocks."""

    clocks: bool
    claims: bool
    newest_first: bool = True


@dataclass
class Run:
    """One month in one way. `done` holds all signals at the end, acted on or not."""

    way: Way
    rules: list[RoutingRule]
    piles: dict[str, list[Open]] = field(default_factory=lambda: {slug: [] for slug in PARTNERS})
    room: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PARTNERS, 0.0))
    pool: list[Open] = field(default_factory=list)
    done: list[Open] = field(default_factory=list)
    climbed: dict[int, int] = field(default_factory=dict)
    full: frozenset[UUID] = frozenset()

    def month(self, coming: list[Coming]) -> "Run":
        waiting = iter(coming)
        following = next(waiting, None)
        for hour in hours():
            if hour.hour == HOURS[0]:
                self._morning()
            while following is not None and following.at <= hour:
                self._comes(following)
                following = next(waiting, None)
            if self.way.clocks:
                self._look_at_clocks(hour)
            for slug in PARTNERS:
                self._work(slug, hour)
        return self

    def _morning(self) -> None:
        """Each says in the directory whether it is full: more waiting than it can do in the time it has to act."""
        self.full = frozenset(p.id for p in PARTNERS.values() if len(self.piles[p.slug]) > p.a_day * ACT_DAYS)
        self.room = {slug: min(self.room[slug], 1.0) for slug in PARTNERS}  # what was not used yesterday is gone

    def _comes(self, came: Coming) -> None:
        facts = routing.Facts(came.kind, came.topic, came.area, came.urgency, "form")
        found = routing.chosen(self.rules, facts, came.at, came.district, self.full)
        holder = BY_ID[found.holder_id].slug if found else came.taker
        made = Open(came, holder, came.at, came.at, giver=came.taker if found else "")
        self.done.append(made)
        self._to(made, holder, came.at)

    def _to(self, signal: Open, slug: str, moment: datetime) -> None:
        """Somebody is to look at it, within the term of its urgency."""
        with at(moment):
            term = until(signal.came.urgency)
        signal.holder, signal.step, signal.looked, signal.pooled_until = slug, Clock.Step.RUNNING, False, None
        signal.due_at = signal.next_at = term["due_at"] if "due_at" in term else working_days_from(moment, term["working_days"])
        self.piles[slug].append(signal)

    def _work(self, slug: str, hour: datetime) -> None:
        """An hour of this partner: its pile in its order, then what it may claim."""
        self.room[slug] += PARTNERS[slug].a_day / len(HOURS)
        pile = self.piles[slug]
        pile.sort(key=self._order, reverse=True)
        while pile and self.room[slug] > 0:
            self._handle(slug, pile.pop(), hour)
        while self.way.claims and self.room[slug] > 0 and (found := self._to_claim(slug)):
            self.pool.remove(found)
            found.claimed = True
            self._to(found, slug, hour)
            self._handle(slug, self.piles[slug].pop(), hour)

    def _order(self, signal: Open) -> tuple[bool, float]:
        """Danger first, always; then by term where there are clocks, else as the pile lies."""
        came = signal.came.at.timestamp()
        last = signal.due_at.timestamp() if self.way.clocks else -came if self.way.newest_first else came
        return signal.came.urgency != Urgency.DANGER, last

    def _handle(self, slug: str, signal: Open, hour: datetime) -> None:
        """Act where it can; else pass it on to who says to have room. Over its own measure it offers what others can do too."""
        able = slug in signal.came.able
        crowded = PARTNERS[slug].id in self.full and len(signal.came.able) > 1 and not signal.claimed
        if able and not (self.way.claims and crowded and signal.came.urgency == Urgency.NORMAL):
            self.room[slug] -= 1
            signal.acted_at = hour
            return
        self.room[slug] -= LOOK
        if self.way.claims:
            signal.pooled_until = working_days_from(hour, POOL_DAYS)
            self.pool.append(signal)
        else:
            self._give(signal, slug, hour)

    def _give(self, signal: Open, slug: str, hour: datetime) -> None:
        """To the first that does this: who has room is not known until somebody tells."""
        signal.giver = slug
        self._to(signal, next(s for s in signal.came.able if s != slug), hour)

    def _to_claim(self, slug: str) -> Open | None:
        have = sum(s.claimed for s in self.piles[slug])
        fitting = (s for s in self.pool if slug in s.came.able and s.holder != slug)
        return next(fitting, None) if have < CEILING else None

    def _look_at_clocks(self, hour: datetime) -> None:
        for signal in [s for s in self.pool if s.pooled_until and s.pooled_until <= hour]:
            self.pool.remove(signal)  # nobody took it: whoever put it there decides
            self._give(signal, signal.holder, hour)
        for slug, pile in self.piles.items():
            for signal in [s for s in pile if s.next_at <= hour]:
                self._climb(slug, signal, hour)

    def _climb(self, slug: str, signal: Open, hour: datetime) -> None:
        """The ladder of the product: reminder, backup, whoever gave it, the mandate."""
        signal.step = min(signal.step + 1, Clock.Step.MANDATE)
        self.climbed[signal.step] = self.climbed.get(signal.step, 0) + 1
        wait = LADDER.get(Clock.Step(signal.step))
        signal.next_at = working_days_from(hour, wait) if wait else hour + timedelta(days=1)
        others = [s for s in signal.came.able if s != slug]
        if signal.step == Clock.Step.COORDINATOR and self.way.claims and others:
            self.piles[slug].remove(signal)
            signal.pooled_until = working_days_from(hour, POOL_DAYS)
            self.pool.append(signal)
        elif signal.step == Clock.Step.MANDATE:
            quietest = min(signal.came.able, key=lambda s: len(self.piles[s]) / PARTNERS[s].a_day)
            self.piles[slug].remove(signal)
            self._to(signal, quietest, hour)
            signal.due_at = signal.came.at  # first in the pile: it was told to


def hours() -> Iterator[datetime]:
    """Every hour in which people work, in Amsterdam."""
    for n in range(LAST):
        day = FIRST + timedelta(days=n)
        if is_working_day(day.date()):
            for hour in HOURS:
                yield datetime(day.year, day.month, day.day, hour, 30, tzinfo=AMSTERDAM)
