"""What the screens here have in common."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from ..policies import BreakthroughPermission as P

SEE: dict[str, Any] = {"purpose": Purpose.BREAKTHROUGH, "permission": P.SEE}
BOTH = ("GET", "POST")


def went(request: HttpRequest, form: forms.Form, do: Callable[[], Any], done: str) -> bool:
    """Whether the act went through; where not, what is wrong stands at its field and nothing typed is lost."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        do()
    except Invalid as error:
        if error.code == "sensitive_words" and hasattr(form, "ask_about_words"):
            form.ask_about_words(error.problem.came_in)
        form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
        return False
    messages.success(request, done)
    return True


def status(request: HttpRequest) -> int:
    """Of a page that shows a form again because something was wrong with it."""
    return 400 if request.method == "POST" else 200
