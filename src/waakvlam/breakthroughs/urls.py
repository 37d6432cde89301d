"""Addresses of silence and breakthroughs, below /stil/."""

from django.urls import path

from .views import calls, ladder, silence

app_name = "breakthroughs"
urlpatterns = [
    path("", silence.silence, name="silence"),
    path("lijst.csv", silence.export, name="export"),
    path("klokken/", silence.clocks, name="clocks"),
    path("besluiten/", calls.calls, name="calls"),
    path("besluiten/nieuw/", calls.new, name="new"),
    path("besluiten/<uuid:breakthrough_id>/", calls.one, name="one"),
    path("besluiten/<uuid:breakthrough_id>/<slug:slug>/", calls.act, name="act"),
    path("ladder/", ladder.ladder, name="ladder"),
    path("ladder/oordeel/", ladder.verdict, name="verdict"),
]
