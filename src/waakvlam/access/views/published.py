"""What anybody may read: the heads of the log's days, and the register of processing activities.

A processing line points to its activity by an address here, so the address must open for whoever
holds the line. Signed in, it also tells what the covenant says for one's own organisation.
"""

from datetime import date

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid

from .. import days, registers
from ..pages import Request, page

PLAIN = {"ensure_ascii": False, "indent": 2}


@page(public=True)
def day_heads(request: Request) -> HttpResponse:
    """Without personal data and without an organisation: counts and hashes. `?sinds=2026-01-31`."""
    try:
        since = date.fromisoformat(given) if (given := request.GET.get("sinds", "")) else None
    except ValueError:
        raise Invalid("since", _("Geef een dag als jjjj-mm-dd."), came_in=given, expected="2026-01-31") from None
    return JsonResponse(days.published(days.kept(since)), json_dumps_params=PLAIN)


@page(public=True)
def activities(request: Request) -> HttpResponse:
    return render(request, "access/activities.html", {
        "title": _("Wat Waakvlam met gegevens doet"), "entries": registers.register(request.who)})


@page(public=True)
def activity(request: Request, code: str, version: int) -> HttpResponse:
    found = registers.entry(request.who, code, version)
    return render(request, "access/activity.html", {"title": found.activity.words, "entry": found})


@page(public=True)
def activity_as_data(request: Request, code: str, version: int) -> HttpResponse:
    return JsonResponse(registers.entry(request.who, code, version).as_data(), json_dumps_params=PLAIN)
