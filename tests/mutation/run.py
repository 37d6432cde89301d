"""Run mutants and write down which were noticed."""

import os
import random
import re
from collections.abc import Sequence
from pathlib import Path

from waakvlam.kit.time import today

from .mutant import Mutant
from .same import SAME

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "mutants.md"
# How many a day, besides those that the page does not name yet; "all"; or a regular expression of names.
SAMPLE = os.environ.get("WAAKVLAM_MUTANTS", "24")


def chosen(mutants: Sequence[Mutant], most: int = 10_000) -> list[Mutant]:
    """All of them, those that were asked for, or a sample that is another one each day, with all that is new. With
    `most` (each takes long): at most so many, of those that were noticed when all ran."""
    if SAMPLE == "all":
        return list(mutants)
    if not SAMPLE.isdigit():
        return [m for m in mutants if re.search(SAMPLE, m.what)]
    known = PAGE.read_text()
    drawn = random.Random(today().toordinal())
    if most < int(SAMPLE):
        noticed = [m for m in mutants if f"| {m.what.replace('|', '¦')} | noticed |" in known]
        return drawn.sample(noticed, min(most, len(noticed)))
    new = [m for m in mutants if f"| {m.what.replace('|', '¦')} |" not in known]
    rest = [m for m in mutants if m not in new]
    return new + drawn.sample(rest, min(int(SAMPLE), len(rest)))


def survivors(mutants: Sequence[Mutant], most: int = 10_000) -> list[str]:
    """What nobody noticed, equivalents left out and the filters of queries that the page tells already. Writes the table
    where all ran, and each line as soon as it is known."""
    known, told = PAGE.read_text(), dict[str, tuple[str, bool]]()
    for mutant in chosen(mutants, most):
        told[mutant.what] = mutant.lock, mutant.noticed()
        if SAMPLE == "all" and len(told) % 20 == 0:
            write(told)
    if SAMPLE == "all":
        write(told)
    return [what for what, (_lock, noticed) in told.items() if not noticed and not why(what)
            and f"| query | {what.replace('|', '¦')} | **survived** |" not in known] + [
        f"is noticed, so it is no equivalent: {what}" for what, (_lock, noticed) in told.items() if noticed and why(what)]


def why(what: str) -> str:
    """Why nothing could notice this one, or nothing."""
    return next((f"same: {reason}" for name, reason in SAME.items() if re.search(name, what)), "")


def write(told: dict[str, tuple[str, bool]]) -> None:
    known = PAGE.read_text().splitlines() if PAGE.exists() else []
    locks = {lock for lock, _noticed in told.values()}
    rows = [line for line in known if line.startswith("| ") and line.split("|")[1].strip() not in {*locks, "lock"}]
    for what, (lock, noticed) in sorted(told.items()):
        rows.append(f"| {lock} | {what.replace('|', '¦')} | {'noticed' if noticed else why(what) or '**survived**'} |")
    counts = ", ".join(f"{lock}: {sum(r.startswith(f'| {lock} ') for r in rows)}" for lock in ("policy", "query", "wall"))
    PAGE.write_text("\n".join(["# Mutants", "", "Written by `make mutants`: one part of one lock is taken away at a time, and "
                    "the test of that lock alone must fail. A filter of a query survives where nobody in the world of the tests hears anything else "
                    "without it: most often another filter beside it holds the same. No new survivor may come.", "", f"{len(rows)} mutants ({counts}); "
                    f"{sum('**survived**' in r for r in rows)} survived, "
                    f"{sum('| same: ' in r for r in rows)} change nothing and say why.", "", "| lock | without | |", "|---|---|---|", *rows]) + "\n")
