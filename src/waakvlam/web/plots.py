"""Small plots made on the server: SVG without style attributes, coloured by CSS.

Each has its facts in words beside it or in its label; none ranks persons.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .formats import number


def bars(rows: Iterable[tuple[Any, float]], label: str = "", unit: str = "") -> SafeString:
    """Horizontal bars as a real table: (label, value) each. Readable without the bars."""
    rows = list(rows)
    most = max((value for _, value in rows), default=0) or 1
    lines = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="wv-bars__value">{}</td><td class="wv-bars__bar">'
        '<svg aria-hidden="true" height="10" width="100%"><rect width="{}%" height="10" rx="5"/></svg></td></tr>',
        ((name, f"{number(value)}{unit}", f"{100 * value / most:.1f}") for name, value in rows),
    )
    return format_html('<table class="wv-bars"><caption>{}</caption>{}</table>', label, lines)


def split(parts: Iterable[tuple[Any, int, str]], label: str = "") -> SafeString:
    """One bar in parts: (label, count, tone) each, with a legend that holds the numbers."""
    parts = [part for part in parts if part[1]]
    total, at, shapes = sum(count for _, count, _ in parts) or 1, 0.0, []
    for _, count, tone in parts:
        width = 100 * count / total
        shapes.append((tone, f"{at:.2f}", f"{width:.2f}"))
        at += width
    return format_html(
        '<figure class="wv-split"><svg aria-hidden="true" width="100%" height="14">{}</svg>'
        '<figcaption>{}<ul>{}</ul></figcaption></figure>',
        format_html_join("", '<rect class="wv-tone--{}" x="{}%" width="{}%" height="14"/>', shapes),
        label,
        format_html_join(
            "",
            '<li><span class="wv-dot wv-tone--{}"></span>{} <b>{}</b></li>',
            ((tone, name, number(count)) for name, count, tone in parts),
        ),
    )


def line(values: Sequence[float], label: str = "", width: int = 240, height: int = 48) -> SafeString:
    """A line without axes that shows a course; ``label`` says what and is read aloud."""
    if len(values) < 2:
        return format_html('<span class="wv-quiet">{}</span>', label)
    low, high = min(values), max(values)
    reach = (high - low) or 1
    step = (width - 8) / (len(values) - 1)
    points = [
        (4 + i * step, height - 6 - (value - low) / reach * (height - 12))
        for i, value in enumerate(values)
    ]
    trace = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return format_html(
        '<svg class="wv-line" role="img" aria-label="{}" viewBox="0 0 {} {}"><polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="4"/></svg>',
        label, width, height, trace, f"{points[-1][0]:.1f}", f"{points[-1][1]:.1f}",
    )  # fmt: skip
