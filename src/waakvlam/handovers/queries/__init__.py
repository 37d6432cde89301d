"""Reads of the warm handover: each takes `who` first; lists start from reach."""

from .composing import Candidates, Subject, addressees, candidates, requests, subject, subject_of
from .files import enclosure, enclosures, file
from .helped import Lasting, lastingly_helped, to_ask
from .lists import (
    TODAY_CLOCKS,
    TODAY_READS,
    AtHand,
    Line,
    Row,
    at_hand,
    inbox,
    listed_for_export,
    outbox,
    silent_rows,
    status_of,
    topic_label,
    waiting_for,
)
from .necessity import necessities, necessity
from .one import Page, Reader, handover, page
from .receipt import Receipt, receipt
from .search import SEARCH_PURPOSE, search

__all__ = ["AtHand", "Candidates", "Lasting", "Line", "Page", "Reader", "Receipt", "Row", "SEARCH_PURPOSE", "Subject", "TODAY_CLOCKS", "TODAY_READS", "addressees", "at_hand",
           "candidates", "enclosure", "enclosures", "file", "handover", "inbox", "lastingly_helped", "listed_for_export", "necessities",
           "necessity", "outbox", "page", "receipt", "requests", "search", "silent_rows", "status_of", "subject", "subject_of", "topic_label",
           "to_ask", "waiting_for"]
