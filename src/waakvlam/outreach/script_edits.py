"""Editing a script graph: each edit gives a new graph; what would break it is refused."""

from copy import deepcopy
from typing import Any

from .scripting import END, WITH_OPTIONS, Graph, check


def empty(text: dict[str, str]) -> Graph:
    """A script of one sentence to say."""
    return check({"start": "s1", "steps": {"s1": {"kind": "say", "text": text, "options": [], "next": END}}})


def add_step(graph: Graph, *, after: str, kind: str, text: dict[str, str],
             labels: list[dict[str, str]] | None = None) -> tuple[Graph, str]:
    """Put a new step between `after` and what followed it ("" puts it first). Graph and new key."""
    made = deepcopy(graph)
    key = _new_key(made["steps"], "s")
    follows = made["steps"][after].get("next", END) if after else made["start"]
    made["steps"][key] = {"kind": kind, "text": text, "options": _options(kind, labels), "next": follows}
    if after:
        made["steps"][after]["next"] = key
    else:
        made["start"] = key
    return check(made, whole=False), key


def _options(kind: str, labels: list[dict[str, str]] | None) -> list[dict[str, Any]]:
    if kind not in WITH_OPTIONS:
        return []
    labels = labels or [{"nl": "Ja", "en": "Yes"}, {"nl": "Nee", "en": "No"}]
    return [{"code": f"o{n}", "label": label, "next": END} for n, label in enumerate(labels, 1)]


def change_step(graph: Graph, key: str, *, kind: str, text: dict[str, str], next: str,
                options: list[dict[str, Any]]) -> Graph:
    """Replace a step; options without a code are new and get one. A way back is refused."""
    made = deepcopy(graph)
    known = {o["code"] for o in options if o.get("code")}
    for option in options:
        option.setdefault("next", END)
        if not option.get("code"):
            option["code"] = _new_key(known, "o")
            known.add(option["code"])
    made["steps"][key] = {"kind": kind, "text": text, "next": next,
                          "options": options if kind in WITH_OPTIONS else []}
    return check(made, whole=False)


def remove_step(graph: Graph, key: str) -> Graph:
    """Take a step out; whatever led to it leads to what followed it."""
    made = deepcopy(graph)
    follows = made["steps"].pop(key).get("next", END)
    for raw in made["steps"].values():
        if raw.get("next") == key:
            raw["next"] = follows
        for option in raw.get("options", ()):
            if option.get("next") == key:
                option["next"] = follows
    if made["start"] == key:
        made["start"] = follows
    return check(made, whole=False)


def _new_key(taken: Any, letter: str) -> str:
    n = 1
    while f"{letter}{n}" in taken:
        n += 1
    return f"{letter}{n}"
