"""Addresses of the API and of the page where its tokens are made."""

from django.urls import URLPattern, path, re_path

from . import views
from .description import openapi
from .door import absent, opened
from .v1 import api

app_name = "api"


def operations() -> list[URLPattern]:
    """Each path of the API, with the door in front of it. The root of ninja itself is left out."""
    patterns, _app, _namespace = api.urls
    return [path(f"v1/{p.pattern}", opened(p.callback), name=p.name) for p in patterns
            if isinstance(p, URLPattern) and p.name != "api-root"]


urlpatterns = [
    path("sleutels/", views.tokens, name="tokens"),
    path("sleutels/<uuid:token_id>/intrekking/", views.revocation, name="revocation"),
    path("v1/openapi.json", openapi(api), name="openapi"),
    *operations(),
    re_path(r"^v1(/[\s\S]*)?$", absent, name="absent"),
]
