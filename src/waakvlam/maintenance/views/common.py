"""What every screen here has in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from ..policies import MaintenancePermission

SEE: dict[str, Any] = {"purpose": Purpose.MAINTENANCE, "permission": MaintenancePermission.SEE}
BOTH = ("GET", "POST")


def sent(request: Signed, form: Form, do: Callable[[dict[str, Any]], Any], done: str, *to: Any) -> HttpResponse | None:
    """Where the form went through, the way on; else None, with what is wrong said at the field."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        do(form.cleaned_data)
    except Invalid as error:
        if error.code == "sensitive_words" and hasattr(form, "ask_about_words"):
            form.ask_about_words(error.problem.came_in)
        form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
        return None
    messages.success(request, done)
    return redirect(*to)


def status(request: Signed) -> int:
    """Of a page that shows a form again because something was wrong with it."""
    return 400 if request.method == "POST" else 200


def acted(request: Signed, do: Callable[[], Any], done: str, *to: Any) -> HttpResponse:
    """An act of one tap: done and said, or said why not."""
    try:
        do()
        messages.success(request, done)
    except Invalid as error:
        messages.error(request, error.sentence)
    return redirect(*to)
