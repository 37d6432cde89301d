"""The threat model points at tests that exist; a renamed test must not leave a promise behind."""

import re
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
TEXT = (HERE / "THREAT_MODEL.md").read_text()
CITED = re.findall(r"`((?:[\w/]+\.py)?::test_\w+|[\w/]+\.py::test_\w+)`", TEXT)


def test_every_cited_test_exists():
    assert len(CITED) > 25
    file, missing = "", []
    for cited in CITED:
        path, name = cited.split("::")
        file = path or file  # "::name" stands for another test in the file named before
        place = HERE / file if file.startswith("tests/") else HERE / "src" / "waakvlam" / file
        if not place.exists() or f"def {name}(" not in place.read_text():
            missing.append(f"{file}::{name}")
    assert not missing


def test_every_threat_names_what_shows_it():
    rows = re.findall(r"^\| ([STRIDE]\d+) \|.*$", TEXT, re.M)
    assert len(rows) == len(set(rows)) >= 30
    for line in re.findall(r"^\| [STRIDE]\d+ \|.*$", TEXT, re.M):
        assert len([cell for cell in line.strip("| ").split(" | ") if cell.strip()]) >= 4, line
