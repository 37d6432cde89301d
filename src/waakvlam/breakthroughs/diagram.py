"""The state diagram in the reference, made from TRANSITIONS and the terms of the ladder; the check compares it with the file."""

from django.utils.translation import override

from waakvlam.access.clocks import LADDER
from waakvlam.access.models import Clock

from .commands.calling import LONGEST
from .commands.moving import CLOCK, UP_DAYS
from .models import TRANSITIONS, State

PATH = "docs/reference/breakthrough-states.md"
HEAD = f"""# States of a breakthrough

Generated from `breakthroughs.models.states.TRANSITIONS` and the terms of its clock; do not edit. Unanswered it never ends:
`{CLOCK}` runs on whoever must decide, moves it up, and at the top looks at it every day.

```mermaid
stateDiagram-v2
"""
# Verb of the step → where it goes while open, and when; written by `commands/climbing.py` and `commands/deciding.py`.
STEPS: dict[str, tuple[str, str, str]] = {
    "call": ("[*]", "asked", f"a term of 1 to {LONGEST} working days"),
    "postpone": ("asked", "asked", f"once, with a reason, at most {LONGEST} working days"),
    "remind": ("asked", "reminded", "no answer within the term"),
    "up": ("reminded", "asked", f"{LADDER[Clock.Step.REMINDED]} working day later: one rung up, {UP_DAYS} working days each"),
    "top": ("reminded", "top", "nobody stands higher: looked at every day"),
}


def render() -> str:
    """The whole page as Markdown with a Mermaid diagram."""
    with override("nl"):
        lines = [f"    [*] --> {State.OPEN.value}", *(f"    {state.value} : {state.label}" for state in State)]
        lines += [f"    state {State.OPEN.value} {{", *(f"        {a} --> {b} : {verb}" for verb, (a, b, _when) in STEPS.items()), "    }"]
        lines += [f"    {State(a).value} --> {State(b).value}" for a, after in TRANSITIONS.items() for b in after]
        lines += [f"    {state.value} --> [*]" for state in State if not TRANSITIONS[state]]
        rows = [f"| {s.value} | {s.label} | {', '.join(State(n).value for n in TRANSITIONS[s]) or '–'} |" for s in State]
    steps = [f"| {verb} | {a.replace('[*]', '–')} | {b} | {when} |" for verb, (a, b, when) in STEPS.items()]
    return HEAD + "\n".join(lines) + "\n```\n\n" + "\n".join([
        "| state | Dutch | next |", "|---|---|---|", *rows, "", "While it is open:", "", "| step | from | to | when |", "|---|---|---|---|",
        *steps]) + "\n"
