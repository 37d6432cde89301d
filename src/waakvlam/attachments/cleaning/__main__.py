"""`python -m waakvlam.attachments.cleaning`: a file comes in, what may be kept goes out, under narrow limits.

Out: one line of JSON, {"media", "width", "height", "pages"} and then the bytes, or {"unfit": code}.
"""

import json
import resource
import sys

MEMORY, SECONDS = 1 << 30, 20  # bytes of address space; seconds of work


def _narrow() -> None:
    """From here on this process gets no more memory or time than this, and writes no file."""
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0),
                       (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # some systems know a limit and refuse to set it
            continue


def main() -> None:
    from . import Unfit, rewrite

    _narrow()
    content = sys.stdin.buffer.read()
    try:
        made = rewrite(content)
        told = {"media": made.media, "width": made.width, "height": made.height, "pages": made.pages}
    except Unfit as error:
        made, told = None, {"unfit": error.code}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + (made.content if made else b""))


if __name__ == "__main__":
    main()
