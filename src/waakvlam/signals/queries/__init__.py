"""Reads of signals: each starts from reach. `who` first."""

from . import joining, reading
from .finding import Brought, Found, Sought, found
from .guided import guided_homes, guides, nuisances, told_of_nuisance
from .lists import Chosen, Row, board, brought, given, held, row, silent
from .nuisance import import_problems, import_rows, import_sources, imports, one_import
from .one import Page, follow_up, page, signal
from .people import colleagues, holders, receivers
from .pool import offers
from .reviews import Review, passing, reviews
from .search import SEARCH_PURPOSE, search
from .today import TODAY_CLOCKS, TODAY_PURPOSE, TODAY_READS, today
from .together import Together, together
from .views import saved_views

__all__ = ["Brought", "Chosen", "Found", "Page", "Review", "Row", "SEARCH_PURPOSE", "Sought", "TODAY_CLOCKS", "TODAY_PURPOSE", "TODAY_READS", "Together", "board", "brought", "colleagues", "found", "given", "guided_homes", "guides", "held", "holders", "import_problems", "import_rows", "import_sources", "imports", "joining", "nuisances", "offers", "one_import", "page", "follow_up",
           "passing", "reading", "receivers", "reviews", "row", "saved_views", "search", "signal", "silent", "today", "together", "told_of_nuisance"]
