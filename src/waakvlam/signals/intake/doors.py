"""Which doors the public has, and what stands on them: for administrators."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.forms import told
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from ..commands.doors import DoorGiven, keep, takes_in
from ..models import Door
from ..models.states import Refusal
from ..policies import SignalPermission
from ..public_words import LANGUAGES
from ..queries import doors as queries

_PAGE: dict[str, Any] = {"purpose": Purpose.ADMINISTRATION, "permission": SignalPermission.DOORS}


class DoorForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Titel boven het formulier"), max_length=120)
    slug = forms.SlugField(label=gettext_lazy("Adres"), max_length=50, help_text=gettext_lazy(
        "Kleine letters, cijfers en streepjes. Het formulier staat dan op /melden/dit-adres/."))
    email = forms.EmailField(label=gettext_lazy("E-mailadres"), required=False, help_text=gettext_lazy(
        "Mail aan dit adres wordt een signaal. De postbus die de beheerder van de server instelde, moet dit adres ontvangen."))
    is_open = forms.BooleanField(label=gettext_lazy("De ingang is open"), required=False, initial=True)

    def __init__(self, *args: Any, is_new: bool = True, **given: Any) -> None:
        super().__init__(*args, **given)
        for code, name in LANGUAGES.items():
            self.fields[f"text_{code}"] = forms.CharField(label=name, required=False, max_length=500, widget=forms.Textarea(
                attrs={"rows": 2, "lang": code, "dir": "rtl" if code == "ar" else "ltr"}))
        if not is_new:
            del self.fields["slug"]

    @property
    def texts(self) -> list[Any]:
        return [self[f"text_{code}"] for code in LANGUAGES]

    def given(self, slug: str = "") -> DoorGiven:
        here = self.cleaned_data
        return DoorGiven(here.get("slug") or slug, here["title"], {c: here[f"text_{c}"] for c in LANGUAGES}, here["email"], here["is_open"])


@page(**_PAGE, methods=("GET", "POST"))
def doors(request: Signed) -> HttpResponse:
    form = DoorForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (answer := _kept(request, form, None)):
        return answer
    rows = [(row.door, [(Refusal(reason).label, n) for reason, n in row.refused]) for row in queries.doors(request.who)]
    return render(request, "signals/intake/doors.html", {
        "title": _("Ingangen voor het publiek"), "rows": rows, "form": form, "site": settings.BASE_URL.rstrip("/"),
        "is_shut": any(door.is_open for door, _refused in rows) and not takes_in(request.who),
        "look": settings.MAILBOX_LOOK if settings.MAILBOX_HOST else ""}, status=400 if form.errors else 200)


@page(**_PAGE, methods=("GET", "POST"))
def door(request: Signed, door_id: UUID) -> HttpResponse:
    found = queries.door(request.who, door_id)
    start = {"title": found.title, "email": found.email, "is_open": found.is_open,
             **{f"text_{code}": found.texts.get(code, "") for code in LANGUAGES}}
    form = DoorForm(request.POST or None, initial=start, is_new=False)
    if request.method == "POST" and form.is_valid() and (answer := _kept(request, form, found)):
        return answer
    return render(request, "signals/intake/door.html", {
        "title": found.title, "door": found, "form": form, "site": settings.BASE_URL.rstrip("/"),
        "leads": found.is_open and takes_in(request.who)}, status=400 if form.errors else 200)


def _kept(request: Signed, form: DoorForm, found: Door | None) -> HttpResponse | None:
    """A redirect where it was kept; None where something is wrong, which then stands at its field."""
    try:
        made = keep(given=form.given(found.slug if found else ""), door=found, by=request.who)
    except Invalid as error:
        told(form, error)
        return None
    messages.success(request, _("Bewaard. Het formulier staat op /melden/%(slug)s/.") % {"slug": made.slug})
    return redirect("signals:doors")
