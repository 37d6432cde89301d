"""What a caller says: a script and its versions. A published version never changes."""

from django.db import models

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.privacy import Privacy

from .rounds import ROUNDS


class Script(Owned):
    """A script by name; what is said stands in its versions."""

    name = models.CharField(max_length=120)
    retired_at = models.DateTimeField(null=True)

    privacy = {"name": Privacy.NONE}
    wall = wall.owned(*ROUNDS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="script_name")]

    def __str__(self) -> str:
        return self.name


class ScriptVersion(Owned):
    """One version of a script: a draft until `published_at`, unchangeable afterwards.

    `graph` is {"start": key, "steps": {key: step}}; a step is {"kind": "say" | "single" |
    "multiple" | "number" | "date" | "text", "text": {"nl": …, "en": …}, "options": [{"code",
    "label": {…}, "next"}], "next": key or "" (the end), "place": order on the page}. Branches may
    rejoin, cycles are refused, nothing is mandatory (R8). See `scripting.py`.
    """

    script = models.ForeignKey(Script, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    graph = models.JSONField()
    person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    privacy = {"number": Privacy.NONE, "graph": Privacy.NONE}
    wall = wall.owned(*ROUNDS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["script", "number"], name="script_version_number"),
            models.UniqueConstraint(fields=["script"], name="script_one_draft",
                                    condition=models.Q(published_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.script} · {self.number}"
