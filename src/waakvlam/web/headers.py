"""Security headers on every answer; the content security policy allows nothing inline."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse

POLICY = "; ".join((
    "default-src 'none'", "object-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class SecurityHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if getattr(request, "who", None) is not None:
            # Pages with people on them stay in no cache, also not the browser's.
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class OnlyEncrypted:
    """Pages that are asked for in the clear are led to https. A system is not: it would go on sending its key in the
    clear and never know, so it is refused, and hears that its key is worth nothing any more."""

    PATHS = ("/api/", "/scim/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and request.path_info.startswith(self.PATHS):
            return JsonResponse({
                "type": "about:blank", "status": 403, "title": "Alleen https",
                "detail": "Dit verzoek kwam zonder versleuteling. Gebruik https, en trek een sleutel die zo meeging in."},
                status=403, content_type="application/problem+json")
        return self.get_response(request)
