"""Run the month in each way, print the figures, and with --keep write them and the plot into the handbook."""

import argparse
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("WAAKVLAM_SHARED_DATA", ROOT.parent / "shared" / "data"))
KEPT, PLOT = ROOT / "bench" / "results" / "rhythm.json", ROOT / "docs" / "handbook" / "developers" / "rhythm.svg"


def main() -> None:
    asked = argparse.ArgumentParser(prog="rhythm", description=__doc__)
    asked.add_argument("--seed", type=int, default=1903)
    asked.add_argument("--size", type=int, default=10_000)
    asked.add_argument("--keep", action="store_true", help="write the results and the plot")
    given = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waakvlam.config.settings")
    import django

    django.setup()
    from . import all_ways, plot, town

    found = all_ways.run(town.areas(DATA), given.seed, given.size)
    for name, (figures, _curve) in found.items():
        print(name, json.dumps(figures.__dict__, ensure_ascii=False))
    if given.keep:
        KEPT.write_text(json.dumps({"seed": given.seed, "size": given.size, "city": town.CITY, "ways": {
            name: figures.__dict__ for name, (figures, _curve) in found.items()}}, indent=2, ensure_ascii=False) + "\n", "utf-8")
        PLOT.write_text(plot.drawn({name: curve for name, (_figures, curve) in found.items() if name in plot.SHOWN}), "utf-8")


if __name__ == "__main__":
    main()
