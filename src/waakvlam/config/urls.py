"""Every module with a urls.py joins under its own path; `web` holds the root."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

ROOTS = {"access": "", "signin": "", "rights": "", "web": "", "field": ""}
PATHS = {"people": "register/", "outreach": "belacties/", "handovers": "overdrachten/",
         "resources": "sociale-kaart/", "insight": "inzicht/", "post": "post/", "exchange": "uitwisseling/", "oversight": "toezicht/", "api": "api/",
         "keeping": "beheer/bewaren/", "maintenance": "groot-onderhoud/", "breakthroughs": "stil/", "signals": "signalen/",
         "arrears": "huurachterstand/"}

urlpatterns = [
    path(ROOTS.get(name, PATHS.get(name, f"{name}/")), include(f"waakvlam.{name}.urls"))
    for name in sorted(settings.MODULES, key=ROOTS.__contains__)  # those with a word of their own first: one look tells
    if f"waakvlam.{name}" in settings.INSTALLED_APPS and find_spec(f"waakvlam.{name}.urls")
]
urlpatterns.insert(0, path("melden/", include("waakvlam.signals.public_urls")))  # before the pages of the web's root
handler400 = "waakvlam.web.errors.bad_request"
handler403 = "waakvlam.web.errors.forbidden"
handler404 = "waakvlam.web.errors.not_found"
handler500 = "waakvlam.web.errors.broken"
