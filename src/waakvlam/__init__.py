"""Waakvlam: signal and connect in a neighbourhood, sharing as little as possible."""

__version__ = "0.1.0"
