"""Addresses of signals; an act is a resource."""

from django.urls import path

from .views import lists, one

app_name = "signals"
ONE = "<uuid:signal_id>/"
urlpatterns = [
    path("", lists.held, name="held"),
    path("gegeven/", lists.given, name="given"),
    path("gemeld/", lists.brought, name="brought"),
    path(ONE, one.signal, name="signal"),
    path(f"{ONE}<slug:slug>/", one.act, name="act"),
]
