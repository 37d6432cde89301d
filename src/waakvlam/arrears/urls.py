"""Addresses of the debt track; an act is a resource."""

from django.urls import path

from .views import coaching, imports, notices, terms, tracks

app_name = "arrears"
urlpatterns = [
    path("", tracks.tracks, name="tracks"),
    path("lijst.xlsx", tracks.export, name="export"),
    path("nieuw/", tracks.new, name="new"),
    path("nieuw/<uuid:household_id>/", tracks.opened, name="opened"),
    path("inlezen/", imports.imports, name="imports"),
    path("inlezen/<uuid:import_id>/", imports.one_import, name="import"),
    path("inlezen/<uuid:import_id>/akkoord/", imports.approval, name="approval"),
    path("inlezen/<uuid:import_id>/afbreking/", imports.cancellation, name="cancellation"),
    path("inlezen/<uuid:import_id>/geweigerd.xlsx", imports.refused, name="refused"),
    path("nieuwe-huurders/", coaching.new_tenants, name="new_tenants"),
    path("nieuwe-huurders/<uuid:household_id>/", coaching.offer, name="offer"),
    path("budgetcoach/", coaching.given, name="given"),
    path("budgetcoach/<uuid:offer_id>/antwoord/", coaching.answer, name="answer"),
    path("vroegsignalen/", notices.notices, name="notices"),
    path("vroegsignalen/<uuid:notice_id>/", notices.notice, name="notice"),
    path("vroegsignalen/<uuid:notice_id>/<slug:slug>/", notices.act, name="notice_act"),
    path("afspraken/", terms.terms, name="terms"),
    path("<uuid:track_id>/", tracks.track, name="track"),
    path("<uuid:track_id>/afdruk/", tracks.printed, name="print"),
    path("<uuid:track_id>/termijnen/<uuid:instalment_id>/betaling/", tracks.paid, name="paid"),
    path("<uuid:track_id>/stappen/<uuid:step_id>/ongedaan/", tracks.undone, name="undone"),
    path("<uuid:track_id>/<slug:slug>/", tracks.act, name="act"),
]
