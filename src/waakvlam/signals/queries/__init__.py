"""Reads of signals: each starts from reach. `who` first."""

from . import reading
from .lists import Chosen, Row, brought, given, held, silent
from .one import Page, page, signal
from .people import colleagues, receivers
from .search import SEARCH_PURPOSE, search
from .today import TODAY_PURPOSE, today

__all__ = ["Chosen", "Page", "Row", "SEARCH_PURPOSE", "TODAY_PURPOSE", "brought", "colleagues", "given", "held", "page",
           "reading", "receivers", "search", "signal", "silent", "today"]
