"""Filters of the pages about coverage: ``{% load coverage %}``."""

from urllib.parse import parse_qsl

from django import template

from ..covering import LOOKS, State, Words
from ..models import CoverageDay
from ..queries.coverage import channel_word

register = template.Library()


@register.filter
def fresh_share(row: CoverageDay) -> int:
    """How many of 100 households were reached freshly."""
    return round(row.share / 10)


@register.simple_tag
def states(row: CoverageDay) -> list[tuple[Words, int, str]]:
    """(words, households, tone) for ``{% split %}``."""
    return [(LOOKS[state].meaning, getattr(row, state), LOOKS[state].tone) for state in State if state is not State.APART]


@register.filter
def ways_word(channels: list[str]) -> str:
    return ", ".join(channel_word(code) for code in channels)


@register.filter
def pairs(query: str) -> list[tuple[str, str]]:
    """The parts of a query string, for hidden fields."""
    return parse_qsl(query)
