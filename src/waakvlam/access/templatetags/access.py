"""Filters for pages of access."""

from django import template

from ..covenant.comparing import term

register = template.Library()
register.filter("term", term)
