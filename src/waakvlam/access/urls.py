"""Addresses of access: links for people without an account."""

from django.urls import path

from . import views

app_name = "access"
urlpatterns = [path("l/<str:secret>/", views.link, name="link")]
