"""Files that come with the form of a letter: kept at once, so that whatever else is wrong, they are not lost."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from waakvlam.access import limits
from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed
from waakvlam.attachments import queries as attachments
from waakvlam.attachments import serving
from waakvlam.attachments.cleaning import MOST_BYTES
from waakvlam.attachments.models import File
from waakvlam.attachments.words import unfit
from waakvlam.kit.errors import Absent, Invalid

from . import queries
from .commands import enclosing
from .forms import LetterForm

# Making a file anew costs a third of a second of a processor.
ADDING = limits.Limit("attachment", most=60, seconds=3600)


def changed(request: Signed, subject: Any, service: Any, form: LetterForm) -> bool:
    """Keep the file that came along, or take one away. Whether anything changed; what is wrong stands at the field."""
    given, away = request.FILES.get("file"), request.POST.get("weghalen")
    if request.method != "POST" or not (given or away or "toevoegen" in request.POST):
        return False
    form.full_clean()
    form.errors.clear()  # the rest is still being written
    try:
        if away:
            enclosing.remove(file_id=_id(away), by=request.who)
        else:
            _add(request, subject, service, given)
    except Invalid as error:
        form.add_error("file", error.sentence)
    return True


def _add(request: Signed, subject: Any, service: Any, given: Any) -> None:
    if given is None:
        raise unfit("none")
    if given.size > MOST_BYTES:
        raise unfit("too_large")
    limits.allow(ADDING, str(request.who.person_id))
    enclosing.add(content=given.read(), name=given.name, letter_id=_id(request.POST.get("id", "")), by=request.who,
                  receiver_kind=service.organisation_kind, health="health" in request.POST,
                  resident_id=subject.resident_id, household_id=subject.household_id)


def of_letter(who: Who, form: LetterForm) -> list[Any]:
    """What goes along with the letter on the page."""
    given = form["id"].value()
    try:
        return list(enclosing.of_letter(who, UUID(str(given))))
    except ValueError:
        return []


def shown(form: LetterForm) -> list[UUID]:
    """The files that the page showed when it was sent."""
    return [_id(one) for one in form.cleaned_data["files"].split()]


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise Absent("file") from error


def answer(who: Who, file: File) -> HttpResponse:
    return serving.answer(file, attachments.opened(who, file))


def by_link(request: Signed) -> HttpResponse | None:
    """Behind a link: `?bijlage=<id>` asks for a file of that handover."""
    given = request.GET.get("bijlage")
    if request.method not in ("GET", "HEAD") or not given:
        return None
    return answer(request.who, queries.enclosure(request.who, _id(given)))
