"""W3C Trace Context: which processing of another system this one is a step of.

Source: W3C Recommendation Trace Context (2021), header `traceparent`. What does not fit the form
is treated as absent, as that recommendation asks: a trace that is taken over must be a real one.
"""

import re
from dataclasses import dataclass

_FORM = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")


@dataclass(frozen=True)
class Caller:
    """The step that called us: its trace (16 bytes), its span (8 bytes), and whose system it is."""

    trace_id: bytes
    span_id: bytes
    processor: str


def caller(header: str, processor: str) -> Caller | None:
    """From the header of a request; None where it is absent or not valid. `processor` is a URI."""
    found = _FORM.fullmatch(header.strip())
    if found is None:
        return None
    version, trace, span, _flags, more = found.groups()
    if version == "ff" or (version == "00" and more) or not int(trace, 16) or not int(span, 16):
        return None
    return Caller(bytes.fromhex(trace), bytes.fromhex(span), processor)
