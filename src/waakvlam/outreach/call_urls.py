"""Addresses of whoever calls; joined under those of the module."""

from django.urls import path

from . import call_views, stop_views

urlpatterns = [
    path("<uuid:round_id>/bellen/", call_views.start, name="call_start"),
    path("<uuid:round_id>/bellen/beurt/", call_views.take, name="call_take"),
    path("beurt/<uuid:entry_id>/", call_views.call, name="call"),
    path("beurt/<uuid:entry_id>/hartslag/", call_views.heartbeat, name="call_heartbeat"),
    path("beurt/<uuid:entry_id>/concept/", call_views.draft, name="call_draft"),
    path("beurt/<uuid:entry_id>/stap/", call_views.step, name="call_step"),
    path("beurt/<uuid:entry_id>/uitkomst/", call_views.outcome, name="call_outcome"),
    path("beurt/<uuid:entry_id>/teruggave/", call_views.return_, name="call_return"),
    path("beurt/<uuid:entry_id>/hervatting/", call_views.resume, name="call_resume"),
    path("poging/<uuid:attempt_id>/terugname/", call_views.undo, name="call_undo"),
    path("niet-bellen/", stop_views.stops, name="call_stops"),
    path("niet-bellen/<uuid:household_id>/opheffing/", stop_views.lift, name="call_stop_lift"),
]
