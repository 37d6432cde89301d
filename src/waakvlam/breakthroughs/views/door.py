"""Who decides by a link, without an account: one question, one answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.identity import enter
from waakvlam.access.pages import Signed
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent

from .. import queries
from .calls import DONE, carry_out, form_for, screen
from .common import went


def decision(request: Signed, secret: str) -> HttpResponse:
    """The page of the one who must decide; after the answer the link is dead."""
    who = request.who = request.who.for_purpose(Purpose.BREAKTHROUGH)
    enter(who)
    if who.only is None:
        raise Absent("link")
    found = queries.one(who, who.only)
    slug, form = "", None
    if request.method == "POST":
        slug = request.POST.get("act", "")
        if slug not in ("antwoord", "uitstel"):
            raise Absent("act")
        form = form_for(slug, who, found, request.POST)
        if went(request, form, lambda: carry_out(slug, found, form, who), str(DONE[slug])):
            if slug == "uitstel":
                return redirect(request.path)
            messages.get_messages(request).used = True
            return render(request, "breakthroughs/thanks.html", {"title": _("Dank u wel")})
    return render(request, "breakthroughs/by_link.html", screen(who, found, slug, form), status=400 if slug else 200)
