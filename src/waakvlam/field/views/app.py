"""The app as a page, a service worker and a manifest: without anybody in it, for everybody."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import PrefixNode
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.vary import vary_on_headers

from waakvlam.access.pages import page

from .. import shell


@page(public=True)
@vary_on_headers("Cookie", "Accept-Language")
@cache_control(no_cache=True)
def app(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell.page(request))


@page(public=True)
@vary_on_headers("Cookie", "Accept-Language")
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell.worker(request), content_type="text/javascript; charset=utf-8")


@page(public=True)
def manifest(request: HttpRequest) -> JsonResponse:
    """What makes it installable."""
    static = PrefixNode.handle_simple("STATIC_URL")
    icons = [{"src": f"{static}web/img/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)]
    icons.append({"src": f"{static}web/img/maskable.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "maskable"})
    start = reverse("field:app")
    return JsonResponse({
        "name": _("Waakvlam aan de deur"), "short_name": "Waakvlam", "id": start, "start_url": start, "scope": start,
        "display": "standalone", "background_color": "#faf6ee", "theme_color": "#12504f", "icons": icons,
        "lang": request.LANGUAGE_CODE}, content_type="application/manifest+json")
