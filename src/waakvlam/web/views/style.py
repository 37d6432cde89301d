"""The living style page: every component in every state. Demo mode only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from waakvlam.access.pages import page

from ..style_page import facts


@page(public=True)
def style(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO and not settings.DEBUG:
        raise Http404
    return render(request, "web/style.html", facts())
