"""Jobs under every identity: what work in the background of each organisation, for each purpose, can come across, and leaves."""

import random
from datetime import timedelta

import pytest
from django.db import connection

from tests.locks.walls import WALLED
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.exchange.tasks import ship_lines
from waakvlam.keeping.tasks import keep_terms
from waakvlam.kit.time import at, now, today
from waakvlam.maintenance.tasks import settle_what_closed
from waakvlam.outreach.tasks import count_coverage
from waakvlam.rights.tasks import forget_visits

from . import tally
from .acting import SAMPLE
from .calling import told as told_of
from .reading import Secret
from .test_messages import ORGANISATIONS, judged

pytestmark = [pytest.mark.proves("C19", "R2", "R9"), pytest.mark.slow]
# Words of one's own of which the page went with the reach of the handover: the note of who received it.
STILL_OWN = {("zorg", "note", "gone_from_ended")}
READABLE = sorted(table for table, wall in WALLED.items() if "select" in wall.verbs)
EVERYTHING = " union all ".join(f'select coalesce(string_agg(row_to_json(t)::text, chr(10)), \'\') from "{table}" t' for table in READABLE)


def others(slug: str, found: set[Secret]) -> list[str]:
    """Words that nobody of this organisation may read."""
    return sorted(s.word for s in found if slug not in {r[0] for r in s.readers.relations} and (slug, s.thing, s.state) not in STILL_OWN)


def read_by_a_job(slug: str, purpose: str) -> str:
    """Every row of every table, by raw SQL."""
    with identity.acting(identity.system(cast.organisation(slug), purpose)), connection.cursor() as db:
        db.execute("set local jit = off")  # compiling a statement over every table takes far longer than running it
        return "\n".join(row[0] for row in db.cursor.execute(EVERYTHING, prepare=True).fetchall())


def _purposes(slug: str) -> list[Purpose]:
    """Handovers, and two others that differ by the day; all of them with `make matrix`."""
    others = [p for p in sorted(Purpose) if p != Purpose.HANDOVER]
    if SAMPLE != "all":
        others = random.Random(f"{today().toordinal()} {slug}").sample(others, 2)
    return [Purpose.HANDOVER, *others]


@pytest.mark.parametrize("slug", ORGANISATIONS)
def test_a_job_comes_across_no_words_that_nobody_of_its_organisation_may_read(matrix, slug):
    wrong: dict[str, object] = {}
    seen = set()
    for purpose in _purposes(slug):
        found = matrix.finder(read_by_a_job(slug, purpose))
        tally.add(calls=1, cells=len(matrix.planted.secrets))
        seen |= found
        if leak := others(slug, found):
            wrong[f"{slug} for {purpose}"] = leak
    assert not wrong, told_of(wrong)
    assert bool(seen) == any(slug in {r[0] for r in s.readers.relations} for s in matrix.planted.secrets), "it reads nothing at all"


def test_the_work_of_every_night_sends_and_shows_nobodys_words(matrix, caplog):
    """Coverage, core teams, terms of keeping, visits of residents, lines of the log: a month later."""
    with at(now() + timedelta(days=30)):
        for job in (count_coverage, settle_what_closed, keep_terms, forget_visits, ship_lines):
            job(0)
    assert not (wrong := judged(matrix)), told_of(wrong)
    logged = matrix.finder(caplog.text)
    assert not logged, sorted(s.word for s in logged)
    wrong = {}
    for slug in ORGANISATIONS:
        if leak := others(slug, matrix.finder(read_by_a_job(slug, Purpose.CALL_ROUND))):
            wrong[slug] = leak
    assert not wrong, told_of(wrong)
