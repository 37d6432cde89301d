"""The nightly run: 100,000 calls over their term in one night, beside one plain statement, and its longest lock."""

import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from bench.scale import is_full


def figures() -> Iterator[dict[str, Any]]:
    from django.db import connections

    from waakvlam.access.identity import system
    from waakvlam.access.tests import cast
    from waakvlam.access.words import Purpose
    from waakvlam.keeping import sweeping

    rows = 100_000 if is_full() else 5_000
    _fill(rows)
    with connections["owner"].cursor() as db:
        db.execute("begin")
        begun = time.perf_counter()
        db.execute("update outreach_attempt set observation = '', interpretation = '', source = '', before = '{}', resident_id = null")
        floor = time.perf_counter() - begun
        db.execute("rollback")
        db.execute("vacuum analyze outreach_attempt")
    longest, real = 0.0, sweeping._batch

    def timed(*given: Any) -> None:
        nonlocal longest
        begun = time.perf_counter()
        real(*given)
        longest = max(longest, time.perf_counter() - begun)

    begun = time.perf_counter()
    with patch.object(sweeping, "_batch", timed):
        run = sweeping.sweep(system(cast.organisation("wonen"), Purpose.ADMINISTRATION))
    took = time.perf_counter() - begun
    assert run.gone["outreach_attempt"] == rows, run.gone
    yield {"name": "keeping: a night", "scale": rows, "value": took, "unit": "s", "floor": floor,
           "goal": "value <= 60" if is_full() else ""}
    yield {"name": "keeping: longest transaction of that night", "scale": rows, "value": longest, "unit": "s",
           "floor": None, "goal": "value <= 1" if is_full() else ""}


def _fill(rows: int) -> None:
    """Calls of two years ago, on one household of a round that has ended."""
    from django.db import connections

    from waakvlam.access.identity import acting
    from waakvlam.access.tests import cast
    from waakvlam.outreach.models import RoundEntry
    from waakvlam.outreach.tests.calls import round_of

    with acting(cast.who("alice")) as by:
        entry = RoundEntry.objects.filter(round=round_of(by, 1)).get()
    with connections["owner"].cursor() as db:
        db.execute("""insert into outreach_attempt (id, network_id, organisation_id, created_at, round_id, entry_id, household_id,
                          at, channel, outcome, reached, part_of_day, observation, interpretation, source, words_kept, before)
                      select gen_random_uuid(), %s, %s, now(), %s, %s, %s, now() - interval '2 years', 'phone', 'spoken', true,
                             'morning', 'Zij vertelde hoe het ging, en dat was goed.', '', 'zelf gehoord', false, '{"entry": {}}'
                        from generate_series(1, %s)""",
                   [by.network_id, by.organisation_id, entry.round_id, entry.pk, entry.household_id, rows])
        db.execute("analyze outreach_attempt")
