"""Errors as problem+json (RFC 9457): what happened, what came in, what to do; all faults at once."""

import logging
import secrets
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from waakvlam.access import refusing
from waakvlam.access.pages import Request
from waakvlam.kit.errors import WaakvlamError

TYPE = "application/problem+json"
logger = logging.getLogger(__name__)


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """`code` is stable and for programs, `detail` is a sentence for people."""
    return _answer(_body(status, code, detail, **more))


def in_words(error: WaakvlamError, path: str = "") -> dict[str, Any]:
    """One of our own errors, with what was expected and the field where there is one.

    A refusal carries `uitleg`: the page that says which row decided, for whoever signs in there.
    """
    said = error.problem
    fault = {"in": "body", "location": {"name": said.field}, "code": said.code, "detail": error.sentence}
    return _body(error.status, error.code, error.sentence, expected=said.expected, remedy=said.remedy,
                 errors=[fault] if said.field else [], uitleg=_explained(error, path))


def of_error(error: WaakvlamError, path: str = "") -> HttpResponse:
    """The same as an answer."""
    answer = _answer(in_words(error, path))
    if after := getattr(error, "retry_after", 0):
        answer["Retry-After"] = str(after)
    return answer


def _body(status: int, code: str, detail: str, **more: Any) -> dict[str, Any]:
    return {"status": status, "title": HTTPStatus(status).phrase, "detail": detail, "code": code,
            **{key: value for key, value in more.items() if value}}


def _answer(body: dict[str, Any]) -> HttpResponse:
    return JsonResponse(body, status=body["status"], content_type=TYPE, json_dumps_params={"ensure_ascii": False})


def _explained(error: WaakvlamError, path: str) -> str:
    way = refusing.way_to_why(error, path)
    return f"{settings.BASE_URL.rstrip('/')}{way}" if way else ""


def teach(api: NinjaAPI) -> None:
    """Every way in which a request can fail answers in this form."""

    @api.exception_handler(WaakvlamError)
    def ours(request: Request, error: WaakvlamError) -> HttpResponse:
        request.failed = error
        return of_error(error, request.path)

    @api.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = [_fault(e) for e in error.errors]
        return problem(400, "invalid", f"{len(faults)} van de gegeven waarden kloppen niet.", errors=faults)

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "request", str(error))

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> HttpResponse:
        code = secrets.token_hex(4)
        logger.exception("error %s at %s", code, request.path)
        return problem(500, "broken", f"Er ging iets mis bij ons. Er is niets bewaard. Noem deze code: {code}.")


def _fault(error: dict[str, Any]) -> dict[str, Any]:
    place, *names = [str(part) for part in error.get("loc", ("body",))]
    # A body is wrapped in the name of our own argument, which a client has never seen.
    name = ".".join(names[1:] if place == "body" and len(names) > 1 else names)
    return {"in": place, "location": {"name": name}, "code": str(error.get("type", "")), "detail": str(error.get("msg", ""))}
