"""The vendored parts are exactly what the lock file says, with their licences."""

import json
import re

import pytest

from waakvlam.web import vendor
from waakvlam.web.icons import drawings

MANIFEST = json.loads((vendor.TARGET / "manifest.json").read_text())
LOCK = json.loads((vendor.ROOT / "package-lock.json").read_text())["packages"]


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_a_vendored_file_is_unchanged_and_comes_from_the_locked_package(name):
    assert vendor.digest(vendor.TARGET / name) == MANIFEST[name]["sha256"]
    for package, locked in MANIFEST[name]["from"].items():
        assert vendor.locked(LOCK, package) == locked


def test_nothing_is_vendored_beside_the_manifest():
    present = {str(p.relative_to(vendor.TARGET)) for p in vendor.TARGET.rglob("*") if p.is_file()}
    assert present == set(MANIFEST) | {"manifest.json"}


def test_every_vendored_folder_brings_its_licence():
    for folder in vendor.TARGET.iterdir():
        if folder.is_dir():
            assert any(f.name.startswith("LICENSE") for f in folder.iterdir()), folder.name


def test_the_lock_names_no_registry():
    assert "resolved" not in (vendor.ROOT / "package-lock.json").read_text()
    for name, wanted in LOCK[""]["dependencies"].items():
        assert re.fullmatch(r"[\d.]+", wanted), f"{name} is not pinned"


def test_every_icon_asked_for_is_in_the_sprite():
    assert set(vendor.wanted_icons()) <= set(drawings())
