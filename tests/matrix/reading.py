"""What an answer says, whatever its form: page, JSON, workbook, PDF."""

import io
import re
import zipfile
from dataclasses import dataclass

from django.http import HttpResponse

from .model import Readers


@dataclass(frozen=True)
class Secret:
    """A unique word planted in one compartment of a thing in one state."""

    word: str
    thing: str
    state: str
    readers: Readers


def text_of(answer: HttpResponse) -> str:
    """All that somebody could read in it, headers included."""
    headers = "\n".join(f"{k}: {v}" for k, v in answer.headers.items())
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return f"{headers}\n{_plain(body)}"


def _plain(body: bytes) -> str:
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(book.read(n).decode("utf-8", "replace") for n in book.namelist())
    if body[:4] == b"%PDF":
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", "replace")


HEAD = 6  # letters; most planted words begin alike


class Finder:
    """Which of the planted words stand in a text, in capitals or not. Words that begin alike are looked for together:
    a pattern that begins with letters is found many times as fast."""

    def __init__(self, secrets: list[Secret]) -> None:
        self.of = {s.word.lower(): s for s in secrets}
        assert len(self.of) == len(secrets), "a word was planted twice"
        alike: dict[str, list[str]] = {}
        for word in sorted(self.of, key=len, reverse=True):  # the longest first: one may begin as another
            alike.setdefault(word[:HEAD], []).append(re.escape(word[HEAD:]))
        self._any = [re.compile(f"{re.escape(head)}(?:{'|'.join(rest)})") for head, rest in alike.items()]

    def __call__(self, text: str) -> set[Secret]:
        lower = text.lower()
        return {self.of[word] for pattern in self._any for word in pattern.findall(lower)}
