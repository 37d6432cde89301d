"""Filters of the caller's screen: ``{% load calling %}``."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django import template

from waakvlam.kit.time import AMSTERDAM

register = template.Library()


@register.filter
def filled(text: str, blanks: Mapping[str, str]) -> str:
    """What is said aloud, with the caller's name, organisation and the resident's name in place."""
    for blank, word in blanks.items():
        text = text.replace(blank, word)
    return text


@register.filter
def letter(letters: str, number: int) -> str:
    """The key of an answer; none beyond the last."""
    return letters[number : number + 1]


@register.filter
def stamp(moment: datetime) -> str:
    """2026-11-24T14:00 in Dutch time, as the browser's field for moments wants it."""
    return moment.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")


@register.filter
def kept_texts(fields: Mapping[str, Any]) -> Iterator[str]:
    """The texts that were typed, in the order of the form."""
    for name in ("observation", "interpretation", "source", "request_words", "signal_words"):
        if fields.get(name):
            yield fields[name]
