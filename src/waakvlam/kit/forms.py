"""Choices of a form that are known only when it is made."""

from collections.abc import Iterable
from typing import Any

from django import forms


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Set what the field `name` offers. Raises TypeError where that field offers no choice."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
    elif isinstance(field.widget, forms.Select):  # suggests, and takes other values too
        field.widget.choices = list(choices)
    else:
        raise TypeError(f"{type(form).__name__}.{name} offers no choice")
