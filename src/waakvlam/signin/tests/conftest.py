"""A quick hash for passwords: these tests are about what happens after it; one test asks for the slow one."""

import pytest

from .providing import ground, liar  # noqa: F401  fixtures of both files about OpenID Connect


@pytest.fixture(autouse=True)
def quick_hash(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
