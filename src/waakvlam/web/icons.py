"""The icon set: inline SVG by our own names, so that it needs no request and prints."""

import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

STATIC = Path(__file__).parent / "static"
SPRITES = (STATIC / "vendor/tabler/icons.svg", STATIC / "web/img/icons.svg")


@cache
def drawings() -> dict[str, SafeString]:
    """Name -> the shapes inside the symbol. Both files are our own, not user input."""
    found = {}
    for sprite in SPRITES:
        ET.register_namespace("", "http://www.w3.org/2000/svg")
        for symbol in ET.parse(sprite).getroot():  # noqa: S314
            shapes = "".join(ET.tostring(shape, encoding="unicode").strip() for shape in symbol)
            plain = shapes.replace(' xmlns="http://www.w3.org/2000/svg"', "")
            found[symbol.attrib["id"]] = mark_safe(plain)  # noqa: S308
    return found


def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An inline icon. With a label it is an image for a screen reader, else decoration.

    Raises KeyError for a name that is not in ``icons.txt``: an invisible icon is worse.
    """
    shape = drawings()[name]
    kind = f"wv-icon wv-icon--{size}" if size else "wv-icon"
    if label:
        return format_html(
            '<svg class="{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
            kind, label, shape,
        )  # fmt: skip
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', kind, shape)
