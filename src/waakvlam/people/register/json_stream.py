"""Elements of the arrays inside one JSON object, one at a time: a giant file stays on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .problems import RegisterError

CHUNK = 1 << 18
LONGEST_ELEMENT = 1_000_000
SPACE = " \t\r\n\ufeff"


def elements(path: Path, encoding: str) -> Iterator[tuple[str, object]]:
    """(name of the array, element) for each array directly in the object. Raises RegisterError."""
    with path.open(encoding=encoding, newline="") as file:
        yield from _Scanner(file).members()


class _Scanner:
    def __init__(self, file: IO[str]) -> None:
        self.file, self.text, self.at, self.line = file, "", 0, 1
        self.decoder = json.JSONDecoder()

    def members(self) -> Iterator[tuple[str, object]]:
        if self.sign() != "{":
            raise RegisterError("json-vorm", row=1, came=self.text[:40])
        self.at += 1
        while self.sign() == '"':
            name = str(self.value())
            self.expect(":")
            if self.sign() == "[":
                self.at += 1
                yield from ((name, element) for element in self.array())
            else:
                self.value()
            if self.sign() != ",":
                break
            self.at += 1
        self.expect("}")
        if self.sign():
            self.broken()

    def array(self) -> Iterator[object]:
        while (sign := self.sign()) != "]":
            if not sign:
                self.broken()
            yield self.value()
            if self.sign() == ",":
                self.at += 1
                if self.sign() == "]":
                    self.broken()
            elif self.sign() != "]":
                self.broken()
        self.at += 1

    def value(self) -> object:
        """The value that starts here; reads on until it is whole."""
        self.sign()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
                if end < len(self.text) or not self.fill():
                    self.at = end
                    return value
            except (ValueError, RecursionError):
                if len(self.text) - self.at > LONGEST_ELEMENT:
                    raise RegisterError("json-te-groot", row=self.line) from None
                if not self.fill():
                    self.broken()

    def sign(self) -> str:
        """The next character that is not white space; empty at the end of the file."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in SPACE:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.fill():
                return ""

    def fill(self) -> bool:
        try:
            more = self.file.read(CHUNK)
        except UnicodeDecodeError as trouble:
            raise RegisterError("codering-onbekend", row=self.line) from trouble
        self.line += self.text.count("\n", 0, self.at)
        self.text, self.at = self.text[self.at:] + more, 0
        return bool(more)

    def expect(self, sign: str) -> None:
        if self.sign() != sign:
            self.broken()
        self.at += 1

    def broken(self) -> None:
        line = self.line + self.text.count("\n", 0, self.at)
        raise RegisterError("json-kapot", row=line, came=self.text[self.at: self.at + 40])
