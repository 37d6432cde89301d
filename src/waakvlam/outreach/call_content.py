"""What stands on the caller's form, as a draft and as what was said; the way through the script.

A draft's content is {"step": key, "answers": {step: value}, "fields": {name: text or list}}.
The way back is not kept: it follows from the answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid
from waakvlam.resources.words import Topic

from . import scripting
from .calling import Found, Said
from .findings import RHYTHMS
from .models import Finding
from .notes import Note

TEXTS = ("observation", "interpretation", "source", "request_words", "signal_words", "rhythm",
         "helped_by", "danger_reason", "resident", "call_back_at")
FLAGS = ("signal", "danger", "keep_words")
HELPERS = ("family", "neighbours", "professional")
K = Finding.Kind


@dataclass(frozen=True)
class Place:
    """Where the conversation is. `passed` are earlier steps with what was answered, in words."""

    step: scripting.Step | None
    value: Any
    passed: tuple[tuple[scripting.Step, str], ...]
    number: int
    is_end: bool


def from_post(post: QueryDict, before: Mapping[str, Any], graph: scripting.Graph | None) -> dict[str, Any]:
    """The draft with what this form says: fields whole, and the answer of the step it shows.

    A post without the note's field is not the whole form: its silence empties nothing.
    """
    fields: dict[str, Any] = dict(before.get("fields", {}))
    if "observation" in post or not fields:
        fields = {name: post.get(name, "")[:4100] for name in TEXTS}
        fields |= {name: name in post for name in FLAGS}
        fields["topics"] = [t for t in dict.fromkeys(post.getlist("topics")) if t in Topic.values]
    answers = dict(before.get("answers", {}))
    key = post.get("step", "")
    if graph and key in graph["steps"]:
        _answer(graph["steps"][key], key, post, answers, fields)
    return {"step": key or before.get("step", ""), "answers": answers, "fields": fields}


def _answer(raw: dict[str, Any], key: str, post: QueryDict, answers: dict[str, Any],
            fields: dict[str, Any]) -> None:
    """Put the step's answer in place; an answer in known words also ticks what it brings up."""
    codes = [o["code"] for o in raw.get("options", ())]
    given = post.getlist("answer")
    if raw["kind"] == "multiple":
        chosen = [c for c in given if c in codes]
        had = answers.get(key, [])
        gone = [t for t in had if t not in chosen]
        fields["topics"] = [t for t in fields["topics"] if t not in gone] + [
            t for t in chosen if t in Topic.values and t not in fields["topics"] and t not in had]
        answers[key] = chosen
    elif raw["kind"] == "single":
        if given and given[0] in codes:
            answers[key] = given[0]
            _suggest(given[0], fields)
    elif raw["kind"] != "say":
        answers[key] = (given[0] if given else "").strip()[:4000]
    if answers.get(key) in ("", []):
        del answers[key]


def _suggest(code: str, fields: dict[str, Any]) -> None:
    if code in RHYTHMS:
        fields["rhythm"] = code
    if code in HELPERS:
        fields["helped_by"] = code


def moved(content: dict[str, Any], graph: scripting.Graph, way: str) -> dict[str, Any]:
    """The draft one step on, one back, or at the step named `way`. Passing needs no answer (R8)."""
    walked = scripting.walk(graph, content["answers"])
    here = content.get("step") or graph["start"]
    at = walked.index(here) if here in walked else 0
    if way == "back":
        step = walked[max(at - 1, 0)]
    elif way == "next":
        step = walked[at + 1] if at + 1 < len(walked) else "end"
    else:
        step = way if way in graph["steps"] else here
    return {**content, "step": walked[-1] if here == "end" and way == "back" else step}


def place(graph: scripting.Graph | None, content: Mapping[str, Any], language: str) -> Place:
    """The step to show. Without a script there is nothing to show but the form around it."""
    if not graph or not graph.get("steps"):
        return Place(None, None, (), 0, True)
    answers = content.get("answers", {})
    walked = scripting.walk(graph, answers)
    here = content.get("step") or graph["start"]
    at = walked.index(here) if here in walked else len(walked) if here == "end" else 0
    steps = [scripting.step(graph, key, language) for key in walked]
    passed = tuple((s, in_words(s, answers.get(s.key))) for s in steps[:at] if s.kind != "say")
    now = steps[at] if at < len(steps) else None
    return Place(now, answers.get(now.key) if now else None, passed, at + 1, at >= len(steps) - 1)


def in_words(step: scripting.Step, value: Any) -> str:
    """An answer as it was said; empty where it was passed."""
    labels = {o.code: o.label for o in step.options}
    if isinstance(value, list):
        return ", ".join(labels.get(v, v) for v in value)
    return labels.get(value, "" if value is None else str(value))


def said(content: Mapping[str, Any], graph: scripting.Graph | None) -> Said:
    """What a finished call says. Answers of branches that were left again do not count."""
    fields, answers = content.get("fields", {}), content.get("answers", {})
    on_the_way = scripting.walk(graph, answers) if graph else []
    return Said(
        resident_id=_id(fields.get("resident", "")),
        note=Note(*(fields.get(n, "") for n in ("observation", "interpretation", "source")),
                  kept=bool(fields.get("keep_words"))),
        answers={key: answers[key] for key in on_the_way if key in answers},
        found=tuple(found(fields)), typed=dict(content))


def found(fields: Mapping[str, Any]) -> list[Found]:
    """What the form brings up; each topic is a request of its own."""
    made = [Found(K.HELP_REQUEST, topic, fields.get("request_words", "")) for topic in fields.get("topics", ())]
    if fields.get("danger") or fields.get("signal"):
        made.append(Found(K.SIGNAL, words=fields.get("signal_words", ""), danger=bool(fields.get("danger")),
                          reason=fields.get("danger_reason", "") if fields.get("danger") else ""))
    if fields.get("rhythm") in RHYTHMS:
        made.append(Found(K.CHECK_IN_WISH, rhythm=fields["rhythm"]))
    if fields.get("helped_by") in HELPERS:
        made.append(Found(K.ALREADY_HELPED, topic=fields["helped_by"]))
    return made


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Invalid("resident", _("Deze bewoner kennen we niet."), came_in=text[:40]) from None
