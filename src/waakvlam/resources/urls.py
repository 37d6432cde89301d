"""Addresses of the service directory, under /sociale-kaart/."""

from django.urls import path

from . import views

app_name = "resources"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("nieuw/", views.new, name="new"),
    path("<uuid:service_id>/", views.service, name="service"),
    path("<uuid:service_id>/gegevens/", views.edit, name="edit"),
    path("<uuid:service_id>/ruimte/", views.capacity, name="capacity"),
    path("<uuid:service_id>/einde/", views.end, name="end"),
]
