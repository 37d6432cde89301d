"""Fixtures of the register: reading a small file as Alice, and carrying it out."""

import pytest

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.people import commands
from waakvlam.people.commands.applying import apply
from waakvlam.people.models import RegisterImport

from .files import text


@pytest.fixture
def alice():
    return cast.who("alice", "register")


@pytest.fixture
def read(tmp_path, alice):
    """`read(row(1), row(2))` gives the previewed import."""

    def read(*rows, source="ERP", by=alice, **options):
        path = tmp_path / "register.csv"
        path.write_text(text(*rows), encoding="utf-8")
        return commands.read_register(path=path, file_name="register.csv", source=source, by=by, **options)

    return read


@pytest.fixture
def carry_out(alice):
    """Approve and do what the job does."""

    def carry_out(batch, by=alice, complete=True):
        with identity.acting(by):
            commands.approve(batch=batch, complete=complete, by=by)
        apply(batch, by=by)
        with identity.acting(by):
            return RegisterImport.objects.get(id=batch.id)

    return carry_out
