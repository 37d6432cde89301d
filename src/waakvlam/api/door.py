"""The way in for other systems: bearer token → membership and purpose → one transaction behind the wall.

The same three locks as the pages: `needs` asks policy and covenant, queries start from reach, and
the wall knows the identity of the token's membership.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial, wraps
from typing import Any, TypeVar

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.operation import Operation

from waakvlam.access import audit, identity, refusing, tracing
from waakvlam.access.identity import Who
from waakvlam.access.links import hash_of
from waakvlam.access.pages import Needs, Request, Signed
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Refused

from .problems import problem

VERSION = "1.0.0"
OURS = "urn:waakvlam:sleutel"  # the calling system of a token that tells no address
OPERATION = "waakvlam_operation"
View = TypeVar("View", bound=Callable[..., Any])


def needs(purpose: str = "", permission: Any = None) -> Callable[[View], View]:
    """Declare an operation: for which purpose the token must be, with which permission. `guard` asks it."""

    def declare(operation: View) -> View:
        setattr(operation, OPERATION, Needs(purpose, permission))
        return operation

    return declare


def operations(api: NinjaAPI) -> Iterator[tuple[str, Operation]]:
    """Each operation with its path, as ninja bound them."""
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            full = "/" + "/".join(x.strip("/") for x in (router.prefix, path) if x.strip("/"))
            for operation in view.operations:
                yield re.sub(r"{[^}:]+:", "{", full), operation


def guard(api: NinjaAPI) -> None:
    """Ask what each operation declared, before its body is read: whoever may not do it hears nothing of what was sent.

    Raises AttributeError where an operation declares nothing.
    """
    for _path, operation in operations(api):
        operation.auth_callbacks = [partial(_may, getattr(operation.view_func, OPERATION))]


def _may(wanted: Needs, request: Signed) -> bool:
    require(wanted, request.who)
    return True


def require(wanted: Needs, who: Who) -> None:
    """Raises Refused where the key is for another purpose, or policy or covenant does not allow it."""
    if wanted.purpose and who.purpose != wanted.purpose:
        raise Refused("purpose", _("Deze sleutel is voor “%(has)s”; hier is “%(wants)s” nodig.") % {
            "has": Purpose(who.purpose).label, "wants": Purpose(wanted.purpose).label}, expected=wanted.purpose,
            about={"purpose": wanted.purpose})
    Needs(who.purpose, wanted.permission).check(who)


def opened(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Around one path: open the token, run in its transaction, log what was touched, roll back errors."""

    @csrf_exempt
    @wraps(view)
    def run(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        with identity.restored(), transaction.atomic():
            who, processor = _bearer(request)
            if who is None:
                answer = problem(401, "token", _("Geef een geldige sleutel mee: Authorization: Bearer …"))
                answer["WWW-Authenticate"] = 'Bearer realm="waakvlam"'
                return dressed(answer)
            request.who = who
            # Who calls us by W3C Trace Context finds its own trace in our processing lines.
            audit.begin(tracing.caller(request.headers.get("traceparent", ""), processor))
            answer = dressed(_run(request, who, view, args, kwargs))
        error = getattr(request, "failed", None)
        if error is not None and error.status == refusing.DENIED:
            # The transaction was undone; that it was refused stays (R2).
            refusing.note(request, who, error.code, error.problem.about)
        return answer

    run.waakvlam_door = True  # type: ignore[attr-defined]
    return run


def _run(request: HttpRequest, who: Who, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> HttpResponse:
    answer = view(request, *args, **kwargs)
    failed = answer.status_code >= 400 or connection.needs_rollback
    audit.flush(None if failed else who)
    if failed:
        transaction.set_rollback(True)
    if answer.status_code == 405:
        allowed = answer.headers.get("Allow", "")
        answer = problem(405, "method", _("Deze methode kan hier niet."), expected=allowed)
        answer["Allow"] = allowed
    return answer


def _bearer(request: HttpRequest) -> tuple[Who | None, str]:
    """Only from the header: a token in an address ends up in logs. With the address of the caller's system."""
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        return None, ""
    who, row = identity.by_key("select token_open(%s, %s)", hash_of(secret.strip()))
    return who, row.get("processor") or OURS


def dressed(answer: HttpResponse) -> HttpResponse:
    """The headers that every answer of the API carries."""
    answer["API-Version"] = VERSION
    answer["Cache-Control"] = "no-store"
    return answer


def absent(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Whatever address under /api/v1 stands for nothing, also one with a slash too many."""
    return dressed(problem(404, "absent", _("Op dit adres staat niets. De beschrijving staat op /api/v1/openapi.json.")))
