"""What the network agreed on early-debt signals and the report desk: dated, with its source."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import commands, forms, queries
from ..commands.terms import Days
from ..policies import ArrearsPermission as P
from .common import BOTH


@page(purpose=Purpose.ADMINISTRATION, permission=P.SET_TERMS, methods=BOTH)
def terms(request: Signed) -> HttpResponse:
    who = request.who
    form = forms.Agreed(request.POST or None, desks=queries.desks(who))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            commands.terms.agree(
                desk_id=UUID(given["desk"]), from_on=given["from_on"], source=given["source"], by=who,
                days=Days(given["desk_days"], given["accept_days"], given["contact_days"], given["feedback_days"]))
            messages.success(request, _("Vastgelegd. Wat eerder gold, blijft te lezen."))
            return redirect("arrears:terms")
        except Invalid as error:
            form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
    return render(request, "arrears/terms.html", {
        "title": _("Afspraken over vroegsignalen"), "form": form, "found": queries.earlier(who)}, status=400 if form.errors else 200)
