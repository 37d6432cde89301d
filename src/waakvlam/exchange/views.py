"""For the privacy officer: what went to the Logboek Dataverwerkingen, and what did not arrive."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import WrongState

from . import commands, queries
from .policies import ExchangePermission

OVERSEE = {"purpose": Purpose.PRIVACY, "permission": ExchangePermission.SEE_SHIPMENTS}


@page(**OVERSEE)
def logboek(request: Signed) -> HttpResponse:
    return render(request, "exchange/logboek.html", {
        "title": _("Logboek Dataverwerkingen"), "way": queries.way(request.who), "configured": bool(settings.LOGBOEK_URL)})


@page(**OVERSEE, methods=("POST",))
def retry(request: Signed) -> HttpResponse:
    try:
        count = commands.retry(by=request.who)
        messages.success(request, ngettext("%(n)d pakket gaat nu opnieuw.", "%(n)d pakketten gaan nu opnieuw.", count) % {"n": count})
    except WrongState as error:
        messages.info(request, error.sentence)
    return redirect("exchange:logboek")
