"""What the screens here have in common."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waakvlam.access.identity import Who
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from ..policies import BreakthroughPermission as P

SEE: dict[str, Any] = {"purpose": Purpose.BREAKTHROUGH, "permission": P.SEE}
BOTH = ("GET", "POST")
TABS = [("silence", _("Stil gevallen"), P.SEE_SILENCE), ("calls", _("Gevraagde besluiten"), P.SEE), ("partners", _("Op tijd antwoorden"), P.SEE_RATES)]


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


def tabs(who: Who, here: str) -> list[tuple[str, Any, bool]]:
    """(address, name, whether one is there) of the pages of silence that this role may open."""
    return [(reverse(f"breakthroughs:{name}"), label, name == here) for name, label, permission in TABS
            if isinstance(decide(who, permission), Allowed)]
