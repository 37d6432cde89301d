"""The covenant: everybody may read it; an administrator adopts the next version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.pagination import grouped

from .. import commands, covenant_text, queries
from ..covenant import in_force, lines
from ..forms import CovenantForm, told
from ..pages import Signed, page
from ..policies import AccessPermission
from ..words import Purpose


@page()
def covenant(request: Signed) -> HttpResponse:
    who = request.who
    version = in_force(who.network_id)
    author = queries.names_of([version.adopted_by]).get(version.adopted_by, "") if version else ""
    return render(request, "access/covenant.html", {
        "title": _("Convenant"), "version": version, "author": author,
        "kinds": grouped(lines(who.network_id), lambda line: line.kind_label)})


@page()
def covenant_as_text(request: Signed) -> HttpResponse:
    who = request.who
    return HttpResponse(covenant_text.table(lines(who.network_id)), content_type="text/plain; charset=utf-8")


@page(purpose=Purpose.ADMINISTRATION, permission=AccessPermission.MANAGE_COVENANT, methods=("GET", "POST"))
def new_covenant(request: Signed) -> HttpResponse:
    """First what changes, then the act: `adopt` is only sent by the button below the preview."""
    who = request.who
    now = lines(who.network_id)
    form = CovenantForm(request.POST or None, initial={"text": covenant_text.render(now)})
    change = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            wanted = covenant_text.parse(given["text"])
            if "adopt" in request.POST:
                made = commands.adopt_covenant(lines=wanted, in_force_from=given["in_force_from"],
                                               reason=given["reason"], by=who)
                messages.success(request, _("Versie %(n)d is aangenomen.") % {"n": made.number})
                return redirect("access:covenant")
            change = covenant_text.compare(now, wanted)
        except WaakvlamError as error:
            told(form, error)
    return render(request, "access/new_covenant.html", {
        "title": _("Nieuwe versie van het convenant"), "form": form, "change": change},
        status=400 if form.errors else 200)
