"""A household of “wonen” that fell behind, in any stage, and what was told to the municipality."""

from datetime import timedelta
from typing import Any

from waakvlam.access import identity
from waakvlam.access.identity import Who
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.arrears import commands
from waakvlam.arrears.commands.terms import Days
from waakvlam.arrears.models import DebtTerms, Eviction, Notice, Track
from waakvlam.handovers.tests.factories import resident
from waakvlam.kit.time import today

RENT = 683_12
STEPS = (("reminder", "letter"), ("contact", "phone"), ("help", "phone"), ("offered", "letter"))


def who(key: str, purpose: str = Purpose.DEBT) -> Who:
    return cast.who(key, purpose)


def agreed(slug: str = "gemeente", **days: int) -> DebtTerms:
    """What the network agreed, said by the administrator of the municipality."""
    with identity.acting(who("ada", Purpose.ADMINISTRATION)) as by:
        return commands.terms.agree(desk_id=cast.organisation(slug), days=Days(**days), from_on=today(),
                                    source="prestatieafspraken 2026, artikel 4", by=by)


def track(key: str = "alice", name: str = "Ria", cents: int = RENT, days: int = 40) -> Track:
    home = resident(key, name)
    with identity.acting(who(key)) as by:
        return commands.tracks.open_track(household_id=home.household_id, amount_cents=cents,
                                          since=today() - timedelta(days=days), by=by)


def act(key: str, command: Any, subject: Any, **given: Any) -> Any:
    """Run a command as this person, in a transaction of its own."""
    name = {Track: "track", Notice: "notice", Eviction: "eviction"}[type(subject)]
    with identity.acting(who(key)) as by:
        return command(**{name: subject}, by=by, **given)


def written(made: Track, *verbs: str, key: str = "alice") -> Track:
    """These steps of today, in their usual way."""
    for verb in verbs:
        made = act(key, commands.tracks.write, made, verb=verb, on_day=today(), how=dict(STEPS)[verb])
    return made


def ready(**given: Any) -> Track:
    """The four conditions are met; the network agreed on its terms."""
    agreed()
    return written(track(**given), *(verb for verb, _how in STEPS))


def signal(**given: Any) -> Notice:
    return act("alice", commands.sending.signal, ready(**given))


def accepted(key: str = "charlie", **given: Any) -> Notice:
    return act(key, commands.answering.accept, signal(**given))


def judged(**given: Any) -> Track:
    made = track(**given)
    for stage in ("collection", "judgment"):
        made = act("alice", commands.tracks.escalate, made, to=stage, on_day=today())
    return made


def eviction(days: int = 60, **given: Any) -> Eviction:
    """Planned, further ahead than the desk must know."""
    agreed()
    return act("alice", commands.evictions.plan, judged(**given), court="Rechtbank Noord-Holland", judged_on=today(),
               evict_on=today() + timedelta(days=days))


def again(made: Any, key: str = "alice") -> Any:
    """The row as this person sees it now."""
    with identity.acting(who(key)):
        return type(made).objects.get(pk=made.pk)
