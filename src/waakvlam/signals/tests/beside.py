"""Signals of several organisations about one home, compared as the nightly job does, and answered."""

from collections.abc import Callable, Iterable
from typing import Any

from waakvlam.access import identity
from waakvlam.access.covenant import agreement, proposals, proposing
from waakvlam.access.covenant.lines import Agreement, Line, agreed
from waakvlam.access.tests import cast
from waakvlam.access.words import Category, Ground, Purpose
from waakvlam.kit.time import today
from waakvlam.signals import commands, queries, tasks
from waakvlam.signals.commands import Passed
from waakvlam.signals.models import Signal
from waakvlam.signals.tests import factories as make

PHONE = "075 123 45 67"
SLUGS = ("wonen", "gemeente", "anders", "zorg")
SLUG_OF = {cast.organisation(slug): slug for slug in SLUGS}
SAID = Passed("agrees", "Zij zei: dat mag.")


def compare(slugs: Iterable[str] = SLUGS) -> int:
    """Returns how many hints came."""
    return sum(tasks.compare_signals_of(str(cast.organisation(slug))) for slug in slugs)


def seen(key: str, signal: Signal) -> queries.Together | None:
    with identity.acting(make.who(key)) as by:
        return queries.together(by, Signal.objects.get(pk=signal.pk))


def say(key: str, signal: Signal, phone: str = PHONE) -> bool:
    with identity.acting(make.who(key)) as by:
        return commands.together.agree(signal=signal, phone=phone, by=by)


def refuse(key: str, signal: Signal) -> None:
    with identity.acting(make.who(key)) as by:
        commands.together.decline(signal=signal, by=by)


def give(key: str, signal: Signal, to: str, passed: Passed = SAID) -> None:
    with identity.acting(make.who(key)) as by:
        commands.giving.give(signal=signal, to=cast.organisation(to), passed=passed, reason="area", by=by)


def pair(**given: Any) -> tuple[Signal, Signal]:
    """Of “wonen” and the municipality about one home, each with its hint."""
    made = make.brought(**given), make.brought("carla", **given)
    assert compare() == 2
    return made


def known(key: str, signal: Signal) -> list[str]:
    """Whom they may speak with."""
    found = seen(key, signal)
    return [SLUG_OF[met.other] for met in found.met] if found else []


def agree_anew_for(kind: str) -> None:
    """A next version of the covenant, without the lines of this kind on guidance and nuisance."""
    _agree(lambda lines: [x for x in lines if x.kind != kind or x.category not in (Category.GUIDED, Category.NUISANCE)])


def agree_anew(*, without: str = "", besides: str = "") -> None:
    """A next version of the covenant, by two administrators: no kind `without`, and a line for kind `besides`, may know."""
    more = [Line(besides, Purpose.SIGNAL, Category.TOGETHER, Ground.INTEREST, 90, "zo spraken we af")] if besides else []
    _agree(lambda lines: [x for x in lines if not (x.category == Category.TOGETHER and x.kind == without)] + more)


def _agree(change: Callable[[Iterable[Line]], list[Line]]) -> None:
    with identity.acting(cast.who("admin")) as by:
        now: Agreement = agreement(proposals.newest(by).id)
        made = proposing.propose(content=agreed(change(now.lines), now.switches), in_force_from=today(), reason="zo spraken we af", by=by)
    with identity.acting(cast.who("ada")) as by:
        proposing.approve(proposal=made, by=by)
