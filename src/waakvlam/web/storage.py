"""Static files for production: hashed names, compressed, and the style sheet as one file.

While building pages every component is a file of its own; ``collectstatic`` puts them in one, so
that a phone with a poor connection asks once.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "web/css/waakvlam.css"
IMPORT = re.compile(r'^@import url\("(?P<file>[^"]+)"\)(?: layer\((?P<layer>\w+)\))?;$', re.M)


class Bundled(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if SHEET in paths and not dry_run:
            file = Path(self.path(SHEET))
            file.write_text(bundled(file), encoding="utf-8")
            paths = paths | {SHEET: (self, SHEET)}  # hashed from here, not from its source
        yield from super().post_process(paths, dry_run, **options)


def bundled(sheet: Path) -> str:
    """The style sheet with each imported file in its place, in its layer.

    The files stand in the sheet's own folder or hold no relative address: a test looks.
    """

    def put(found: re.Match[str]) -> str:
        text = (sheet.parent / found["file"]).read_text(encoding="utf-8").strip()
        return f"@layer {found['layer']} {{\n{text}\n}}" if found["layer"] else text

    return IMPORT.sub(put, sheet.read_text(encoding="utf-8"))
