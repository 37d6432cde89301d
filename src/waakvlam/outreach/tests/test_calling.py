"""Who may call, and that an act and its audit live and die together."""

import pytest

from waakvlam.access.identity import acting
from waakvlam.kit.errors import Absent, Refused
from waakvlam.outreach import calling
from waakvlam.outreach.models import Attempt

from .calls import ALICE, end, fresh, take

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["dora", "zed"])
def test_another_organisation_sees_no_entry_to_end(three, key):
    from waakvlam.access.tests import cast

    who, entry = cast.who(key), take(three)
    with pytest.raises(Absent):
        end(entry, who=who)
    with acting(who), pytest.raises(Absent):
        calling.save_draft(entry_id=entry.pk, content={}, by=who)


@pytest.mark.parametrize("key", ["board", "fg", "admin"])
def test_who_does_not_call_cannot_take_anybody(three, key):
    from waakvlam.access.tests import cast

    who = cast.who(key, "call_round")
    with acting(who), pytest.raises(Refused):
        calling.take_next(round=three, by=who)


def test_an_act_and_its_audit_live_and_die_together(three, monkeypatch):
    entry = take(three)
    monkeypatch.setattr("waakvlam.access.audit.record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        end(entry)
    with acting(ALICE):
        assert not Attempt.objects.exists()
    assert fresh(entry).state == "waiting"
