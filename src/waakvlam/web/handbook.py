"""The handbook for users (Dutch, Markdown in ``docs/handbook/users``) as pages.

Markdown's own HTML is off: what stands in a text is never markup of the page.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(settings.HERE) / "docs" / "handbook" / "users"
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
    return [_described(file) for file in files]


def _described(file: Path) -> Chapter:
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    title = next((line[2:] for line in lines if line.startswith("# ")), file.stem)
    plain = (line for line in lines if line and line[0] not in "#-*|>`!<[")
    return Chapter(file.stem, title, next(plain, ""))


def rendered(slug: str, folder: Path = FOLDER) -> SafeString | None:
    """The text as HTML without its first heading, or None where there is no such text."""
    file = folder / f"{slug}.md"
    if not file.is_file() or file.parent != folder:
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
