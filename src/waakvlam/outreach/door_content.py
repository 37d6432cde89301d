"""What stands on the form at a door, as what was said. Nothing is mandatory (R8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import override

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import AMSTERDAM

from . import call_content, scripting
from .calling import Said
from .models import Attempt
from .queries.sheets import SheetView


@dataclass(frozen=True)
class Asked:
    """A step of the script on the page; `name` is its field, `only` says after which answers it comes, `given` what was answered
    on a page that is shown again."""

    step: scripting.Step
    name: str
    only: tuple[scripting.Condition, ...] = ()
    given: tuple[str, ...] = ()


def said(post: QueryDict, graph: Mapping[str, Any] | None) -> Said:
    """The note, the answers and what came up; answers of branches not taken do not count."""
    fields = call_content.from_post(post, {}, None)["fields"]
    answers = {key: _answer(post, key, raw) for key, raw in (graph or {}).get("steps", {}).items()}
    content = {"fields": fields, "answers": {k: v for k, v in answers.items() if v not in ("", [])}}
    return replace(call_content.said(content, dict(graph) if graph else None), channel=Attempt.Channel.DOOR, typed=None)


def _answer(post: QueryDict, key: str, raw: Mapping[str, Any]) -> Any:
    codes = [o["code"] for o in raw.get("options", ())]
    if raw["kind"] == "multiple":
        return [c for c in post.getlist(f"answer-{key}") if c in codes]
    given = post.get(f"answer-{key}", "").strip()[:4000]
    return given if raw["kind"] not in ("single", "say") or given in codes else ""


def moment(post: QueryDict) -> datetime | None:
    """When to come back, as typed. Raises Invalid."""
    text = post.get("next_at", "")
    try:
        at = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid("next_at", _("Dit tijdstip herkennen we niet."), came_in=text[:40],
                      expected="24-11-2026 14:00", field="next_at") from None
    return at if at is None or at.tzinfo else at.replace(tzinfo=AMSTERDAM)


def script(sheet: SheetView, post: QueryDict) -> list[Asked]:
    """All steps in their order. Where scripts run, the page shows those that follow on what was answered; else each says
    after which answer it comes."""
    if not sheet.graph or not sheet.graph.get("steps"):
        return []
    only = scripting.conditions(sheet.graph, sheet.language)
    return [Asked(scripting.step(sheet.graph, key, sheet.language), f"answer-{key}", only.get(key, ()), tuple(post.getlist(f"answer-{key}")))
            for key in scripting.in_order(sheet.graph)]


def opener(who: Who, sheet: SheetView) -> str:
    """Who, why and voluntary, before any question (R8)."""
    with override(sheet.language):
        return _("Goedendag, ik ben %(me)s van %(organisation)s. Ik kom vragen %(reason)s. U hoeft niet mee te doen en u hoeft niets "
                 "te vertellen. Heeft u even?") % {
            "me": who.name, "organisation": who.organisation_name, "reason": sheet.why.strip().rstrip(".")}


def blanks(who: Who, addressee: str) -> dict[str, str]:
    return {"{beller}": who.name, "{organisatie}": who.organisation_name, "{bewoner}": addressee}
