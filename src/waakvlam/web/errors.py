"""Error pages: what happened, that nothing was lost, what to do, a code."""

import logging
import secrets
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request, exception)
    return render(request, "400.html", {"code": "bad_request"}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"code": "forbidden"}, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the session, or came from elsewhere."""
    return render(request, "web/form_too_old.html", {"code": "csrf"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", {"code": "not_found"}, status=404)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "413.html", {"code": "too_large"}, status=413)


def broken(request: HttpRequest, *args: Any) -> HttpResponse:
    """The page leans on nothing: no request, no query, no context processor.

    The code stands in the log beside the address, so that an engineer finds what went wrong.
    """
    code = secrets.token_hex(4)
    logger.error("error %s at %s", code, request.path)
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):  # the database is away
        page = render_to_string("503.html", {"code": code})
        return HttpResponse(page, status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html", {"code": code}), status=500)
