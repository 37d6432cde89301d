"""Error pages: what happened, that nothing was lost, what to do, a code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", {"code": "bad_request"}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"code": "forbidden"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", {"code": "not_found"}, status=404)


def broken(request: HttpRequest, *args: Any) -> HttpResponse:
    return render(request, "500.html", {"code": "broken"}, status=500)
