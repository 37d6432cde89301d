"""Addresses of the picture, below /inzicht/."""

from django.urls import path

from . import views

app_name = "insight"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("tabel.xlsx", views.table, name="table"),
    path("telling/", views.count, name="count"),
    path("<str:code>/", views.neighbourhood, name="neighbourhood"),
]
