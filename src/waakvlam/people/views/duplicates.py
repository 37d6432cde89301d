"""Two that may be one: a person looks, decides, and can come back on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import commands, queries
from ..models import Duplicate
from ..policies import PeoplePermission as P


@page(purpose=Purpose.REGISTER, permission=P.MERGE)
def duplicates(request: Signed) -> HttpResponse:
    who = request.who
    kind = Duplicate.Kind.DWELLING if request.GET.get("soort") == "dwelling" else Duplicate.Kind.RESIDENT
    pairs, found = queries.pairs(who, kind, request.GET.get("after", ""))
    return render(request, "people/duplicates.html", {
        "title": _("Misschien dubbel"), "pairs": pairs, "found": found, "kind": kind,
        "merged": queries.merged(who, kind), "kinds": Duplicate.Kind.choices})


@page(purpose=Purpose.REGISTER, permission=P.MERGE, methods=("POST",))
def merge(request: Signed, duplicate_id: UUID) -> HttpResponse:
    who = request.who
    pair = queries.duplicate(who, duplicate_id)
    try:
        keep = UUID(request.POST.get("keep", ""))
    except ValueError:
        raise Invalid("merge_keep", _("Kies wie van de twee blijft."), field="keep") from None
    done = commands.merge(duplicate=pair, keep=keep, by=who)
    messages.success(request, _("Samengevoegd."), extra_tags=reverse("people:undo", args=[done.id]))
    return redirect(f"{reverse('people:duplicates')}?soort={pair.kind}")


@page(purpose=Purpose.REGISTER, permission=P.MERGE, methods=("POST",))
def dismissal(request: Signed, duplicate_id: UUID) -> HttpResponse:
    who = request.who
    pair = queries.duplicate(who, duplicate_id)
    commands.dismiss(duplicate=pair, by=who)
    return redirect(f"{reverse('people:duplicates')}?soort={pair.kind}")


@page(purpose=Purpose.REGISTER, permission=P.MERGE, methods=("POST",))
def undo(request: Signed, merge_id: UUID) -> HttpResponse:
    who = request.who
    commands.undo(merge=queries.one_merge(who, merge_id), by=who)
    messages.success(request, _("Teruggedraaid: het zijn er weer twee."))
    return redirect("people:duplicates")
