"""What changes the register: imports, areas, blocks, duplicates."""

from .areas import import_neighbourhoods, place_dwellings
from .duplicates import dismiss, merge, suggest, undo
from .imports import approve, cancel, read_register, resume

__all__ = ["approve", "cancel", "dismiss", "import_neighbourhoods", "merge", "place_dwellings",
           "read_register", "resume", "suggest", "undo"]
