"""Addresses of signals; an act is a resource."""

from django.urls import path

from .intake_urls import urlpatterns as intake
from .views import (
    finding,
    guided,
    lists,
    making,
    nuisance,
    one,
    overs,
    pool,
    reviews,
    routes,
    saved,
)

app_name = "signals"
ONE = "<uuid:signal_id>/"
urlpatterns = [
    *intake,
    path("", lists.held, name="held"),
    path("gegeven/", lists.given, name="given"),
    path("gemeld/", lists.brought, name="brought"),
    path("zoeken/", finding.found, name="found"),
    path("zoeken/afdruk/", finding.printed, name="found_print"),
    path("lijsten/", saved.saved, name="saved"),
    path("lijsten/nieuw/", saved.keep, name="saved_new"),
    path("lijsten/<uuid:view_id>/eerst/", saved.first, name="saved_first"),
    path("lijsten/<uuid:view_id>/verwijdering/", saved.removed, name="saved_removal"),
    path("lijsten/<uuid:view_id>/terug/", saved.back, name="saved_back"),
    path("lijst.xlsx", lists.exported, name="export"),
    path("lijst.csv", lists.exported_csv, name="export_csv"),
    path("pot/", pool.offers, name="pool"),
    path("pot/<uuid:offer_id>/neming/", pool.claim, name="claim"),
    path("overnemen/", overs.overs, name="overs"),
    path("overnemen/signaal/<uuid:signal_id>/", overs.ask, name="over_ask"),
    path("overnemen/<uuid:ask_id>/<slug:slug>/", overs.answer, name="over_answer"),
    path("ruimte/<uuid:ask_id>/", overs.room, name="room_answer"),
    path("begeleid/", guided.guided, name="guided"),
    path("begeleid/<uuid:home_id>/einde/", guided.end, name="guided_end"),
    path("overlast/", guided.nuisances, name="nuisances"),
    path("overlast/<uuid:notice_id>/gezien/", guided.seen, name="nuisance_seen"),
    path("terugblik/", reviews.reviews, name="reviews"),
    path("terugblik/<uuid:passing_id>/", reviews.review, name="review"),
    path("regels/", routes.rules, name="routes"),
    path("regels/<int:place>/verwijdering/", routes.removed, name="route_removed"),
    path("regels/<int:place>/hoger/", routes.raised, name="route_raised"),
    path("bestanden/", nuisance.imports, name="imports"),
    path("bestanden/<uuid:import_id>/", nuisance.one_import, name="import"),
    path("bestanden/<uuid:import_id>/kolommen/", nuisance.columns, name="import_columns"),
    path("bestanden/<uuid:import_id>/betekenis/", nuisance.meaning, name="import_meaning"),
    path("bestanden/<uuid:import_id>/akkoord/", nuisance.approval, name="import_approval"),
    path("bestanden/<uuid:import_id>/verwijdering/", nuisance.cancellation, name="import_cancellation"),
    path("bestanden/<uuid:import_id>/terug/", nuisance.undoing, name="import_undoing"),
    path("bestanden/<uuid:import_id>/opmerkingen.xlsx", nuisance.report, name="import_report"),
    path(ONE, one.signal, name="signal"),
    path(f"{ONE}afdruk/", one.printed, name="print"),
    path(f"{ONE}vervolg/<uuid:follow_id>/", making.make, name="make"),
    path(f"{ONE}vervolg/<uuid:follow_id>/<slug:slug>/", one.follow, name="follow"),
    path(f"{ONE}<slug:slug>/", one.act, name="act"),
]
