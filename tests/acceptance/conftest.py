"""The browser of the page tests serves here too."""

from tests.e2e.conftest import browser  # noqa: F401
