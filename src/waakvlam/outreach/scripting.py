"""Scripts as graphs: checking, reading in order, walking, editing. No database here.

A graph is {"start": key, "steps": {key: step}}; see `models/scripts.py`. Nothing is mandatory
(R8): every step can be passed without an answer, and then `next` follows. Branches may rejoin;
a way back is refused, so that every conversation ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.kit.errors import Invalid

KINDS = {
    "say": gettext_lazy("zeggen"),
    "single": gettext_lazy("één antwoord"),
    "multiple": gettext_lazy("meer antwoorden"),
    "number": gettext_lazy("een getal"),
    "date": gettext_lazy("een datum"),
    "text": gettext_lazy("eigen woorden"),
}
WITH_OPTIONS = ("single", "multiple")
LANGUAGES = ("nl", "en")
MOST_STEPS, MOST_OPTIONS, LONGEST = 60, 12, 1200
END = ""

Graph = dict[str, Any]


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    next: str


@dataclass(frozen=True)
class Condition:
    """“Only where this was answered to that”: the question and the answers, in one language."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One step in one language. `next` is the key that follows without a jump; "" is the end."""

    key: str
    kind: str
    text: str
    options: tuple[Option, ...]
    next: str


def step(graph: Graph, key: str, language: str = "nl") -> Step:
    """One step in `language`, Dutch where that is missing. Raises Invalid for an unknown key."""
    raw = graph["steps"].get(key)
    if raw is None:
        raise Invalid("step", _("Deze stap staat niet in het script."), came_in=key[:60])
    return Step(key, raw["kind"], said(raw["text"], language), tuple(
        Option(o["code"], said(o["label"], language), o.get("next", END)) for o in raw.get("options", ())
    ), raw.get("next", END))


def said(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("nl", "")


def following(graph: Graph, key: str, answer: Any = None) -> str:
    """The key after `key`: the jump of the chosen option, else the step's own next; "" at the end."""
    raw = graph["steps"][key]
    if raw["kind"] == "single":
        for option in raw.get("options", ()):
            if option["code"] == answer and option.get("next"):
                return str(option["next"])
    return str(raw.get("next", END))


def walk(graph: Graph, answers: Mapping[str, Any]) -> list[str]:
    """The keys that a conversation with these answers passes, in order. Always ends."""
    path: list[str] = []
    key = graph["start"]
    while key:
        path.append(key)
        key = following(graph, key, answers.get(key))
    return path


def in_order(graph: Graph) -> list[str]:
    """Every reachable key, each after all steps that lead to it. Raises Invalid on a way back."""
    order: list[str] = []
    open_: set[str] = set()
    done: set[str] = set()
    stack = [(graph["start"], iter(targets(graph, graph["start"])))] if graph["start"] else []
    open_.update(key for key, _rest in stack)
    while stack:
        key, rest = stack[-1]
        target = next(rest, None)
        if target is None:
            stack.pop()
            open_.discard(key)
            done.add(key)
            order.append(key)
        elif target in open_:
            raise Invalid("script_cycle", _("Het script loopt in een kring en eindigt niet."),
                          came_in=f"{key} → {target}", expected=_("een stap verderop"), field="next")
        elif target not in done:
            open_.add(target)
            stack.append((target, iter(targets(graph, target))))
    return order[::-1]


def targets(graph: Graph, key: str) -> list[str]:
    """Keys that can follow, its own next last, so that branches come before where they rejoin."""
    raw = graph["steps"][key]
    jumps = [o.get("next", END) for o in raw.get("options", ())] if raw["kind"] == "single" else []
    return [k for k in dict.fromkeys([raw.get("next", END), *reversed(jumps)]) if k]


def check(graph: Any, *, whole: bool = True) -> Graph:
    """The graph, if a conversation can be held with it. Raises Invalid with the first fault.

    A draft (`whole=False`) may hold steps that nothing leads to yet.
    """
    if not isinstance(graph, dict) or not isinstance(graph.get("steps"), dict) or not graph["steps"]:
        raise _wrong("empty", _("Een script heeft ten minste één stap."))
    if len(graph["steps"]) > MOST_STEPS:
        raise _wrong("long", _("Een script heeft hooguit %(most)d stappen.") % {"most": MOST_STEPS})
    for key, raw in graph["steps"].items():
        _check_step(key, raw)
        for target in targets(graph, key):
            if target not in graph["steps"]:
                raise _wrong("next", _("Een stap verwijst naar een stap die er niet is."),
                             f"{key} → {target}")
    if graph.get("start") not in graph["steps"]:
        raise _wrong("start", _("Het begin van het script ontbreekt."), str(graph.get("start")))
    found = lost(graph)
    if found and whole:
        raise _wrong("lost", _("Naar een stap leidt geen weg. Verwijs ernaar of haal hem weg."),
                     ", ".join(found))
    return graph


def conditions(graph: Graph, language: str = "nl") -> dict[str, tuple[Condition, ...]]:
    """Key → the answers of which one must be given to come to that step; absent where every conversation passes it.

    A step behind another that not everybody hears needs what that one needs.
    """
    ways = {key: _ways(graph, key) for key in in_order(graph)}
    needed: dict[str, tuple[Condition, ...]] = {}
    for key in ways:
        if not _is_passed_by_all(graph["start"], key, ways):
            needed[key] = tuple(dict.fromkeys(one for origin, found in ways.items() if key in found for one in (
                (_condition(graph, origin, found[key], language),) if found[key] else needed.get(origin, ()))))
    return needed


Ways = dict[str, dict[str, list[str]]]  # key → what can follow → the codes of the answers that lead there


def _ways(graph: Graph, key: str) -> dict[str, list[str]]:
    """No codes where it follows whatever is said."""
    raw = graph["steps"][key]
    found: dict[str, list[str]] = {}
    for option in raw.get("options", ()) if raw["kind"] == "single" else ():
        found.setdefault(option.get("next") or raw.get("next", END), []).append(option["code"])
    return found if len(found) > 1 else dict.fromkeys([*found, raw.get("next", END)], [])


def _condition(graph: Graph, key: str, codes: list[str], language: str) -> Condition:
    asked = step(graph, key, language)
    return Condition(asked.text, tuple(o.label for o in asked.options if o.code in codes))


def _is_passed_by_all(start: str, key: str, ways: Ways) -> bool:
    """Whether no conversation in which every question is answered comes to its end without this step."""
    seen, open_ = {key}, [start]
    while open_:
        here = open_.pop()
        if here == END:
            return False
        if here not in seen:
            seen.add(here)
            open_.extend(ways[here])
    return True


def lost(graph: Graph) -> list[str]:
    """Keys of steps that no conversation reaches. Raises Invalid on a way back."""
    reached = set(in_order(graph))
    return [key for key in graph["steps"] if key not in reached]


def _check_step(key: str, raw: Any) -> None:
    if not isinstance(raw, dict) or raw.get("kind") not in KINDS:
        raise _wrong("kind", _("Deze soort stap kennen we niet."), f"{key}: {raw!r}"[:80])
    if not _spoken(raw.get("text")):
        raise _wrong("text", _("Een stap heeft een Nederlandse tekst nodig."), key)
    options = raw.get("options", [])
    if raw["kind"] in WITH_OPTIONS and not 1 <= len(options) <= MOST_OPTIONS:
        raise _wrong("options", _("Een vraag met keuzes heeft één tot twaalf antwoorden."), key)
    codes = [o.get("code") for o in options]
    if len(set(codes)) != len(codes) or not all(codes) or not all(_spoken(o.get("label")) for o in options):
        raise _wrong("options", _("Elk antwoord heeft een eigen tekst nodig."), key)


def _spoken(texts: Any) -> bool:
    return isinstance(texts, dict) and bool((texts.get("nl") or "").strip()) and all(
        isinstance(t, str) and len(t) <= LONGEST for t in texts.values())


def _wrong(code: str, sentence: str, came_in: str = "") -> Invalid:
    return Invalid(f"script_{code}", sentence, came_in=came_in, field="script")
