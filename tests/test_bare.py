"""The switch that turns wall and logs off stands in the bench, and refuses everywhere else.

The product has none: what serves and works checks first that its role stands behind the wall.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.checks import Tags, run_checks
from django.db import connections

from bench import bare
from waakvlam.config import checks, database

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.proves("C19")]
PRODUCT = Path(checks.__file__).parents[1]


@pytest.fixture
def like_the_bench(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", bare.NAME)
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", str(database.embedded(bare.NAME).socket))
    return settings


def test_it_refuses_a_database_that_is_not_the_benchs():
    with pytest.raises(bare.NotTheBench, match="not the bench's own"):
        bare.refuse_elsewhere()


def test_it_refuses_what_only_looks_like_the_benchs(like_the_bench):
    """Name and folder say so, but the database behind the connection bears no mark."""
    with pytest.raises(bare.NotTheBench, match="mark"):
        bare.refuse_elsewhere()


@pytest.mark.parametrize("given", [{"DATABASE_URL": "postgresql://app@db.example.org/waakvlam"}, {"PRODUCTION": True},
                                   {"EMBEDDED": False}])
def test_it_refuses_a_real_database_whatever_else_holds(like_the_bench, monkeypatch, given):
    monkeypatch.setattr(bare, "_marked", lambda: True)
    bare.refuse_elsewhere()
    for name, value in given.items():
        setattr(like_the_bench, name, value)
    with pytest.raises(bare.NotTheBench, match="real database"):
        bare.refuse_elsewhere()


def test_nothing_is_turned_off_where_it_refuses():
    from waakvlam.access import audit

    before = audit.record, connections["default"]
    with pytest.raises(bare.NotTheBench):
        bare.Bare()
    assert (audit.record, connections["default"]) == before


def test_the_product_neither_knows_the_switch_nor_a_role_that_bypasses():
    for file in PRODUCT.rglob("*.py"):
        if "/tests/" not in str(file):
            assert not re.search(r"bench\.bare|waakvlam_bare|import bare\b", file.read_text()), file
    assert not any(re.search(r"(?<!no)bypassrls|superuser", sql) for sql in database.role_statements())


def test_the_application_of_the_tests_stands_behind_the_wall():
    assert run_checks(tags=[Tags.database], databases=["default"]) == []


def test_a_role_that_owns_the_tables_is_refused(monkeypatch):
    monkeypatch.setitem(connections["default"].__dict__, "cursor", connections["owner"].cursor)
    found = run_checks(tags=[Tags.database], databases=["default"])
    assert [e.id for e in found] == ["waakvlam.E006"]
    with pytest.raises(SystemExit, match="owns the tables"):
        checks.refuse_without_wall()


def test_a_role_that_bypasses_the_wall_is_known():
    server = database.Embedded(Path(os.environ["WAAKVLAM_SOCKET"]).parent)
    with psycopg.connect(server.dsn()) as db:
        assert db.execute(checks.PAST_THE_WALL).fetchone() == (True, False)


def test_serving_refuses_a_role_that_bypasses_the_wall(tmp_path):
    """As an operator would meet it: the command says what is wrong, and serves nothing."""
    server = database.Embedded(Path(os.environ["WAAKVLAM_SOCKET"]).parent)
    url = f"postgresql://postgres@/{connections['default'].settings_dict['NAME']}?host={server.socket}"
    environment = os.environ | {"DATABASE_URL": url, "WAAKVLAM_HOME": str(tmp_path), "PYTHONPATH": str(PRODUCT.parent)} | {
        name: "x1y2" * 20 for name in ("WAAKVLAM_SECRET_KEY", "WAAKVLAM_SUBJECT_KEY", "WAAKVLAM_SIGNIN_KEY",
                                    "WAAKVLAM_FILE_KEY")}
    done = subprocess.run([sys.executable, "-m", "waakvlam.cli", "serve", "--port", "1"], env=environment, text=True,
                          capture_output=True, timeout=60)
    assert done.returncode != 0
    assert "bypasses row level security" in done.stderr
