"""Writes around major maintenance: one transaction each, keyword-only, `by` last."""

from . import agenda, appointments, lists, matching, projects, rounds, team, visits

__all__ = ["agenda", "appointments", "lists", "matching", "projects", "rounds", "team", "visits"]
