"""The state diagram of a request in the reference, made from TRANSITIONS; the check compares it."""

from django.utils.translation import override

from .models import Request

State = Request.State
HEAD = """# States of a resident's request

Generated from `rights.models.Request.TRANSITIONS`; do not edit. In `received` and `in_hand` the clock
`rights.answer` runs on the organisation (R29); extending moves the clock once and is no state.

```mermaid
stateDiagram-v2
"""


def render() -> str:
    """Mermaid diagram."""
    with override("nl"):
        lines = [f"    [*] --> {State.RECEIVED.value}", *(f"    {s.value} : {s.label}" for s in State)]
        lines += [f"    {State(a).value} --> {State(b).value}" for a, after in Request.TRANSITIONS.items() for b in after]
        lines += [f"    {s.value} --> [*]" for s in State if not Request.TRANSITIONS[s]]
    return HEAD + "\n".join(lines) + "\n```\n"
