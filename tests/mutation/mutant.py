"""One change that takes a part of a lock away, and the check that should notice."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """`noticed()` applies the change, looks, and puts everything back; True where a check fails."""

    lock: str
    what: str
    noticed: Callable[[], bool]
