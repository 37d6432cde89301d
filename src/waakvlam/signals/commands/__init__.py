"""Acts on signals: keyword-only, one transaction, one audit event."""

from . import (
    following,
    giving,
    guided,
    joining,
    making,
    nuisance,
    overs,
    pooling,
    report_desk,
    rooms,
    routes,
    silence,
    taking_in,
    together,
    weighing,
    words,
)
from .giving import Passed
from .taking_in import TellerGiven, Telling, take_in

__all__ = ["Passed", "TellerGiven", "Telling", "following", "giving", "guided", "joining", "making", "nuisance", "overs", "pooling", "report_desk",
           "rooms", "routes", "silence", "take_in", "taking_in", "together", "weighing", "words"]
