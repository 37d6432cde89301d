"""Errors that a person can act on.

Every error carries a code, what came in, what was expected and what to do next:
Dutch for users (the sentence), English for engineers (the code).
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with what came in. `about` is what whoever asks why needs to know."""

    code: str
    came_in: str = ""
    expected: str = ""
    remedy: str = ""
    field: str = ""
    about: Mapping[str, str] = dataclasses.field(default_factory=dict)


class WaakvlamError(Exception):
    """Base of all errors we raise on purpose. `sentence` is shown to the user."""

    status = 400

    def __init__(self, code: str, sentence: str = "", *, came_in: str = "", expected: str = "",
                 remedy: str = "", field: str = "", about: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence or code)
        self.code = code
        self.sentence = sentence or code
        self.problem = Problem(code, came_in, expected, remedy, field, about or {})


class Invalid(WaakvlamError):
    """What came in cannot be used (400)."""


class Refused(WaakvlamError):
    """In reach, but not allowed now (403)."""

    status = 403


class Absent(WaakvlamError):
    """Not there, or out of reach: one answer for both, so that neither is told (404)."""

    status = 404


class WrongState(WaakvlamError):
    """Allowed in general, but not in the state the thing is in (409)."""

    status = 409
