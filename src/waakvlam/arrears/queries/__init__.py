"""Reads of the debt track: each takes `who` first; shared rows are listed from reach."""

from .coaching import NewTenant, given, new_tenants, services
from .imports import imports, one_import, refused
from .notices import NoticePage, NoticeRow, colleagues, notice, notice_page, notices
from .search import SEARCH_PURPOSE, search
from .terms import desks, earlier
from .today import TODAY_CLOCKS, TODAY_PURPOSE, TODAY_READS, today
from .tracks import Line, Page, for_export, home, homes_for, page, track, track_of, tracks

__all__ = ["Line", "NewTenant", "NoticePage", "NoticeRow", "Page", "SEARCH_PURPOSE", "TODAY_CLOCKS", "TODAY_PURPOSE", "TODAY_READS", "colleagues", "desks", "earlier",
           "for_export", "given", "home", "homes_for", "imports", "new_tenants", "notice", "notice_page", "notices", "one_import", "page",
           "refused", "search", "services", "today", "track", "track_of", "tracks"]
