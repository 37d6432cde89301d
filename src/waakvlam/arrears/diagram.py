"""The stages of a track and the states of a notice, made from the transitions; the check compares it with the file."""

from django.utils.translation import override

from .models import MOVES, TRANSITIONS, NoticeState, Stage

PATH = "docs/reference/arrears-states.md"
HEAD = """# The debt track

Generated from `arrears.models.states`; do not edit. Nobody leaves the track without an outcome, and an open track always
has a clock (`arrears.next`). A notice to the municipality has one on whoever must act, and one on its term (`arrears.term`).
"""


def render() -> str:
    """The whole page as Markdown with two Mermaid diagrams."""
    with override("nl"):
        return HEAD + _drawn("Stages of a track", Stage, MOVES, Stage.LATE) + _drawn(
            "States of a notice", NoticeState, TRANSITIONS, NoticeState.SENT)


def _drawn(title: str, words: type[Stage] | type[NoticeState], moves: dict[str, tuple[str, ...]], first: str) -> str:
    lines = [f"    [*] --> {words(first).value}"]
    lines += [f"    {state.value} : {state.label}" for state in words]
    lines += [f"    {words(a).value} --> {words(b).value}" for a, after in moves.items() for b in after]
    lines += [f"    {state.value} --> [*]" for state in words if not moves[state]]
    return f"\n## {title}\n\n```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n"
