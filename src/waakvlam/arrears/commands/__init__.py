"""Writes of the debt track: one transaction each, keyword-only, `by` last."""

from . import (
    answering,
    arrangements,
    coaching,
    evictions,
    imports,
    sending,
    silence,
    terms,
    tracks,
    withdrawing,
)

__all__ = ["answering", "arrangements", "coaching", "evictions", "imports", "sending", "silence", "terms", "tracks", "withdrawing"]
