"""The matrix is set up once per file, in a transaction that is rolled back at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from tests.objects import Thing, everything
from waakvlam.kit.tests.days import far_hour

from . import tally
from .reading import Finder
from .subjects import Planted, planted
from .town import Somebody, people


@dataclass
class Matrix:
    people: list[Somebody]
    planted: Planted
    things: list[Thing]
    finder: Finder


@pytest.fixture(scope="module")
def matrix(django_db_setup: None, django_db_blocker: Any) -> Iterator[Matrix]:
    cache.clear()
    # All of it takes longer than a session may be idle, and may run through the hour at which sessions end.
    with override_settings(SESSION_IDLE_MINUTES=24 * 60, SESSION_NIGHT=far_hour()), django_db_blocker.unblock(), transaction.atomic():
        things = everything()  # first: it draws blocks of the homes that stand there then
        everybody = people()
        found = planted(everybody)
        yield Matrix(everybody, found, things, Finder(found.secrets))
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(matrix: Matrix) -> Iterator[None]:
    """What one test does, the next does not find."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module", autouse=True)
def counted(request: pytest.FixtureRequest) -> Iterator[None]:
    tally.begin(request.module.__name__)
    yield
    if settings.DEBUG is False and not request.session.testsfailed:
        tally.keep()
