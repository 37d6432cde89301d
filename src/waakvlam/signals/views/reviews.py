"""Looking back on words that went without permission: the list, and what somebody else found."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import commands, queries
from ..forms import ReviewForm
from ..policies import SignalPermission

SEE = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.SEE}


@page(**SEE)
def reviews(request: Signed) -> HttpResponse:
    return _shown(request)


@page(**SEE, methods=("POST",))
def review(request: Signed, passing_id: UUID) -> HttpResponse:
    found = queries.passing(request.who, passing_id)
    require(request.who, SignalPermission.REVIEW, found)
    form = ReviewForm(request.POST, auto_id=f"{passing_id}_%s")
    if form.is_valid():
        try:
            commands.words.review(passing=found, needed=form.cleaned_data["needed"] == "ja", text=form.cleaned_data["text"], by=request.who)
            messages.success(request, _("Nagekeken en bewaard."))
            return redirect("signals:reviews")
        except Invalid as error:
            form.add_error(error.problem.field, error.sentence)
    return _shown(request, passing_id, form)


def _shown(request: Signed, failed: UUID | None = None, form: ReviewForm | None = None) -> HttpResponse:
    rows = [(row, form if row.passing.pk == failed else ReviewForm(auto_id=f"{row.passing.pk}_%s")) for row in queries.reviews(request.who)]
    return render(request, "signals/reviews.html", {
        "title": _("Gedeeld zonder toestemming"), "tab": "reviews", "rows": rows, "failed": failed, "may_see": True,
        "why": _("Je organisatie gaf deze woorden door zonder toestemming. Iemand anders dan wie dat deed, kijkt terug.")},
        status=400 if form else 200)
