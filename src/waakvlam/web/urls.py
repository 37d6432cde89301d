"""Addresses of the shell."""

from django.urls import include, path

from .views import cast, health, help, preferences, search, start, style

app_name = "web"
urlpatterns = [
    path("", start.today, name="today"),
    path("werk/", start.work, name="work"),
    path("meer/", start.more, name="more"),
    path("demo/<slug:slug>/", cast.enter, name="cast"),
    path("taal/", preferences.language, name="language"),
    path("licht/", preferences.light, name="light"),
    path("algoritmen/", include("waakvlam.insight.algorithm_urls")),
    path("zoeken/", search.results, name="search"),
    path("uitleg/", help.index, name="help"),
    path("uitleg/<slug:slug>/", help.chapter, name="help_chapter"),
    path("stijl/", style.style, name="style"),
    path("healthz", health.healthz, name="healthz"),
]
