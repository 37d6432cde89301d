"""A photo or document with a letter, for the screen that shows it."""

from uuid import UUID

from django.http import HttpResponse

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose

from .. import attaching, queries
from ..policies import HandoverPermission


@page(purpose=Purpose.HANDOVER, permission=HandoverPermission.SEE)
def file(request: Signed, file_id: UUID) -> HttpResponse:
    """As a download; 404 out of reach, also after the permission was withdrawn."""
    who = request.who
    return attaching.answer(who, queries.file(who, file_id))
