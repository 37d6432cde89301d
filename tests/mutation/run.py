"""Run mutants and write down which were noticed."""

import os
import random
import re
from collections.abc import Sequence
from pathlib import Path

from waakvlam.kit.time import today

from .mutant import Mutant

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "mutants.md"
# Mutants that change nothing: what is taken away is also held by something else in the same lock.
# The subselect on reach is itself behind the wall of reach, which asks the same three things.
SHARED = re.compile(r"^handovers_(decision|helpedanswer|handover|step|explanation|handovercontent), (select|insert): "
                    r"without `network_id = wall_network\(\)`$")
EQUIVALENT_IN_REACH = {
    "`r.organisation_id = wall_organisation()`": "held by the wall of reach too",
    "`(wall_only() is null or wall_only() = r.subject_id)`": "held by the wall of reach too"}
# How many a day; "all"; "unnoticed", those of unnoticed.txt; or a regular expression of names.
SAMPLE = os.environ.get("WAAKVLAM_MUTANTS", "24")


def chosen(mutants: Sequence[Mutant]) -> list[Mutant]:
    """All of them, those that were asked for, or a sample that is another one each day."""
    if SAMPLE == "all":
        return list(mutants)
    if not SAMPLE.isdigit():
        return [m for m in mutants if (m.what in UNNOTICED if SAMPLE == "unnoticed" else re.search(SAMPLE, m.what))]
    return random.Random(today().toordinal()).sample(list(mutants), min(int(SAMPLE), len(mutants)))


def survivors(mutants: Sequence[Mutant]) -> list[str]:
    """What nobody noticed, equivalents left out; writes the table where all ran."""
    told = {m.what: (m.lock, m.noticed()) for m in chosen(mutants)}
    if SAMPLE == "all":
        write(told)
    return [what for what, (_lock, noticed) in told.items() if not noticed and not why(what)] + [
        f"is noticed, take it from unnoticed.txt: {what}" for what, (_lock, noticed) in told.items()
        if noticed and what in UNNOTICED and not SAMPLE.isdigit()]


def why(what: str) -> str:
    """Why nothing could notice this one, or nothing."""
    if SHARED.match(what):
        return "held by the wall of reach too"
    held = next((reason for part, reason in EQUIVALENT_IN_REACH.items() if what.endswith(part)), "")
    return held or ("**not noticed yet**" if what in UNNOTICED else "")


# What the wall's own test cannot see yet: writing rows whose other conditions refuse in the test's data, mostly.
# Mend the test and take the line away; a line too many is reported when all run.
UNNOTICED = frozenset(Path(__file__).with_name("unnoticed.txt").read_text().splitlines())


def write(told: dict[str, tuple[str, bool]]) -> None:
    known = PAGE.read_text().splitlines() if PAGE.exists() else []
    locks = {lock for lock, _noticed in told.values()}
    rows = [line for line in known if line.startswith("| ") and line.split("|")[1].strip() not in {*locks, "lock"}]
    for what, (lock, noticed) in sorted(told.items()):
        rows.append(f"| {lock} | {what.replace('|', '¦')} | {'noticed' if noticed else why(what) or '**survived**'} |")
    counts = ", ".join(f"{lock}: {sum(r.startswith(f'| {lock} ') for r in rows)}" for lock in ("policy", "query", "wall"))
    PAGE.write_text("\n".join(["# Mutants", "", "Written by `make mutants`: one part of one lock is taken away at a time, and "
                    "the test of that lock alone must fail.", "", f"{len(rows)} mutants ({counts}); "
                    f"{sum('**survived**' in r for r in rows)} survived, "
                    f"{sum('not noticed yet' in r for r in rows)} are known and not noticed yet.", "", "| lock | without | |", "|---|---|---|", *rows]) + "\n")
