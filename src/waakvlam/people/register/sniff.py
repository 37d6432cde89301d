"""What is this file? Kind, encoding and delimiter, decided on its bytes, never on its name."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass
from pathlib import Path

from . import workbook
from .problems import RegisterError

LARGEST_BYTES = 2_000_000_000
LARGEST_WORKBOOK = 150_000_000
CHUNK = 1 << 20
DELIMITERS = ";,\t|"
OTHER_KINDS = {
    b"\xd0\xcf\x11\xe0": "oud-excel", b"%PDF": "onbekend-soort", b"\x1f\x8b": "onbekend-soort",
    b"\x89PNG": "onbekend-soort", b"\xff\xd8\xff": "onbekend-soort", b"7z\xbc\xaf": "onbekend-soort",
    b"Rar!": "onbekend-soort", b"<?xm": "onbekend-soort", b"<!DO": "onbekend-soort",
    b"<htm": "onbekend-soort", b"{\\rt": "onbekend-soort", b"GIF8": "onbekend-soort",
}
UNDEFINED_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
UTF8_PAIR = re.compile(rb"[\xc3\xc5][\x80-\xbf]")
CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`kind` is xlsx, csv or json; `first_line` counts from 1, after a line like "sep=;"."""

    path: Path
    kind: str
    size: int
    encoding: str = ""
    delimiter: str = ""
    first_line: int = 1
    error_rows: frozenset[int] = frozenset()


def sniff(path: Path) -> Sniffed:
    """Look through the file once, in constant memory. Raises RegisterError."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(CHUNK)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00") and size <= CHUNK:
        raise RegisterError("nul-tekens" if b"\x00" in head and len(head) > 8 else "leeg-bestand")
    if head.startswith(b"PK"):
        return _workbook(path, size)
    for magic, code in OTHER_KINDS.items():
        if head[:4].startswith(magic):
            raise RegisterError(code, came=head[:4].decode("latin-1"))
    if size > LARGEST_BYTES:
        raise RegisterError("te-groot", came=f"{size / 1e6:.0f} MB")
    encoding = _encoding(path, head)
    text = _text(head, encoding)
    if text.lstrip()[:1] in ("{", "["):
        return Sniffed(path, "json", size, encoding)
    delimiter, first = _delimiter(text)
    return Sniffed(path, "csv", size, encoding, delimiter, first)


def _workbook(path: Path, size: int) -> Sniffed:
    if size > LARGEST_WORKBOOK:
        raise RegisterError("te-groot", came=f"{size / 1e6:.0f} MB")
    return Sniffed(path, "xlsx", size, error_rows=workbook.check(path))


def _encoding(path: Path, head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return _checked_utf8(path, "utf-8-sig")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:4096]
    zeros = sample.count(0)
    if zeros:
        # UTF-16 without a mark: every other byte of Latin text is zero.
        for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
            if zeros > 0.4 * len(sample) and sample[offset::2].count(0) > 0.8 * (len(sample) // 2):
                return name
        raise RegisterError("nul-tekens")
    return _checked_utf8(path, "utf-8")


def _checked_utf8(path: Path, name: str) -> str:
    """UTF-8 where all of it is; otherwise Windows-1252, unless it is neither or both."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    valid, pairs, undefined, line = True, 0, False, 1
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if b"\x00" in chunk:
                raise RegisterError("nul-tekens", row=line + chunk[: chunk.index(0)].count(b"\n"))
            if len(CONTROLS.findall(chunk)) > len(chunk) / 100:
                raise RegisterError("onbekend-soort", came=chunk[:8].decode("latin-1"))
            valid = valid and _decodes(decoder, chunk)
            if not chunk.isascii():
                pairs += len(UTF8_PAIR.findall(chunk))
                undefined = undefined or bool(UNDEFINED_1252.search(chunk))
            line += chunk.count(b"\n")
    if valid and _decodes(decoder, b"", final=True):
        return name
    if pairs or name == "utf-8-sig":
        raise RegisterError("codering-gemengd")
    if undefined:
        raise RegisterError("codering-onbekend")
    return "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _text(head: bytes, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return decoder.decode(head).lstrip("\ufeff")


def _delimiter(text: str) -> tuple[str, int]:
    """The sign that splits the first lines into the most, and the most equal, columns."""
    if match := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE):
        return match.group(1), 2
    lines = text[:65_536].splitlines()[:30]
    if len(lines) > 1 and len(text) > 65_536:
        lines = lines[:-1]
    best, best_score = "", 0.0
    for sign in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        except csv.Error:
            continue
        common = max(set(widths), key=widths.count, default=0)
        score = (common - 1) * widths.count(common) / max(len(widths), 1)
        if common > 1 and score > best_score:
            best, best_score = sign, score
    if not best:
        if len(text) > CHUNK // 2 and "\n" not in text:
            raise RegisterError("regel-te-lang", row=1, came=text[:60])
        raise RegisterError("geen-scheidingsteken", row=1, came=text[:60])
    return best, 1
