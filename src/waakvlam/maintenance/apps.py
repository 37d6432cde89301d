"""Joins the module."""

from django.apps import AppConfig


class MaintenanceApp(AppConfig):
    name = "waakvlam.maintenance"
