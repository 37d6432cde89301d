"""Keys for other systems: the administrator's page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from waakvlam.access.fresh import fresh
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from . import commands, queries
from .forms import TokenForm
from .policies import ApiPermission

MANAGE = {"purpose": Purpose.ADMINISTRATION, "permission": ApiPermission.MANAGE_TOKENS}


@never_cache
def _tokens(request: Signed) -> HttpResponse:
    """The secret stands on the answer to the POST, once; it cannot be shown again."""
    who = request.who
    form = TokenForm(who, request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            _made, secret = commands.make_token(**form.cleaned_data, by=who)
            form = TokenForm(who)
        except Invalid as error:
            form.add_error(error.problem.field or None, error.sentence)
    return render(request, "api/tokens.html", {
        "title": _("Sleutels voor andere systemen"), "tokens": queries.tokens(who), "form": form, "secret": secret},
        status=400 if form.errors else 200)


# A key outlives the session in which it was made: whoever makes one, or takes one away, proves who they are.
tokens = page(**MANAGE, methods=("GET", "POST"))(fresh("api:tokens")(_tokens))


@page(**MANAGE, methods=("POST",))
@fresh("api:tokens")
def revocation(request: Signed, token_id: UUID) -> HttpResponse:
    who = request.who
    commands.revoke_token(token=queries.token(who, token_id), by=who)
    messages.success(request, _("De sleutel werkt niet meer."))
    return redirect("api:tokens")
