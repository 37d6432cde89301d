"""A message as it comes from a mail server: what becomes of it a signal, or why it does not.

Source: RFC 5322; automatic messages: RFC 3834. Only text: tags go, and what hangs on the message is counted, not kept.
"""

import hashlib
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from html.parser import HTMLParser
from typing import Any

from .intake_forms import LONGEST
from .models.states import Refusal

MOST_BYTES = 10_000_000
CUT = "\n[…]"
ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
ROBOTS = re.compile(r"^(mailer-daemon|postmaster|bounces?|listserv|majordomo)([+.-].*)?$", re.IGNORECASE)
UNANSWERED = re.compile(r"^(do-?not|no|niet|geen)[-_.]?(reply|antwoord|antwoorden|beantwoorden)([+.-].*)?$", re.IGNORECASE)
BULK = ("bulk", "list", "junk")

# What stands above an answered or forwarded mail, and below one's own words.
QUOTING = re.compile(r"^\s*((op|on|le|am) .{4,120}(schreef|wrote|a écrit|schrieb).{0,80}:|-{2,}\s*(oorspronkelijk bericht|original message|"
                     r"doorgestuurd bericht|forwarded message).*|_{20,})\s*$", re.IGNORECASE)
# Forwarded: what stands below is what it is about.
FORWARDED = re.compile(r"^\s*((fw|fwd|doorst|doorgestuurd|dw|wg|tr)\s*:)", re.IGNORECASE)
FORWARDING = re.compile(r"^[ \t]{0,9}-{0,20} ?(begin )?(doorgestuurd bericht|forwarded message) ?:? ?-{0,20}[ \t]{0,9}$", re.IGNORECASE | re.MULTILINE)
SIGNATURE = re.compile(r"^(--\s?|(verzonden|verstuurd) (vanaf|met|van) .{2,60}|sent from (my )?.{2,60}|get outlook for .{2,40}|"
                       r"(download|haal) outlook voor .{2,40})$", re.IGNORECASE)


@dataclass(frozen=True)
class Letter:
    """What was understood. `refusal` is why it is not taken in, or ""."""

    key: str  # the same message twice has the same
    to: tuple[str, ...]
    sender: str
    name: str
    text: str
    enclosed: int
    refusal: str = ""


def read(raw: bytes, is_whole: bool = True) -> Letter:
    """Never raises: what cannot be read is refused as such."""
    digest = hashlib.sha256(raw).hexdigest()
    if len(raw) > MOST_BYTES or not is_whole:
        return Letter(digest, _to(message_from_bytes(raw[:100_000], policy=default)), "", "", "", 0, Refusal.LARGE)
    message = message_from_bytes(raw, policy=default)
    try:
        name, sender = _sender(message)
        text, enclosed = _text(message), sum(1 for _part in message.iter_attachments())
    except (LookupError, ValueError, TypeError, AttributeError, KeyError):  # a charset nobody knows, a broken part
        return Letter(digest, _to(message), "", "", "", 0, Refusal.UNREADABLE)
    words = "\n\n".join(part for part in (str(message.get("Subject", "")).strip(), text) if part)
    # The same message twice is one; another under a number that was used before is another.
    said = hashlib.sha256(f"{sender}|{words}".encode("utf-8", "replace")).hexdigest()
    key = f"{number} {said}" if (number := str(message.get("Message-ID") or "").strip()) else digest
    words = words if len(words) <= LONGEST else words[:LONGEST - len(CUT)] + CUT
    return Letter(key, _to(message), sender.lower(), name, words, enclosed, _refusal(message, sender, text))


def _refusal(message: EmailMessage, sender: str, text: str) -> str:
    """Only what surely answers or bounces is done with. What a list or a program passed on may be somebody's own words."""
    if "@" not in sender:
        return Refusal.UNREADABLE
    name, submitted = sender.split("@")[0], str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    bounced = str(message.get("Return-Path", "x")).strip() == "<>"
    if submitted == "auto-replied" or precedence == "auto_reply" or bounced or ROBOTS.match(name):
        return Refusal.AUTOMATIC
    if len(text) < 3:
        return Refusal.EMPTY
    passed_on = submitted != "no" or precedence in BULK or "List-Id" in message or "X-Auto-Response-Suppress" in message
    return Refusal.PASSED_ON if passed_on or UNANSWERED.match(name) else ""


def _to(message: EmailMessage) -> tuple[str, ...]:
    """Addresses it may be meant for, the most certain first."""
    found = getaddresses([str(v) for name in ADDRESSED for v in message.get_all(name, [])])
    return tuple(dict.fromkeys(address.lower() for _name, address in found if "@" in address))


def _sender(message: EmailMessage) -> tuple[str, str]:
    found = getaddresses([str(message.get("Reply-To") or message.get("From") or "")])
    return (found[0][0][:120], found[0][1]) if found else ("", "")


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = _decoded(part).replace("\r\n", "\n").replace("\0", "")
    is_html = part.get_content_subtype() == "html"
    whole = _plain(content, quoted=True) if is_html else content.strip()
    if FORWARDED.match(str(message.get("Subject", ""))) or FORWARDING.search(whole):
        return whole
    return own_words(_plain(content) if is_html else whole)


def _decoded(part: Any) -> str:
    """By the charset that it names, else by those that mail has in practice: words half read are better than none."""
    content = part.get_payload(decode=True) or b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return str(content.decode(charset))
        except (LookupError, UnicodeDecodeError):
            continue
    return str(content.decode("cp1252", "replace"))


def own_words(text: str) -> str:
    """Without what was quoted and without what a program puts under every mail; all of it where nothing else is left."""
    kept: list[str] = []
    for line in text.splitlines():
        if SIGNATURE.match(line) or QUOTING.match(line):
            break
        if not line.startswith(">"):
            kept.append(line.rstrip())
    own = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return own if len(own) >= 3 else text


class _Words(HTMLParser):
    """Only what a reader would see."""

    HIDDEN = ("script", "style", "head", "title", "template")
    LINES = ("p", "div", "br", "li", "tr", "h1", "h2", "h3")

    def __init__(self, quoted: bool) -> None:
        super().__init__()
        self.hidden = self.HIDDEN if quoted else (*self.HIDDEN, "blockquote")
        self.words: list[str] = []
        self.inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += tag in self.hidden
        if tag in self.LINES:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag in self.hidden and self.inside > 0

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words.append(data)


def _plain(html: str, quoted: bool = False) -> str:
    """Without quotations, which are an element here; with them where nothing else is left."""
    reader = _Words(quoted)
    reader.feed(html)
    lines = (" ".join(line.split()) for line in "".join(reader.words).replace("\0", "").splitlines())
    text = "\n".join(line for line in lines if line).strip()
    return text if quoted or len(text) >= 3 else _plain(html, quoted=True)
