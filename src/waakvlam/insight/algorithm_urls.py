"""Addresses of the register of algorithms, below /algoritmen/."""

from django.urls import path

from . import algorithm_views as views

app_name = "algorithms"
urlpatterns = [
    path("", views.algorithms, name="algorithms"),
    path("algoritmen.json", views.register, name="register"),
]
