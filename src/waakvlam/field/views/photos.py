"""Photos of damage: from a phone, and for whoever plans."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.limits import Limit, allow
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.attachments import serving
from waakvlam.kit.errors import Invalid

from .. import photos
from ..models import Device
from ..policies import FieldPermission
from .talk import from_phone

KEEPING = Limit("field.photo", most=200, seconds=3600)


@page(purpose=Purpose.VISIT_ROUND, permission=FieldPermission.USE, methods=("POST",))
@from_phone
def keep(request: Signed, device: Device) -> HttpResponse:
    allow(KEEPING, str(device.pk))
    file = request.FILES.get("photo")
    try:
        id, visit = UUID(request.POST.get("id", "")), UUID(request.POST.get("visit", ""))
    except ValueError:
        file = None
    if file is None:
        raise Invalid("photo", _("Deze foto is beschadigd aangekomen."), expected="id, visit, photo")
    photos.keep(id=id, attempt_id=visit, content=file.read(), by=request.who)
    return JsonResponse({"id": str(id)})


@page(purpose=Purpose.VISIT_ROUND, permission=FieldPermission.SEE_PHOTOS)
def listed(request: Signed) -> HttpResponse:
    found = photos.listed(request.who, request.GET.get("after", ""))
    return render(request, "field/photos.html", {"title": _("Foto's van schade"), "found": found, "page": found})


@page(purpose=Purpose.VISIT_ROUND, permission=FieldPermission.SEE_PHOTOS)
def photo(request: Signed, photo_id: UUID) -> HttpResponse:
    found, content = photos.opened(request.who, photo_id)
    return serving.answer(found.attachment, content)
