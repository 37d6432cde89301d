"""The figures of one area as they stand in its picture. None is hidden (R30), 0 is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from waakvlam.resources.words import Topic

from .unseen import Estimate, estimate

QUARTERS = ("q1", "q2", "q3", "q4")


@dataclass(frozen=True)
class Figures:
    """Counts of households and handovers over 365 days; `homes` and `households` as of now."""

    cells: Mapping[str, Any] = field(default_factory=dict)

    def count(self, view: str, name: str) -> int | None:
        """0 where nothing was counted under this name, None where it is hidden."""
        found = self.cells.get(view, {}).get(name, 0)
        return None if found is None else int(found)

    @property
    def is_counted(self) -> bool:
        return bool(self.cells)

    @property
    def homes(self) -> int | None:
        return self.count("homes", "total")

    @property
    def households(self) -> int | None:
        return self.count("contact", "total")

    @property
    def spoken(self) -> int | None:
        return self.count("contact", "spoken")

    @property
    def reach(self) -> float | None:
        """Share of the households that was spoken to, 0–1."""
        return self.spoken / self.households if self.households and self.spoken is not None else None

    @property
    def days(self) -> int | None:
        """Median number of days since the last contact; None where too few were ever spoken to."""
        return self.cells.get("days")

    @property
    def requests(self) -> int | None:
        """Households times topics: a household that asked two things counts twice."""
        return self.count("requests", "total")

    @property
    def need(self) -> float | None:
        """Requests per 100 households spoken to."""
        return 100 * self.requests / self.spoken if self.spoken and self.requests is not None else None

    @property
    def topics(self) -> list[tuple[str, int]]:
        """(topic in words, requests) of what is shown, most first."""
        words = dict(Topic.choices)
        shown = [(str(words.get(name, name)), count) for name, count in self.cells.get("requests", {}).items()
                 if name != "total" and count]
        return sorted(shown, key=lambda topic: (-topic[1], topic[0]))

    @property
    def hides_topics(self) -> bool:
        return any(count is None for count in self.cells.get("requests", {}).values())

    @property
    def handovers(self) -> int | None:
        return self.count("handovers", "total")

    @property
    def accepted(self) -> int | None:
        return self.count("handovers", "accepted")

    @property
    def silent(self) -> int | None:
        return self.count("handovers", "silent")

    @property
    def helped(self) -> int | None:
        return self.count("handovers", "helped")

    @property
    def pace(self) -> list[int | None]:
        """Households spoken to in each quarter of the past year, oldest first."""
        return [self.count("pace", quarter) for quarter in QUARTERS]

    @property
    def unseen(self) -> Estimate | None:
        """Need among people whom nobody put on a list; None where the sample is too small."""
        return estimate(self.count("reference", "request"), self.count("reference", "no_request"),
                        self.count("reference", "not_reached"))
