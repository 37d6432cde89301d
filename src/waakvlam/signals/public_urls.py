"""Addresses for everybody, under /melden/: a form per door, and how far it is."""

from django.urls import path

from .intake import public

app_name = "melden"
urlpatterns = [
    path("status/", public.status, name="status"),
    path("<slug:slug>/", public.door, name="door"),
    path("<slug:slug>/verder/", public.resume, name="resume"),
]
