"""Asking a virus scanner that the operator runs (clamd, by its INSTREAM command), before anything else looks at a file.

What comes in is drawn anew whatever it answers; this catches what is known, and says so. With a scanner set and
not answering nothing is taken in: a file that nobody looked at is not kept.
"""

import logging
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from .cleaning import Unfit

logger = logging.getLogger(__name__)
SECONDS = 20.0
PIECE = 64 * 1024
LONGEST_ANSWER = 4096


def scan(content: bytes) -> None:
    """Nothing where no scanner is set or it finds nothing. Raises Unfit: "infected", or "unscanned" where it did not answer."""
    if not settings.SCANNER:
        return
    try:
        answer = _asked(content)
    except OSError as error:
        logger.warning("the virus scanner does not answer: %s", type(error).__name__)
        raise Unfit("unscanned") from error
    if answer.endswith("FOUND"):
        raise Unfit("infected")
    if not answer.endswith("OK"):
        logger.warning("the virus scanner answered what we do not know: %s", answer[:80])
        raise Unfit("unscanned")


def _asked(content: bytes) -> str:
    """Pieces, each behind its length in four bytes; a length of nothing ends them."""
    with _connected() as link:
        link.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), PIECE):
            piece = content[at:at + PIECE]
            link.sendall(struct.pack("!I", len(piece)) + piece)
        link.sendall(struct.pack("!I", 0))
        held = bytearray()
        while not held.endswith(b"\0") and len(held) < LONGEST_ANSWER and (part := link.recv(LONGEST_ANSWER)):
            held += part
    return held.rstrip(b"\0\n").decode("ascii", "replace")


@contextmanager
def _connected() -> Iterator[socket.socket]:
    """To a socket in a folder, or to host:port."""
    if settings.SCANNER.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(SECONDS)
        with link:
            link.connect(settings.SCANNER)
            yield link
    else:
        host, _colon, port = settings.SCANNER.rpartition(":")
        with socket.create_connection((host, int(port)), SECONDS) as link:
            yield link
