"""How much data a run uses: `--scale small` for a look, full for the kept figures."""

import os


def is_full() -> bool:
    return os.environ.get("WAAKVLAM_BENCH_SCALE", "full") == "full"
