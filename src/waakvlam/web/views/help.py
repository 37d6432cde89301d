"""Uitleg: the handbook for users, readable without signing in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.pages import page

from .. import handbook


@page(public=True)
def index(request: HttpRequest) -> HttpResponse:
    context = {"title": _("Uitleg"), "chapters": handbook.chapters()}
    return render(request, "web/help.html", context)


@page(public=True)
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    found = next((c for c in handbook.chapters() if c.slug == slug), None)
    text = handbook.rendered(slug) if found else None
    if found is None or text is None:
        raise Http404
    context = {"title": found.title, "text": text, "chapters": handbook.chapters(), "slug": slug}
    return render(request, "web/help_chapter.html", context)
