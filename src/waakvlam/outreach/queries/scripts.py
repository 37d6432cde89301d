"""Scripts and their versions."""

from uuid import UUID

from django.db.models import QuerySet

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent

from ..models import Script, ScriptVersion


def scripts(who: Who) -> QuerySet[Script]:
    return Script.objects.filter(organisation_id=who.organisation_id, retired_at=None).prefetch_related(
        "versions").order_by("name", "id")


def script(who: Who, script_id: UUID) -> Script:
    """Raises Absent. One query."""
    found = Script.objects.filter(organisation_id=who.organisation_id, id=script_id).first()
    if found is None:
        raise Absent("script")
    return found


def version(who: Who, script: Script, number: int | None = None) -> ScriptVersion:
    """The version of that number, else the newest. Raises Absent. One query."""
    rows = ScriptVersion.objects.filter(organisation_id=who.organisation_id, script=script)
    found = (rows.filter(number=number) if number else rows.order_by("-number")).first()
    if found is None:
        raise Absent("script")
    return found


def published(who: Who) -> list[ScriptVersion]:
    """The newest published version of each script, by name: what a round can use."""
    rows = ScriptVersion.objects.select_related("script").filter(
        organisation_id=who.organisation_id, published_at__isnull=False, script__retired_at=None)
    return list(rows.order_by("script__name", "script_id", "-number").distinct("script__name", "script_id"))
