"""The state diagram in the reference, made from TRANSITIONS; the check compares it with the file."""

from django.utils.translation import override

from .models import TRANSITIONS, State
from .waiting import ACCEPT, CONTACT, DECISION, FEEDBACK, HELPED

PATH = "docs/reference/handover-states.md"

HEAD = """# States of a handover

Generated from `handovers.models.states.TRANSITIONS`; do not edit. Sent is never done (R10): in every
state that is not an end a clock runs on somebody by name or organisation.

```mermaid
stateDiagram-v2
"""
# State → the clock that runs, on whom.
CLOCKS = {
    State.OFFERED: f"`{ACCEPT}` on the receiver",
    State.ACCEPTED: f"`{CONTACT}` on whoever accepted",
    State.CONTACT_MADE: f"`{FEEDBACK}` on whoever accepted",
    State.UNDER_WAY: f"`{FEEDBACK}` on whoever accepted",
    State.ENDED: f"`{HELPED}` on the sender, until the resident answered three times",
    State.DECLINED: f"`{DECISION}` on the sender",
    State.RETURNED: f"`{DECISION}` on the sender",
    State.WITHDRAWN: f"`{DECISION}` on the sender where help is still needed, else none",
}


def render() -> str:
    """The whole page as Markdown with a Mermaid diagram."""
    with override("nl"):
        lines = [f"    [*] --> {State.OFFERED.value}"]
        lines += [f"    {state.value} : {state.label}" for state in State]
        lines += [f"    {State(a).value} --> {State(b).value}" for a, after in TRANSITIONS.items() for b in after]
        lines += [f"    {state.value} --> [*]" for state in State if not TRANSITIONS[state] or state == State.ENDED]
        rows = [f"| {state.value} | {state.label} | {', '.join(State(s).value for s in TRANSITIONS[state]) or '–'} | {CLOCKS[state]} |"
                for state in State]
    table = ["| state | Dutch | next | clock |", "|---|---|---|---|", *rows]
    return HEAD + "\n".join(lines) + "\n```\n\n" + "\n".join(table) + "\n"
