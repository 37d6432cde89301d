"""The start of management, facts of this installation, and why somebody sees a page."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent, Invalid

from .. import identity
from ..explaining import Explanation, What, explain
from ..forms import WhyForm, told
from ..pages import NEEDS, Needs, Signed, page
from ..policies import AccessPermission
from ..words import Purpose


@page()
def management(request: Signed) -> HttpResponse:
    """Doors by what the role may act for; everybody may read the covenant and ask why."""
    purposes = request.who.purposes()
    return render(request, "access/management.html", {
        "title": _("Beheer"), "administers": Purpose.ADMINISTRATION in purposes,
        "oversees": Purpose.PRIVACY in purposes})


@page(purpose=Purpose.ADMINISTRATION, permission=AccessPermission.SEE_SETTINGS)
def installation(request: HttpRequest) -> HttpResponse:
    """Facts only; what can be set stands in the environment of the server. No secret is shown."""
    with connection.cursor() as db:
        db.execute("show server_version")
        version = (db.fetchone() or [""])[0]
    hours = settings.SESSION_HOURS
    facts = [
        (_("Database"), f"PostgreSQL {version}" + (_(" (ingebouwd)") if settings.EMBEDDED else "")),
        (_("Demo"), _("aan") if settings.DEMO else _("uit")),
        (_("Versleutelde verbinding verplicht"), _("ja") if settings.SECURE else _("nee")),
        (_("Een sessie duurt ten hoogste"), _("%(n)d uur") % {"n": hours}),
        (_("Adres in mails en brieven"), settings.BASE_URL),
        (_("Afzender van mails"), settings.DEFAULT_FROM_EMAIL),
        (_("Mailserver"), settings.EMAIL_HOST or _("geen: mails wachten zichtbaar bij Uitgaande post")),
        (_("Talen"), ", ".join(name for _code, name in settings.LANGUAGES)),
    ]
    return render(request, "access/installation.html", {"title": _("Instellingen"), "facts": facts})


@page()
def why(request: Signed) -> HttpResponse:
    """Which rule let somebody in or kept somebody out: of a page (`pad`), or of data (the form)."""
    who = request.who
    form = WhyForm(request.GET if "what" in request.GET else None, initial={"purpose": who.purpose})
    found: Explanation | None = None
    path = request.GET.get("pad", "")
    try:
        if path:
            found = _of_page(who, path)
        elif form.is_valid():
            found = _asked(who, What.read(form.cleaned_data["what"]), form.cleaned_data["purpose"])
    except Invalid as error:
        told(form, error)
    return render(request, "access/why.html", {
        "title": _("Waarom zie ik dit?"), "form": form, "found": found, "path": path})


def _of_page(who: identity.Who, path: str) -> Explanation:
    """Raises Absent where no page stands at this path."""
    try:
        needs: Needs | None = getattr(resolve(path).func, NEEDS, None)
    except Resolver404:
        needs = None
    if needs is None:
        raise Absent("page", _("Op dit adres staat geen bladzijde."), came_in=path[:80])
    permission: Any = needs.permission or ""
    return _asked(who, What(), needs.purpose or who.purpose, str(permission))


def _asked(who: identity.Who, what: What, purpose: str, permission: str = "") -> Explanation:
    with identity.acting(who.for_purpose(purpose)) as asking:
        return explain(asking, what, permission)
