"""Coming in by the sign-in service of one's organisation, and setting it."""

import logging
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.forms import told
from waakvlam.access.fresh import fresh
from waakvlam.access.limits import Limit, limited
from waakvlam.access.pages import Request, Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, Refused
from waakvlam.kit.time import now

from .. import commands, entering, oidc, queries, sessions
from ..forms import ProviderForm
from ..policies import SigninPermission

logger = logging.getLogger(__name__)
LEAVING = Limit("sign_in.organisation", most=60, seconds=300, methods=("GET",))
ROUND_TRIP = 600  # seconds to sign in over there
SET = {"purpose": Purpose.ADMINISTRATION, "permission": SigninPermission.SET_PROVIDER}


def return_to() -> str:
    """One address for all, as it is registered with the organisation's service."""
    return settings.BASE_URL.rstrip("/") + reverse("signin:organisation_return")


@page(public=True)
@limited(LEAVING)
def leave(request: Request, provider_id: UUID) -> HttpResponse:
    """To the organisation's own sign-in. A link, no form: a form may not lead to another site."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return redirect("signin:sign_in")  # another site may not begin a session for somebody
    service = oidc.service(provider_id)
    if service is None:
        raise Absent("provider")
    try:
        address, held = oidc.begin(service, return_to(), anew="opnieuw" in request.GET)
    except oidc.Failed as error:
        raise _failed(error) from None
    way = sessions.safe_way(request, request.GET.get("naar", ""))
    request.session["oidc"] = {**held, "way": way, "at": int(now().timestamp())}
    return redirect(address)


@page(public=True)
@limited(LEAVING)
def come_back(request: Request) -> HttpResponse:
    """With a code. State, nonce and code each serve once: they leave the session before anything else."""
    held = request.session.pop("oidc", None)
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    if not held or not state or state != held["state"] or now().timestamp() - held["at"] > ROUND_TRIP:
        raise _failed(oidc.Failed("state is not ours, was used, or is too old"))
    service = oidc.service(UUID(held["provider"]))
    if service is None or request.GET.get("iss", service.issuer) != service.issuer or not code:
        raise _failed(oidc.Failed(f"came back with {request.GET.get('error', 'no code')[:40]!r}"))
    try:
        found = oidc.finish(service, held, code, return_to())
    except oidc.Failed as error:
        raise _failed(error) from None
    person = oidc.person(service, found)
    if person is None:
        raise Refused("oidc.person", _(
            "Je organisatie kent je, maar Waakvlam nog niet. Vraag je beheerder om je toe te voegen met dit e-mailadres."))
    if found.strong:
        answer = entering.enter(request, person, held["way"], "organisation", only=service.organisation_id)
        request.session["provider"] = str(service.id)  # where they may prove it again
        return answer
    return entering.proved(request, person, held["way"], only=service.organisation_id)


def _failed(error: oidc.Failed) -> Refused:
    logger.warning("sign-in with a provider failed: %s", error)
    return Refused("oidc", _("Aanmelden bij je organisatie lukte niet. Probeer het nog een keer, of meld je beheerder deze code."))


@page(**SET, methods=("GET", "POST"))
@fresh("signin:provider")
def provider(request: Signed) -> HttpResponse:
    """Where the own people sign in. The secret itself is never typed here."""
    found = queries.provider(request.who)
    start = {n: getattr(found, n) for n in ProviderForm.base_fields} if found else {}
    form = ProviderForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            commands.set_provider(**form.cleaned_data, by=request.who)
            messages.success(request, _("Bewaard. Probeer het nu uit."))
            return redirect("signin:provider")
        except Invalid as error:
            told(form, error)
    return _provider_page(request, form)


def _provider_page(request: Signed, form: ProviderForm, problems: list[str] | None = None) -> HttpResponse:
    service = queries.service(request.who)
    return render(request, "signin/provider.html", {
        "title": _("Aanmelden met het account van de organisatie"), "form": form, "service": service,
        "problems": problems, "return_to": return_to()}, status=400 if form.errors else 200)


@page(**SET, methods=("POST",))
def trial(request: Signed) -> HttpResponse:
    """Whether the service answers, its keys can be read and the secret is there."""
    service = queries.service(request.who)
    if service is None:
        raise Absent("provider")
    found = queries.provider(request.who)
    form = ProviderForm(initial={n: getattr(found, n) for n in ProviderForm.base_fields})
    return _provider_page(request, form, oidc.tried(service))
