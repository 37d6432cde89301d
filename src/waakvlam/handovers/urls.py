"""Addresses of the warm handover; an act is a resource."""

from django.urls import path

from .views import files, lists, necessities, new, one

app_name = "handovers"
urlpatterns = [
    path("", lists.inbox, name="inbox"),
    path("verstuurd/", lists.outbox, name="outbox"),
    path("stil/", lists.silent, name="silent"),
    path("hielp-het/", lists.to_ask, name="to_ask"),
    path("lijst.xlsx", lists.export, name="export"),
    path("nieuw/", new.choose, name="new"),
    path("nieuw/brief/", new.letter, name="letter"),
    path("nieuw/voorbeeld/", new.preview, name="preview"),
    path("bijlagen/<uuid:file_id>/", files.file, name="file"),
    path("zonder-toestemming/", necessities.necessities, name="necessities"),
    path("zonder-toestemming/<uuid:necessity_id>/", necessities.necessity, name="necessity"),
    path("zonder-toestemming/<uuid:necessity_id>/bevestiging/", necessities.confirmation, name="confirmation"),
    path("zonder-toestemming/<uuid:necessity_id>/afkeuring/", necessities.refusal, name="refusal"),
    path("zonder-toestemming/<uuid:necessity_id>/terugblik/", necessities.review, name="review"),
    path("<uuid:handover_id>/", one.handover, name="handover"),
    path("<uuid:handover_id>/afdruk/", one.printed, name="print"),
    path("<uuid:handover_id>/bewonerslink/", one.resident_link, name="resident_link"),
    path("<uuid:handover_id>/<slug:slug>/", one.act, name="act"),
]
