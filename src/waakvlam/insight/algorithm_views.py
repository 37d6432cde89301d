"""Which rules choose or route, for every partner to read (R5)."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page

from . import algorithm_queries as queries


@page()
def algorithms(request: Signed) -> HttpResponse:
    """Every rule in words, and what selections chose beside who lives there."""
    found = queries.selections(request.who, request.GET.get("after", ""))
    return render(request, "insight/algorithms.html", {
        "title": _("Algoritmen"), "rules": queries.rules(), "found": found,
        "chosen": [(row, queries.parts(row)) for row in found]})


@page()
def register(request: Signed) -> HttpResponse:
    """The register as data, in Dutch as the standard asks."""
    with translation.override("nl"):
        facts = queries.register(request.who.network_id)
    return JsonResponse(facts, json_dumps_params={"ensure_ascii": False, "indent": 2})
