"""Addresses of silence and breakthroughs, below /stil/."""

from django.urls import path

from .views import silence

app_name = "breakthroughs"
urlpatterns = [
    path("", silence.silence, name="silence"),
    path("lijst.csv", silence.export, name="export"),
    path("klokken/", silence.clocks, name="clocks"),
]
