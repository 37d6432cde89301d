"""A mailbox over IMAP: what lies in it, one message at a time, and where each goes afterwards.

Always TLS with a checked certificate. Messages are read without marking them as read. Whoever calls says what became of
a message; only then it moves, so that a connection that breaks leaves it where it was. Source: RFC 3501, 6851, 4315.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from types import TracebackType

from django.conf import settings

from waakvlam.kit.time import today

from .mail import MOST_BYTES

TIMEOUT = 30
IMPLICIT = 993
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BROKEN = (imaplib.IMAP4.error, OSError)  # ssl.SSLError and time-outs are OSError


class Unreachable(Exception):
    """The mailbox cannot be read now; what was not handled lies where it lay. Holds no word of any message."""


@dataclass(frozen=True)
class Found:
    """One message. Of one that is too large only its head was read."""

    uid: str
    raw: bytes
    is_whole: bool


class Mailbox:
    """Use with `with`. Raises Unreachable from each of its methods."""

    def __enter__(self) -> "Mailbox":
        try:
            self.link = _connected()
            self._said(self.link.login(settings.MAILBOX_USER, settings.MAILBOX_PASSWORD))
            # What a server can do it often says only to who is signed in.
            self.can = set(b" ".join(self.link.capability()[1]).upper().split())
            self._said(self.link.select(_quoted(settings.MAILBOX_FOLDER)))
        except BROKEN as error:
            raise Unreachable(type(error).__name__) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with suppress(*BROKEN):  # gone already: nothing is lost by that
            self.link.logout()

    def messages(self) -> Iterator[Found]:
        """What lies there, oldest first; each is read when it is asked for."""
        for uid in self._uids("ALL"):
            found = SIZE.search(self._fetched(uid, "(RFC822.SIZE)")[0])
            whole = found is not None and int(found[1]) <= MOST_BYTES
            head, body = self._fetched(uid, "(BODY.PEEK[])" if whole else "(BODY.PEEK[HEADER])")
            if body or head:  # gone meanwhile: somebody else moved it
                yield Found(uid, body, whole)

    def move(self, uid: str, folder: str) -> None:
        """Out of the folder that is read; by MOVE, or by copying and taking away this one alone."""
        try:
            if b"MOVE" in self.can:
                return self._said(self.link.uid("MOVE", uid, _quoted(folder)))
            self._said(self.link.uid("COPY", uid, _quoted(folder)))
            self._removed(uid)
        except BROKEN as error:
            raise Unreachable(type(error).__name__) from None

    def prepare(self) -> None:
        """Make the folders that are not there yet."""
        try:
            for folder in (settings.MAILBOX_DONE, settings.MAILBOX_LOOK):
                self.link.create(_quoted(folder))  # NO where it is there
        except BROKEN as error:
            raise Unreachable(type(error).__name__) from None

    def forget(self) -> int:
        """What was handled long enough ago goes for good. Returns how many."""
        try:
            self._said(self.link.select(_quoted(settings.MAILBOX_DONE)))
            uids = self._uids(f"BEFORE {_day(today() - timedelta(days=settings.MAILBOX_DAYS))}")
            for uid in uids:
                self._removed(uid)
            return len(uids)
        except BROKEN as error:
            raise Unreachable(type(error).__name__) from None

    def _removed(self, uid: str) -> None:
        self._said(self.link.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
        if b"UIDPLUS" in self.can:
            self._said(self.link.uid("EXPUNGE", uid))
        else:
            self._said(self.link.expunge())

    def _uids(self, wanted: str) -> list[str]:
        try:
            kind, found = self.link.uid("SEARCH", wanted)
            self._said((kind, found))
        except BROKEN as error:
            raise Unreachable(type(error).__name__) from None
        return [uid.decode("ascii") for uid in (found[0] or b"").split()]

    def _fetched(self, uid: str, what: str) -> tuple[bytes, bytes]:
        """(what stands before the literal, the literal)."""
        try:
            kind, found = self.link.uid("FETCH", uid, what)
            self._said((kind, found))
        except BROKEN as error:
            raise Unreachable(type(error).__name__) from None
        first = found[0] if found else None
        return (first[0], first[1]) if isinstance(first, tuple) else (first or b"", b"")

    def _said(self, answer: tuple[str, object]) -> None:
        if answer[0] != "OK":
            raise Unreachable("refused")


def _connected() -> imaplib.IMAP4:
    checked = ssl.create_default_context(cafile=settings.MAILBOX_CA or None)
    if settings.MAILBOX_PORT == IMPLICIT:
        return imaplib.IMAP4_SSL(settings.MAILBOX_HOST, settings.MAILBOX_PORT, ssl_context=checked, timeout=TIMEOUT)
    link = imaplib.IMAP4(settings.MAILBOX_HOST, settings.MAILBOX_PORT, timeout=TIMEOUT)
    link.starttls(checked)
    return link


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _day(day: date) -> str:
    """As IMAP writes it, whatever the language of this machine."""
    return f"{day.day}-{MONTHS[day.month - 1]}-{day.year}"
