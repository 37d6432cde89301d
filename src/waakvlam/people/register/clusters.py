"""What a cluster of VERA stands for: a block, an entrance, or else the estate.

VERA has no kind of cluster for a building or a stairwell (CLUSTERSOORT, 4.3.0), so landlords say it in
the name: “Blok C”, “Flat De Linde”, “Portiek 12”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

BLOCK = re.compile(r"(?:woon)?(?:blok|flat|gebouw|toren)\b|\S+(?:flat|toren)$", re.IGNORECASE)
ENTRANCE = re.compile(r"(?:portiek|trappenhuis|ingang)\b[ :]*", re.IGNORECASE)


def kind(name: str) -> str:
    """"entrance", "block" or "estate"."""
    return "entrance" if ENTRANCE.match(name) else "block" if BLOCK.match(name) else "estate"


def told(names: Iterable[str]) -> dict[str, object]:
    """The first cluster of each kind; an entrance without the word before it."""
    found: dict[str, object] = {"estate": "", "block": "", "entrance": ""}
    for name in names:
        of = kind(name)
        found[of] = found[of] or (ENTRANCE.sub("", name, count=1).strip() or name if of == "entrance" else name)
    return found
