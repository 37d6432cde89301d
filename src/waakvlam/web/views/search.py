"""Zoeken: people by a few letters, addresses, services, and actions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page

from .. import search

LONGEST = 80


@page()
def results(request: Signed) -> HttpResponse:
    words = request.GET.get("q", "")[:LONGEST].strip()
    who = request.who
    context = {
        "title": _("Zoeken"),
        "q": words,
        "too_short": 0 < len(words) < search.LEAST,
        "groups": search.found(who, words),
    }
    part = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, "web/_found.html" if part else "web/search.html", context)
