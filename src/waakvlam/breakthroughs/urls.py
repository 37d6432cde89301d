"""Addresses of silence and breakthroughs, below /stil/."""

from django.urls import path

from .views import calls, figures, ladder, silence

app_name = "breakthroughs"
urlpatterns = [
    path("", silence.silence, name="silence"),
    path("lijst.csv", silence.export, name="export"),
    path("klokken/", silence.clocks, name="clocks"),
    path("besluiten/", calls.calls, name="calls"),
    path("besluiten/nieuw/", calls.new, name="new"),
    path("besluiten/<uuid:breakthrough_id>/", calls.one, name="one"),
    path("besluiten/<uuid:breakthrough_id>/<slug:slug>/", calls.act, name="act"),
    path("partners/", figures.partners, name="partners"),
    path("partners/toelichting/", figures.explanation, name="explanation"),
    path("partners/<uuid:partner_id>/", figures.partner, name="partner"),
    path("doorbraken/", figures.obstacles, name="obstacles"),
    path("ladder/", ladder.ladder, name="ladder"),
    path("ladder/oordeel/", ladder.verdict, name="verdict"),
]
