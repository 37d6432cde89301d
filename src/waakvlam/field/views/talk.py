"""The talk between app and server: small JSON, the same session as every page, told each time whether the phone stands."""

import gzip
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse

from waakvlam.access import covenant
from waakvlam.access.identity import Who
from waakvlam.access.limits import Limit, allow, limited
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.errors import Absent, WaakvlamError
from waakvlam.kit.time import now
from waakvlam.outreach.queries import sheets as outreach
from waakvlam.signin import devices as browsers

from .. import commands, intake, queries, reading, sheets
from ..models import Device
from ..policies import FieldPermission

ASKING = Limit("field.stands", most=60, seconds=300, methods=("GET",))
SENDING = Limit("field.send", most=300, seconds=300)
ADDING = Limit("field.add", most=20, seconds=3600)
GONE = {"device": "gone"}
with_permission = {"purpose": Purpose.VISIT_ROUND, "permission": FieldPermission.USE}


def from_phone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The phone must stand and be this person's: otherwise it hears that it is gone (410), or that
    somebody else is signed in on it (401). What was refused is told as JSON."""

    @wraps(view)
    def checked(request: Signed, **named: Any) -> HttpResponse:
        device = queries.of(request.who, request)
        if device is None:
            return nobodys(request)
        return told(lambda: view(request, device, **named))

    return checked


def nobodys(request: Signed) -> HttpResponse:
    """Raises Absent where no phone asks at all."""
    if not queries.told(request):
        raise Absent("device")
    stands = queries.stands(queries.told(request))
    return JsonResponse({} if stands else GONE, status=401 if stands else 410)


def told(act: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return act()
    except WaakvlamError as error:
        return JsonResponse({"code": error.code, "reason": error.sentence}, status=error.status)


@page(**with_permission)
def begin(request: Signed) -> HttpResponse:
    """Who is signed in, today's sheets, our clock, and the token that acts carry."""
    lines = outreach.my_sheets(request.who)
    known = {"now": intake.moment(), "csrf": get_token(request), "photos": _takes_photos(request.who), **sheets.today(lines, request.who)}
    if queries.told(request) and queries.of(request.who, request) is None:
        return nobodys(request)
    return JsonResponse(known)


def _takes_photos(who: Who) -> bool:
    """Whether the covenant has a line for files of visits here. Read once per transaction."""
    return covenant.find(who, Category.FILE) is not None


@page(public=True)
@limited(ASKING)
def stands(request: HttpRequest) -> HttpResponse:
    """Whether the phone that asks still stands, signed in or not. Says nothing else."""
    return JsonResponse({"device": "stands" if queries.stands(queries.told(request)) else "gone"})


@page(**with_permission, methods=("POST",))
def add(request: Signed) -> HttpResponse:
    allow(ADDING, str(request.who.person_id))
    given = commands.add(name=browsers.words(request), by=request.who)
    return JsonResponse({"id": str(given.device.pk), "token": given.token, "share": given.share})


@page(**with_permission, methods=("POST",))
@from_phone
def share(request: Signed, device: Device) -> HttpResponse:
    return JsonResponse({"share": commands.share(device=device, by=request.who)})


@page(**with_permission)
@from_phone
def sheet(request: Signed, device: Device, sheet_id: UUID) -> HttpResponse:
    """One sheet, compressed: nothing in it was chosen by who reads along on the line."""
    content = json.dumps(sheets.as_json(outreach.sheet(request.who, sheet_id), request.who), ensure_ascii=False,
                         separators=(",", ":")).encode()
    answer = HttpResponse(content_type="application/json")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        content = gzip.compress(content, compresslevel=5)
        answer["Content-Encoding"] = "gzip"
    answer.content = content
    return answer


@page(**with_permission, methods=("POST",))
@from_phone
def take(request: Signed, device: Device) -> HttpResponse:
    allow(SENDING, str(device.pk))
    results = intake.take(device=device, batch=reading.batch(request.body, now()), by=request.who)
    return JsonResponse({"now": intake.moment(), "results": [one.as_json() for one in results],
                         "conflicts": reverse("field:conflicts")})
