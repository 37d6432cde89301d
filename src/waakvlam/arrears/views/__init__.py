"""Screens of the debt track."""
