"""What changes the register: imports, areas, duplicates."""

from .imports import approve, cancel, read_register, resume

__all__ = ["approve", "cancel", "read_register", "resume"]
