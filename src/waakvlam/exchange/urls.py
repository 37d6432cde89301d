"""Addresses of exchange, below /uitwisseling/."""

from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("logboek/", views.logboek, name="logboek"),
    path("logboek/pogingen/", views.retry, name="retry"),
]
