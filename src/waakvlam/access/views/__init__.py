"""Pages of access: where links come in, and management for administrator and privacy officer."""

from .links import DOORS, link

__all__ = ["DOORS", "link"]
