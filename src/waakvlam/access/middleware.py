"""One request, one transaction, one identity.

Views declare what they need with `pages.page`; this middleware opens the transaction, sets the
wall, runs the view, writes the processing lines, and turns our errors into pages.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from waakvlam.kit.errors import WaakvlamError

from . import audit, covenant, refusing
from .identity import Who, enter, member, restored
from .pages import NEEDS, Needs, Request


class Identity:
    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        request.who, request.purposes = None, ()
        return self.get_response(request)

    def process_view(self, request: Request, view: Callable[..., HttpResponse],
                     args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Views without `page` (static files, library views) get no identity and see nothing."""
        needs: Needs | None = getattr(view, NEEDS, None)
        if needs is None:
            return None
        if _holds_null(request):
            raise BadRequest("a sign that no keyboard has and no database keeps")
        request.purpose_before = ""
        try:
            with restored(), transaction.atomic():
                return self._run(request, needs, view, args, kwargs)
        except WaakvlamError as error:
            self._undo(request, error)
            return error_page(request, error)

    @staticmethod
    def _undo(request: Request, error: WaakvlamError) -> None:
        """What the transaction does not undo by itself; and the denial that must outlive it."""
        audit.flush(None)
        if request.purpose_before:
            request.session["purpose"], request.purpose_before = request.purpose_before, ""
        if error.status == refusing.DENIED:
            refusing.note(request, request.who, error.code, error.problem.about)

    def _run(self, request: Request, needs: Needs, view: Callable[..., HttpResponse],
             args: Any, kwargs: Any) -> HttpResponseBase:
        who = self._who(request, needs)
        request.who = who
        if who is None and not needs.public:
            query = urlencode({"naar": request.get_full_path()}) if request.method == "GET" else ""
            return redirect(f"/aanmelden/?{query}" if query else "/aanmelden/")
        if who is not None:
            # Now: an error page comes after the transaction, when the covenant can no longer be read.
            request.purposes = covenant.purposes(who)
            if needs.purpose:
                needs.check(who)
            elif request.purposes and who.purpose not in request.purposes:
                # What stood was never this role's here, or a new version of the covenant closed it.
                who = request.who = who.for_purpose(request.purposes[0])
                enter(who)
            remember_purpose(request, who)
        audit.begin()
        response = view(request, *args, **kwargs)
        if hasattr(response, "render") and not getattr(response, "is_rendered", True):
            response = response.render()
        audit.flush(request.who)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response

    @staticmethod
    def _who(request: HttpRequest, needs: Needs) -> Who | None:
        """From the session: one query, which also sets the wall."""
        chosen = request.session.get("membership")
        if not chosen:
            return None
        purpose = needs.purpose or request.session.get("purpose", "")
        return member(chosen, purpose)


def _holds_null(request: HttpRequest) -> bool:
    """Whether the address or a form (no upload: a register is read in its own time) holds the sign U+0000."""
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return True
    return request.content_type == "application/x-www-form-urlencoded" and any(
        "\0" in value for _name, values in request.POST.lists() for value in values)


def remember_purpose(request: Request, who: Who) -> None:
    """The screen chose the purpose; a change is kept in the session and logged (R2)."""
    before = request.session.get("purpose", "")
    if before != who.purpose:
        request.session["purpose"], request.purpose_before = who.purpose, before
        audit.record(who, "purpose.change", before=before, after=who.purpose)


def error_page(request: HttpRequest, error: WaakvlamError) -> HttpResponse:
    """What happened, that nothing was lost, what to do, and a code."""
    name = {403: "403", 404: "404", 429: "429"}.get(error.status, "400")
    headers = {"Retry-After": str(after)} if (after := getattr(error, "retry_after", 0)) else {}
    if connection.in_atomic_block and connection.needs_rollback:
        return HttpResponse(error.sentence, status=error.status, content_type="text/plain; charset=utf-8",
                            headers=headers)
    page = render(request, f"{name}.html", {
        "error": error, "problem": error.problem, "code": error.code,
        "explain_url": refusing.way_to_why(error, request.path)}, status=error.status)
    for header, value in headers.items():
        page[header] = value
    return page
