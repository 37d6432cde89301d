"""The handbook for users (Dutch, Markdown in ``docs/handbook/users``) as pages.

Markdown's own HTML is off: what stands in a text is never markup of the page.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(settings.HERE) / "docs" / "handbook" / "users"
# For whoever decides and oversees, in the product as well: the model of the assessment of effects.
ALSO = {"dpia": Path(settings.HERE) / "docs" / "handbook" / "operators" / "dpia.md"}
FIRST = ("index", "README", "begin")


@dataclass(frozen=True)
class Chapter:
    """A text: its name in the address, its first heading, its first sentence."""

    slug: str
    title: str
    lead: str


def chapters(folder: Path = FOLDER) -> list[Chapter]:
    """In the order of their file names; the front page first. Reads each file."""
    files = sorted(folder.glob("*.md"), key=lambda f: (f.stem not in FIRST, f.name))
    files += [file for file in ALSO.values() if folder == FOLDER and file.is_file()]
    return [_described(file) for file in files]


def _described(file: Path) -> Chapter:
    tokens = MarkdownIt("commonmark").parse(file.read_text(encoding="utf-8"))
    said: dict[str, str] = {}  # the first of each kind: heading_open, paragraph_open, …
    for opened, inline in pairwise(tokens):
        if inline.type == "inline":
            said.setdefault(opened.type, _plain(inline))
    lead = re.split(r"(?<=[.!?]) ", said.get("paragraph_open", ""), maxsplit=1)[0]
    return Chapter(file.stem, said.get("heading_open", file.stem), lead)


def _plain(inline: Token) -> str:
    """The words without bold, links or line breaks."""
    return "".join(" " if part.type == "softbreak" else part.content for part in inline.children or ())


def rendered(slug: str, folder: Path = FOLDER) -> SafeString | None:
    """The text as HTML without its first heading, or None where there is no such text."""
    also = ALSO.get(slug) if folder == FOLDER else None
    file = also or folder / f"{slug}.md"
    if not file.is_file() or not also and file.parent != folder:
        return None
    return _html(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _html(file: Path, changed: int) -> SafeString:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(file.read_text(encoding="utf-8"))
    if tokens and tokens[0].tag == "h1":
        tokens = tokens[3:]
    for token in tokens:
        _ours(token)
    return mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308  html is off


def _ours(token: Token) -> None:
    """Tables look like ours; links to another chapter lead to its page."""
    if token.type == "table_open":
        token.attrSet("class", "utrecht-table")
    for part in token.children or ():
        href = str(part.attrGet("href") or "")
        if part.type == "link_open" and href.endswith(".md") and "/" not in href:
            part.attrSet("href", f"/uitleg/{href.removesuffix('.md')}/")
