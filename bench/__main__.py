"""`make bench`: run every figure on a private server and keep the results in git.

`make bench BENCH_ARGS="--only register --scale small"` runs a part; only a whole run is kept
unless --keep is given.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results"
MODULES = ("register", "rounds", "calling", "handovers", "insight", "coverage", "audit", "keeping", "lawful", "field", "signals")


def main() -> int:
    asked = _arguments()
    os.environ["WAAKVLAM_BENCH_SCALE"] = asked.scale
    server = _server(asked.stay)
    rows: list[dict[str, Any]] = []
    try:
        machine = _machine()
        for name in asked.only or MODULES:
            _run(name, rows)
    except KeyboardInterrupt:
        print("broken off; what was measured stays", file=sys.stderr)
    finally:
        server.stop("fast")
        if not asked.stay:
            shutil.rmtree(server.base, ignore_errors=True)
    for row in rows:
        print(_line(row))
    if not asked.only or asked.keep:
        keep(rows, machine)
    return 0 if all(row["met"] is not False for row in rows) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", nargs="*", choices=MODULES, help="run these modules")
    parser.add_argument("--scale", choices=("small", "full"), default="full",
                        help="small: 10,000 rows; full: up to 1,000,000")
    parser.add_argument("--stay", action="store_true", help="leave the server with its data, and go on with what was left")
    parser.add_argument("--keep", action="store_true", help="keep the results of a partial run")
    return parser.parse_args()


def _server(stay: bool) -> Any:
    """A private server with real settings (fsync on), an empty database or the one that was left, Django set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waakvlam.config.settings")
    os.environ["WAAKVLAM_DATABASE"] = "bench"
    from bench import bare
    from waakvlam.config import database

    server = database.embedded("bench")
    if not (stay and server.data.exists()):
        shutil.rmtree(server.base, ignore_errors=True)
    server.start()
    server.create("bench")
    bare.mark(server)
    os.environ["WAAKVLAM_SOCKET"] = str(server.socket)
    import django

    django.setup()
    from waakvlam.access.tests.cast import make_cast
    from waakvlam.config.migrating import migrate

    migrate()
    make_cast()
    return server


def _run(name: str, rows: list[dict[str, Any]]) -> None:
    """Adds each figure as it comes, so that a run that is broken off keeps what it has."""
    print(f"… {name}", file=sys.stderr, flush=True)
    begun = time.monotonic()
    for row in import_module(f"bench.{name}").figures():
        rows.append(finish(row))
    print(f"  {name}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


def finish(row: dict[str, Any]) -> dict[str, Any]:
    """Add ratio and met to a row. Raises ValueError for a goal it cannot read."""
    floor, value = row.get("floor"), row["value"]
    ratio = round(value / floor, 3) if floor else None
    goal, met = row.get("goal") or "", None
    if goal:
        found = re.fullmatch(r"(value|ratio) (<=|>=) ([\d.]+)", goal)
        if found is None:
            raise ValueError(f"goal {goal!r}: expected e.g. 'value <= 30' or 'ratio <= 3'")
        left = value if found[1] == "value" else ratio
        met = left is not None and (left <= float(found[3]) if found[2] == "<=" else left >= float(found[3]))
    return {"name": row["name"], "scale": row["scale"], "value": round(value, 3), "unit": row["unit"],
            "floor": round(floor, 3) if floor else None, "ratio": ratio, "goal": goal, "met": met}


def keep(rows: list[dict[str, Any]], machine: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    rows = _with_earlier(rows)
    run = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "commit": _commit(),
           "machine": machine, "load": [round(n, 1) for n in os.getloadavg()], "figures": rows}
    (RESULTS / "latest.json").write_text(json.dumps(run, indent=1) + "\n")
    with (RESULTS / "history.jsonl").open("a") as history:
        history.write(json.dumps(run) + "\n")


def _with_earlier(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A partial run renews its own figures; those of modules that did not run stay."""
    latest = RESULTS / "latest.json"
    before = json.loads(latest.read_text())["figures"] if latest.exists() else []
    renewed = {(row["name"], row["scale"]) for row in rows}
    return sorted([*rows, *(r for r in before if (r["name"], r["scale"]) not in renewed)],
                  key=lambda row: (row["name"], row["scale"]))


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"cores": os.cpu_count(), "memory_gib": round(memory / 2**30, 1), "system": platform.system(),
            "architecture": platform.machine(), "python": platform.python_version(),
            "postgresql": _postgresql()}


def _postgresql() -> str:
    from django.db import connection

    with connection.cursor() as db:
        db.execute("show server_version")
        return str(db.fetchone()[0])


def _commit() -> str:
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], text=True, capture_output=True).stdout.strip()


def _line(row: dict[str, Any]) -> str:
    mark = {True: "met", False: "NOT MET", None: ""}[row["met"]]
    floor = f"floor {row['floor']} ratio {row['ratio']}" if row["floor"] else ""
    return f"{row['name']:<52} {row['scale']:>10} {row['value']:>12} {row['unit']:<8} {floor:<34} {row['goal']} {mark}"


if __name__ == "__main__":
    sys.exit(main())
