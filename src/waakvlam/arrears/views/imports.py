"""A file of arrears: chosen, looked at, approved; and what was wrong with it."""

import tempfile
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import commands, forms, queries, workbook
from ..models import ArrearsImport
from ..policies import ArrearsPermission as P
from .common import BOTH, landlord, tabs

READ = {"purpose": Purpose.DEBT, "permission": P.IMPORT}


@page(**READ, methods=BOTH)
def imports(request: Signed) -> HttpResponse:
    who = landlord(request)
    form = forms.File(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic(), tempfile.NamedTemporaryFile(prefix="arrears-") as kept:
                for chunk in form.cleaned_data["file"].chunks():
                    kept.write(chunk)
                kept.flush()
                made = commands.imports.read(path=Path(kept.name), file_name=form.cleaned_data["file"].name,
                                             on_day=form.cleaned_data["on_day"], by=who)
            return redirect("arrears:import", made.pk)
        except Invalid as error:
            form.add_error(error.problem.field if error.problem.field in form.fields else None,
                           f"{error.sentence} {error.problem.remedy or ''}".strip())
    return render(request, "arrears/imports.html", {
        "title": _("Achterstanden inlezen"), "form": form, "found": queries.imports(who, request.GET.get("after", "")),
        **tabs(who, "imports")}, status=400 if form.errors else 200)


@page(**READ)
def one_import(request: Signed, import_id: UUID) -> HttpResponse:
    who = landlord(request)
    batch = queries.one_import(who, import_id)
    return render(request, "arrears/import.html", {
        "title": batch.file_name, "batch": batch, "rows": queries.refused(who, batch, request.GET.get("after", "")),
        "waits": batch.state == ArrearsImport.State.PREVIEW, "busy": batch.state == ArrearsImport.State.APPLYING, **tabs(who, "imports")})


@page(**READ, methods=("POST",))
def approval(request: Signed, import_id: UUID) -> HttpResponse:
    """Yes, carry it out; also: go on where it stood still."""
    who = landlord(request)
    commands.imports.approve(batch=queries.one_import(who, import_id), by=who)
    messages.success(request, _("Het bestand wordt verwerkt. Je kunt gewoon verder werken."))
    return redirect("arrears:import", import_id)


@page(**READ, methods=("POST",))
def cancellation(request: Signed, import_id: UUID) -> HttpResponse:
    who = landlord(request)
    commands.imports.cancel(batch=queries.one_import(who, import_id), by=who)
    messages.success(request, _("Weggegooid. Er is niets veranderd."))
    return redirect("arrears:imports")


@page(**READ)
def refused(request: Signed, import_id: UUID) -> HttpResponse:
    """Every bad row as a file, to mend it in."""
    who = landlord(request)
    batch = queries.one_import(who, import_id)
    return HttpResponse(workbook.problems(queries.refused(who, batch, size=50_000)), content_type=workbook.TYPE,
                        headers={"Content-Disposition": 'attachment; filename="geweigerd.xlsx"'})
