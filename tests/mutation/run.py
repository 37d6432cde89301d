"""Run mutants and write down which were noticed."""

import os
import random
from collections.abc import Sequence
from pathlib import Path

from waakvlam.kit.time import today

from .mutant import Mutant

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "mutants.md"
# Mutants that change nothing: what is taken away is also held by something else in the same lock.
EQUIVALENT: dict[str, str] = {}
SAMPLE = os.environ.get("WAAKVLAM_MUTANTS", "24")


def chosen(mutants: Sequence[Mutant]) -> list[Mutant]:
    """All of them, or a sample that is another one each day."""
    if SAMPLE == "all":
        return list(mutants)
    return random.Random(today().toordinal()).sample(list(mutants), min(int(SAMPLE), len(mutants)))


def survivors(mutants: Sequence[Mutant]) -> list[str]:
    """What nobody noticed, equivalents left out; writes the table where all ran."""
    told = {m.what: (m.lock, m.noticed()) for m in chosen(mutants)}
    if SAMPLE == "all":
        write(told)
    return [what for what, (_lock, noticed) in told.items() if not noticed and what not in EQUIVALENT]


def write(told: dict[str, tuple[str, bool]]) -> None:
    known = PAGE.read_text().splitlines() if PAGE.exists() else []
    locks = {lock for lock, _noticed in told.values()}
    rows = [line for line in known if line.startswith("| ") and line.split("|")[1].strip() not in {*locks, "lock"}]
    for what, (lock, noticed) in sorted(told.items()):
        rows.append(f"| {lock} | {what.replace('|', '¦')} | {'noticed' if noticed else EQUIVALENT.get(what, '**survived**')} |")
    counts = ", ".join(f"{lock}: {sum(r.startswith(f'| {lock} ') for r in rows)}" for lock in ("policy", "query", "wall"))
    PAGE.write_text("\n".join(["# Mutants", "", "Written by `make mutants`: one part of one lock is taken away at a time, and "
                    "the test of that lock alone must fail.", "", f"{len(rows)} mutants ({counts}); "
                    f"{sum('**survived**' in r for r in rows)} survived.", "", "| lock | without | |", "|---|---|---|", *rows]) + "\n")
