"""Each test keeps its files in a folder of its own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path, settings) -> Path:
    settings.ATTACHMENTS = tmp_path / "kept"
    return settings.ATTACHMENTS
