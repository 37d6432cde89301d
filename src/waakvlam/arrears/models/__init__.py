"""Nouns of the debt track: what the association owns, what is shared, and how both move."""

from .imports import ArrearsImport, ArrearsRow
from .owned import Arrangement, CoachOffer, Eviction, Instalment, Track, TrackStep
from .shared import Basis, DebtTerms, Notice, NoticeContent, NoticeStep
from .states import MOVES, TRANSITIONS, NoticeState, Stage

__all__ = ["MOVES", "TRANSITIONS", "Arrangement", "ArrearsImport", "ArrearsRow", "Basis", "CoachOffer", "DebtTerms", "Eviction",
           "Instalment", "Notice", "NoticeContent", "NoticeState", "NoticeStep", "Stage", "Track", "TrackStep"]
