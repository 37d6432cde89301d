"""Fixtures for every test: the cast, and a browserless client that acts as one of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as config
from django.test import Client
from hypothesis import settings

from waakvlam.access import fresh
from waakvlam.access.tests import cast
from waakvlam.config.pytest_database import django_db_setup  # noqa: F401  wins over the plugin's

# How long one example takes says more of what else the machine does than of the code.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
config.WHITENOISE_AUTOREFRESH = True  # static files are found when asked for, not all of them by each test's client


# Files that share something dear to make run one after the other in one process.
TOGETHER = ("tests/e2e/",)  # one demo


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file is not divided over processes, and neither is a folder of TOGETHER."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            return next((folder for folder in TOGETHER if file.startswith(folder)), file)

    return ByFile(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture
def sign_in(client: Client) -> Callable[[str], Client]:
    """`sign_in("alice")` gives a client whose session is hers."""

    def as_(key: str) -> Client:
        browser = Client()
        session = browser.session
        session["person"] = str(cast.who(key).person_id)
        session["membership"] = str(cast.membership(key))
        session["purpose"] = cast.PEOPLE[key][3]
        session[fresh.PROVED] = fresh.moment()
        session.save()
        browser.cookies["waakvlam"] = session.session_key
        return browser

    return as_


@pytest.fixture(scope="session", autouse=True)
def _files_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Photos and documents of tests stand in a folder of the run, not among those of whoever runs them."""
    config.ATTACHMENTS = tmp_path_factory.mktemp("attachments")
