"""Reads of signals: each starts from reach. `who` first."""

from .lists import Row, brought, given, held
from .one import Page, page, signal

__all__ = ["Page", "Row", "brought", "given", "held", "page", "signal"]
