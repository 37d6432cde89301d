"""Joins the module."""

from django.apps import AppConfig


class SignalsApp(AppConfig):
    name = "waakvlam.signals"
