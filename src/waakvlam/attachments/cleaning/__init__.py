"""A file made anew: what is seen stays, what hides goes. Knows no database and no Django.

`apart.clean` runs `rewrite` in a process of its own, with a limit on memory and time and without any secret in
its environment: a decoder that breaks on a hostile file breaks there.
Limits: MOST_BYTES before and after; MOST_PIXELS before anything is unpacked; MOST_PAGES of a PDF.
"""

from dataclasses import dataclass

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_560  # pixels of what is kept: a letter can be read from it
MOST_PAGES, MOST_OBJECTS = 100, 50_000
MOST_UNPACKED = 64 * 1024 * 1024  # bytes of what draws the pages of a PDF, together; pictures have their pixels


class Unfit(Exception):
    """This file is not kept. `code` is one of `attachments.words.SENTENCES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Clean:
    """What may be kept. `media` is the type of what we made, not of what came in. Pixels, or pages."""

    content: bytes
    media: str
    width: int = 0
    height: int = 0
    pages: int = 0


def rewrite(content: bytes) -> Clean:
    """By what the first bytes say; no name and no header is asked. Raises Unfit."""
    from . import documents, images

    if not content:
        raise Unfit("empty")
    if len(content) > MOST_BYTES:
        raise Unfit("too_large")
    if content.startswith(b"%PDF-"):
        made = documents.rewrite(content)
    elif images.looks_like_one(content):
        made = images.rewrite(content)
    else:
        raise Unfit("unknown")
    if len(made.content) > MOST_BYTES:
        raise Unfit("too_large")
    return made
