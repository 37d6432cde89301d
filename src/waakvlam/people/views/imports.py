"""Reading a register: upload, preview, approval, progress, what was refused."""

import tempfile
from io import BytesIO
from pathlib import Path
from uuid import UUID

import xlsxwriter
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now

from .. import commands, queries
from ..forms import ColumnsForm, RegisterForm
from ..models import RegisterImport
from ..policies import PeoplePermission as P
from ..register import Problem

TABS = ("new", "changed", "gone", "refused", "remarks", "same")
TO_MEND = ("refused", "remarks")  # what is still of use once it is carried out
SILENT_AFTER = 60  # seconds without a sign of life
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(purpose=Purpose.REGISTER, permission=P.IMPORT_REGISTER, methods=("GET", "POST"))
def imports(request: Signed) -> HttpResponse:
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _read(request, form, None)
    return _imports_page(request, form, 422 if request.method == "POST" else 200)


@page(purpose=Purpose.REGISTER, permission=P.IMPORT_REGISTER, methods=("POST",))
def columns(request: Signed, import_id: UUID) -> HttpResponse:
    """The same file again, with columns that somebody assigned. The former preview goes."""
    who = request.who
    batch = queries.one_import(who, import_id)
    form = ColumnsForm(request.POST, request.FILES, headers=headers_of(batch))
    if not form.is_valid():
        return _preview_page(request, batch, form, 422)
    return _read(request, form, form.mapping(), instead_of=batch)


def headers_of(batch: RegisterImport) -> dict[str, str]:
    """Every column that may be read → what it was read as; by the alphabet, so that one is found."""
    found = {**batch.columns, **{title: "" for title in batch.unused}}
    return dict(sorted(found.items(), key=lambda it: it[0].casefold()))


def _read(request: Signed, form: RegisterForm, mapping: dict[str, str] | None,
          instead_of: RegisterImport | None = None) -> HttpResponse:
    who = request.who
    upload = form.cleaned_data["file"]
    try:
        with transaction.atomic(), _on_disk(upload) as path:
            if instead_of and instead_of.state == RegisterImport.State.PREVIEW:
                commands.cancel(batch=instead_of, by=who)
            batch = commands.read_register(
                path=path, file_name=upload.name, source=form.cleaned_data["source"], mapping=mapping,
                sheet=form.cleaned_data["sheet"], by=who)
    except Invalid as trouble:
        form.add_error("file", trouble.sentence)
        if instead_of:
            return _preview_page(request, queries.one_import(who, instead_of.id), form, 422)
        return _imports_page(request, form, 422)
    return redirect("people:import", import_id=batch.id)


class _on_disk:  # noqa: N801  reads as a phrase where it is used
    """The upload as a file that is gone after this block, whatever happens in it."""

    def __init__(self, upload: UploadedFile) -> None:
        self.upload = upload

    def __enter__(self) -> Path:
        self.file = tempfile.NamedTemporaryFile(prefix="register-")  # noqa: SIM115  closed in __exit__
        for chunk in self.upload.chunks():
            self.file.write(chunk)
        self.file.flush()
        return Path(self.file.name)

    def __exit__(self, *_trouble: object) -> None:
        self.file.close()


def _imports_page(request: Signed, form: RegisterForm, status: int) -> HttpResponse:
    who = request.who
    return render(request, "people/imports.html", {
        "title": _("Register inlezen"), "form": form, "sources": queries.source_names(who),
        "found": queries.imports(who, request.GET.get("after", ""))}, status=status)


@page(purpose=Purpose.REGISTER, permission=P.IMPORT_REGISTER)
def one_import(request: Signed, import_id: UUID) -> HttpResponse:
    batch = queries.one_import(request.who, import_id)
    if request.headers.get("HX-Request") and "voortgang" in request.GET:
        return render(request, "people/_progress.html", _facts(batch))
    form = ColumnsForm(headers=headers_of(batch), initial={"source": batch.source.name})
    return _preview_page(request, batch, form, 200)


def _preview_page(request: Signed, batch: RegisterImport, form: RegisterForm, status: int) -> HttpResponse:
    who = request.who
    open_now = batch.state in (RegisterImport.State.PREVIEW, RegisterImport.State.APPLYING)
    tabs = TABS if open_now else TO_MEND
    tab = request.GET.get("soort", "")
    tab = tab if tab in tabs else next((name for name in tabs if batch.counts.get(name)), tabs[0])
    shown = open_now or bool(batch.counts.get(tab))
    rows, found = queries.preview(who, batch, tab, request.GET.get("after", "")) if shown else ((), None)
    return render(request, "people/import.html", {
        "title": batch.file_name, "rows": rows, "found": found, "tab": tab, "form": form, "status": status,
        "tabs": [(name, batch.counts.get(name, 0)) for name in tabs],
        "notices": [Problem(code, 0, column, came) for code, column, came in batch.notices],
        "dropped": [(title, _(why)) for title, why in batch.dropped.items()], **_facts(batch)}, status=status)


def _facts(batch: RegisterImport) -> dict[str, object]:
    quiet = (now() - (batch.beat_at or batch.created_at)).total_seconds() > SILENT_AFTER
    return {"batch": batch, "silent": quiet and batch.state == RegisterImport.State.APPLYING}


@page(purpose=Purpose.REGISTER, permission=P.IMPORT_REGISTER, methods=("POST",))
def approval(request: Signed, import_id: UUID) -> HttpResponse:
    who = request.who
    commands.approve(batch=queries.one_import(who, import_id), complete="complete" in request.POST, by=who)
    return redirect("people:import", import_id=import_id)


@page(purpose=Purpose.REGISTER, permission=P.IMPORT_REGISTER, methods=("POST",))
def resumption(request: Signed, import_id: UUID) -> HttpResponse:
    who = request.who
    commands.resume(batch=queries.one_import(who, import_id), by=who)
    messages.success(request, _("De verwerking gaat verder waar ze was."))
    return redirect("people:import", import_id=import_id)


@page(purpose=Purpose.REGISTER, permission=P.IMPORT_REGISTER, methods=("POST",))
def cancellation(request: Signed, import_id: UUID) -> HttpResponse:
    who = request.who
    commands.cancel(batch=queries.one_import(who, import_id), by=who)
    messages.success(request, _("Niets verwerkt. Het register is zoals het was."))
    return redirect("people:imports")


@page(purpose=Purpose.REGISTER, permission=P.IMPORT_REGISTER)
def refused(request: Signed, import_id: UUID) -> HttpResponse:
    """Everything that was refused or left out, to mend in the source."""
    who = request.who
    batch = queries.one_import(who, import_id)
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True, "strings_to_formulas": False,
                                    "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Opmerkingen"))
        sheet.set_column(1, 4, 36)
        sheet.write_row(0, 0, [_("Rij"), _("Kolom"), _("Er staat"), _("Verwacht"), _("Wat te doen"), _("Gevolg")])
        for line, found in enumerate(queries.problems(who, batch), start=1):
            effect = _("rij geweigerd") if found.weight == "row" else _("waarde weggelaten")
            sheet.write_number(line, 0, found.row)
            for column, text in enumerate((found.column, found.came, found.expected, found.remedy, effect), start=1):
                sheet.write_string(line, column, text)
    audit.record(who, "register.export_refused", batch)
    response = HttpResponse(made.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="opmerkingen.xlsx"'
    return response
