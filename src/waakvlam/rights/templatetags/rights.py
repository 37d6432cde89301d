"""Words and days of the resident's pages, in any of the six languages: `{% load rights %}`."""

from datetime import date, datetime
from typing import Any

from django import template

from .. import document, letters, words
from ..queries import Look

register = template.Library()


@register.filter
def rights_day(value: date | datetime | str | None) -> str:
    """“24 november 2026” in the language that is on; takes ISO text as the gate gives it."""
    if not value:
        return ""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return letters.day(found) if isinstance(found, datetime) else document.date_of(found)


@register.filter
def rights_looked(look: Look) -> str:
    return document.looked(look)


@register.filter
def rights_years(days: int) -> int:
    return max(1, round(days / 365))


@register.filter
def rights_asked(kind: str) -> Any:
    return words.KINDS_OF_REQUEST[kind]


@register.filter
def rights_stands(state: str) -> Any:
    return words.STATES_OF_REQUEST[state]


@register.filter
def rights_reason(reason: str) -> Any:
    return words.REASONS[reason]
