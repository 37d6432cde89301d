"""Reads of signals: each starts from reach. `who` first."""

from . import reading
from .finding import Brought, Found, Sought, found
from .lists import Chosen, Row, brought, given, held, row, silent
from .one import Page, page, signal
from .people import colleagues, holders, receivers
from .pool import offers
from .search import SEARCH_PURPOSE, search
from .today import TODAY_CLOCKS, TODAY_PURPOSE, today

__all__ = ["Brought", "Chosen", "Found", "Page", "Row", "SEARCH_PURPOSE", "Sought", "TODAY_CLOCKS", "TODAY_PURPOSE", "brought", "colleagues", "found", "given", "held", "holders", "offers", "page",
           "reading", "receivers", "row", "search", "signal", "silent", "today"]
