"""Kept lists: on the board as tabs of one's own, here to share, to open first and to take away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import queries
from ..commands import views as kept
from ..policies import SignalPermission

FIND = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.FIND}


@page(**FIND)
def saved(request: Signed) -> HttpResponse:
    rows = queries.saved_views(request.who)
    return render(request, "signals/saved.html", {"title": _("Bewaarde lijsten"), "rows": rows, "own": request.who.person_id,
                                                  "tab": "saved", "may_see": True})


@page(**FIND, methods=("POST",))
def keep(request: Signed) -> HttpResponse:
    """The filters that stand in the address of the board, under a name."""
    filters = {key: request.POST.get(key, "") for key in kept.KEPT}
    try:
        made = kept.keep(name=request.POST.get("name", ""), filters=filters, is_shared="is_shared" in request.POST, by=request.who)
    except Invalid as error:
        messages.error(request, error.sentence)
        return redirect(f"{reverse('signals:held')}?{urlencode(filters)}")
    messages.success(request, _("De lijst “%(name)s” is bewaard.") % {"name": made.name})
    return redirect(f"{reverse('signals:held')}?{urlencode(made.filters)}")


@page(**FIND, methods=("POST",))
def first(request: Signed, view_id: UUID) -> HttpResponse:
    made = kept.open_first(view_id=view_id, by=request.who)
    messages.success(request, _("Voortaan open je met “%(name)s”.") % {"name": made.name} if made.is_default
                     else _("Voortaan open je weer met alles."))
    return redirect("signals:saved")


@page(**FIND, methods=("POST",))
def removed(request: Signed, view_id: UUID) -> HttpResponse:
    gone = kept.remove(view_id=view_id, by=request.who)
    messages.success(request, _("De lijst “%(name)s” is weg.") % {"name": gone.name},
                     extra_tags=reverse("signals:saved_back", args=[gone.pk]))
    return redirect("signals:saved")


@page(**FIND, methods=("POST",))
def back(request: Signed, view_id: UUID) -> HttpResponse:
    kept.restore(view_id=view_id, by=request.who)
    return redirect("signals:saved")
