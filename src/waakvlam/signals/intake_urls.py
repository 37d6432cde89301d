"""Addresses of the ways in for people at work, under /signalen/."""

from django.urls import path

from .intake import doors, reporter, weekly, work

urlpatterns = [
    path("nieuw/", work.quick, name="new"),
    path("nieuw/woning/", work.noticed, name="new_noticed"),
    path("nieuw/buurt/", weekly.weekly, name="new_weekly"),
    path("nieuw/telefoon/", work.phone, name="new_phone"),
    path("nieuw/concept/<slug:door>/", work.draft, name="new_draft"),
    path("deuren/", doors.doors, name="doors"),
    path("deuren/<uuid:door_id>/", doors.door, name="door"),
    path("<uuid:signal_id>/melder/", reporter.reporter, name="reporter"),
    path("<uuid:signal_id>/melder/bericht/", reporter.word, name="reporter_word"),
    path("<uuid:signal_id>/melder/wissing/", reporter.redaction, name="reporter_redaction"),
]
