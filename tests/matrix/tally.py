"""How many cells were judged: kept for docs/reference/access.md after a run without failures."""

import json
import os
from collections import Counter

from waakvlam.config.matrix import RESULTS

SAMPLED = os.environ.get("WAAKVLAM_ACTS", "") != "all"
_now: dict[str, Counter[str]] = {}
_file = [""]


def begin(name: str) -> None:
    _file[0] = name.rsplit(".", 1)[-1].removeprefix("test_")
    _now[_file[0]] = Counter()


def add(calls: int = 0, **cells: int) -> None:
    _now[_file[0]].update({"calls": calls, **cells})


def keep() -> None:
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    if SAMPLED and _file[0] == "acts" and known.get("acts", {}).get("calls", 0) > _now["acts"]["calls"]:
        return  # a sample of the day does not replace what `make matrix` counted
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps({**known, _file[0]: dict(_now[_file[0]])}, indent=1, sort_keys=True))
