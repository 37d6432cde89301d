"""Reads of signals: each starts from reach. `who` first."""

from . import reading
from .lists import Chosen, Row, brought, given, held, silent
from .one import Page, page, signal
from .people import colleagues, holders, receivers
from .pool import offers
from .search import SEARCH_PURPOSE, search
from .today import TODAY_CLOCKS, TODAY_PURPOSE, today

__all__ = ["Chosen", "Page", "Row", "SEARCH_PURPOSE", "TODAY_CLOCKS", "TODAY_PURPOSE", "brought", "colleagues", "given", "held", "holders", "offers", "page",
           "reading", "receivers", "search", "signal", "silent", "today"]
