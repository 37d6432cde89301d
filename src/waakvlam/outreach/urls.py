"""Addresses of call rounds: the coordinator's here, the caller's in `call_urls`."""

from django.urls import include, path

from .views import announcements, batches, builder, entries, exports, outcomes, rounds, scripts

app_name = "outreach"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("nieuw/", builder.new, name="round_new"),
    path("voorbeeld/", builder.preview, name="round_preview"),
    path("scripts/", scripts.scripts, name="scripts"),
    path("scripts/<uuid:script_id>/", scripts.script, name="script"),
    path("scripts/<uuid:script_id>/stappen/", scripts.add_step, name="script_add_step"),
    path("scripts/<uuid:script_id>/stappen/<slug:key>/", scripts.step, name="script_step"),
    path("scripts/<uuid:script_id>/uitgave/", scripts.publication, name="script_publication"),
    path("scripts/<uuid:script_id>/proef/", scripts.trial, name="script_trial"),
    path("lijst/<uuid:entry_id>/uitsluiting/", entries.exclusion, name="entry_exclusion"),
    path("lijst/<uuid:entry_id>/terugkeer/", entries.put_back, name="entry_return"),
    path("aankondiging/<uuid:announcement_id>/verzending/", announcements.dispatch, name="announcement_dispatch"),
    path("aankondiging/<uuid:announcement_id>/voorbeeld.pdf", announcements.letter, name="announcement_letter"),
    path("werk/<uuid:batch_id>/", batches.batch, name="batch"),
    path("werk/<uuid:batch_id>/hervatting/", batches.resumption, name="batch_resumption"),
    path("", include("waakvlam.outreach.call_urls")),
    path("", include("waakvlam.outreach.visit_urls")),
    path("bereik/", include("waakvlam.outreach.coverage_urls")),
    path("<uuid:round_id>/", rounds.round, name="round"),
    path("<uuid:round_id>/nu/", rounds.now, name="round_now"),
    path("<uuid:round_id>/uitkomsten/", outcomes.outcomes, name="round_outcomes"),
    path("<uuid:round_id>/uitkomsten/deur/", outcomes.at_the_door, name="round_visit_outcomes"),
    path("<uuid:round_id>/opzet/", builder.change, name="round_change"),
    path("<uuid:round_id>/goedkeuring/", rounds.approval, name="round_approval"),
    path("<uuid:round_id>/stand/<str:act>/", rounds.state, name="round_state"),
    path("<uuid:round_id>/lijst/", entries.entries, name="round_entries"),
    path("<uuid:round_id>/bevindingen/", entries.findings, name="round_findings"),
    path("bevindingen/<uuid:finding_id>/einde/", entries.finding_end, name="finding_end"),
    path("<uuid:round_id>/aankondiging/", announcements.announcements, name="round_announcements"),
    path("<uuid:round_id>/cijfers.xlsx", exports.workbook, name="round_workbook"),
    path("<uuid:round_id>/rapport/", exports.report, name="round_report"),
]
