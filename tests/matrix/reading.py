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


class Finder:
    """Which of the planted words stand in a text: one pass over it."""

    def __init__(self, secrets: list[Secret]) -> None:
        self.of = {s.word.lower(): s for s in secrets}
        assert len(self.of) == len(secrets), "a word was planted twice"
        self._any = re.compile("|".join(sorted(map(re.escape, self.of), key=len, reverse=True)), re.I)

    def __call__(self, text: str) -> set[Secret]:
        return {self.of[word.lower()] for word in self._any.findall(text)}
