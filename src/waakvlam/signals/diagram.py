"""The state diagram in the reference, made from TRANSITIONS; the check compares it with the file."""

from django.utils.translation import override

from .models import TRANSITIONS, State
from .waiting import ACT, DO, LOOK, POOL, REST

PATH = "docs/reference/signal-states.md"
HEAD = """# States of a signal

Generated from `signals.models.states.TRANSITIONS`; do not edit. Nothing goes into silence: in every state that is
not an end a clock runs on somebody (R10), and only what was looked at expires by itself (R19).

```mermaid
stateDiagram-v2
"""
CLOCKS = {
    State.NEW: f"`{LOOK}` on the holder", State.TAKEN: f"`{ACT}` on whoever took it",
    State.POOL: f"`{POOL}` on whoever put it there", State.ACTING: f"`{DO}` on whoever does what follows, else `{ACT}`",
    State.RESTING: f"`{REST}`: it expires",
}


def render() -> str:
    """The whole page as Markdown with a Mermaid diagram."""
    with override("nl"):
        lines = [f"    [*] --> {State.NEW.value}", *(f"    {state.value} : {state.label}" for state in State)]
        lines += [f"    {State(a).value} --> {State(b).value}" for a, after in TRANSITIONS.items() for b in after]
        lines += [f"    {state.value} --> [*]" for state in State if not TRANSITIONS[state]]
        rows = [f"| {s.value} | {s.label} | {', '.join(State(n).value for n in TRANSITIONS[s]) or '–'} | {CLOCKS.get(s, '–')} |"
                for s in State]
    return HEAD + "\n".join(lines) + "\n```\n\n" + "\n".join(["| state | Dutch | next | clock |", "|---|---|---|---|", *rows]) + "\n"
