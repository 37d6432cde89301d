"""What the main pages show while they are measured: a register, a round that runs, handovers, the picture of
the neighbourhoods, somebody on the line, and a resident who signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any


@contextmanager
def made(homes: int, handovers: int) -> Iterator[dict[str, Any]]:
    """Ids of the things, on a working day in the afternoon: people can be called and sessions last."""
    from django.db import connections

    from bench import handovers as sent
    from bench import insight
    from waakvlam.access import identity
    from waakvlam.access.tests import cast
    from waakvlam.insight import commands as picture
    from waakvlam.kit.time import at

    with at(_afternoon()):
        entry = _round(homes)
        for first in range(1, handovers + 1, 20_000):
            sent._fill(first, min(first + 19_999, handovers))
        insight.fill(connections["owner"], homes)
        by = identity.system(cast.organisation("netwerk"), "insight")
        with identity.acting(by):
            picture.refresh(by=by)
        ground = {"round_id": entry.round_id, "entry_id": entry.pk, "household_id": entry.household_id,
                  **_one_handover()}
        with connections["owner"].cursor() as db:
            db.execute("vacuum analyze")
        yield ground


def _afternoon() -> datetime:
    """The next Tuesday, at two."""
    from waakvlam.kit.time import AMSTERDAM, today

    day = today() + timedelta(days=1)
    while day.isoweekday() != 2:
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, 14, 0, tzinfo=AMSTERDAM)


def _round(homes: int) -> Any:
    """A round over everybody of 18 and older, called for a week; Bob has somebody on the line."""
    from bench import rounds
    from waakvlam.access import identity
    from waakvlam.access.tests import cast
    from waakvlam.outreach import calling, commands
    from waakvlam.outreach.models import Round
    from waakvlam.outreach.selection import Selection

    alice, bob = cast.who("alice"), cast.who("bob")
    rounds._prepare(homes)
    with identity.acting(alice):
        draft = commands.draft(plan=rounds._plan(alice, Selection(age_from=18)), by=alice, seed=7)
        commands.approve(round=draft, by=alice, later=True)
    rounds._carried_on(alice, draft)
    with identity.acting(alice):
        commands.start(round=Round.objects.get(id=draft.id), by=alice)
    rounds._call(draft.id)
    with identity.acting(bob):
        return calling.take_next(round=Round.objects.get(id=draft.id), by=bob)


def _one_handover() -> dict[str, Any]:
    """A handover under way, and its resident in a browser."""
    from waakvlam.handovers.tests import factories
    from waakvlam.rights.tests import factories as rights

    about = rights.resident()
    handover = factories.under_way(about_resident=about)
    return {"handover_id": handover.pk, "resident": rights.entered(about)}
