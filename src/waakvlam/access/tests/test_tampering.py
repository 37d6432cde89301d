"""Seals: a changed, removed, added or reordered act is found, and a broken or forged chain."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connections

from waakvlam.access import seals
from waakvlam.access.models import Audit, AuditSeal
from waakvlam.access.tests import cast
from waakvlam.cli import build
from waakvlam.kit.time import now

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.proves("R28")]


@pytest.fixture
def acts(monkeypatch):
    """Five acts in seals of two: a chain of three batches."""
    monkeypatch.setattr(seals, "BATCH", 2)
    made = [Audit.objects.using("owner").create(
        network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"), role="coordinator",
        verb="round.approve", detail={"n": n}, at=now() + timedelta(seconds=n)) for n in range(5)]
    assert seals.seal("owner") == 5
    return made


def findings():
    return [(f.seal, f.what) for f in seals.verify("owner").findings]


def test_an_untouched_log_verifies(acts):
    found = seals.verify("owner")
    assert (found.seals, found.events, found.unsealed, found.findings) == (3, 5, 0, ())


def test_the_applications_role_verifies_without_reading_one_act(django_db_blocker):
    found = seals.verify("default")
    assert found.findings == ()
    assert not Audit.objects.exists()


def test_new_acts_wait_for_a_seal(acts):
    Audit.objects.using("owner").create(network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"),
                                        role="coordinator", verb="later")
    assert seals.verify("owner").unsealed == 1
    assert findings() == []


def test_a_changed_act_is_found(acts):
    act = Audit.objects.using("owner").get(pk=acts[2].pk)
    Audit.objects.using("owner").filter(pk=act.pk).update(verb="round.refuse")
    assert findings() == [(act.seal, findings()[0][1])]


def test_a_removed_act_is_found(acts):
    act = Audit.objects.using("owner").get(pk=acts[0].pk)
    Audit.objects.using("owner").filter(pk=act.pk).delete()
    assert findings()[0][0] == act.seal


def test_a_removed_whole_batch_is_found(acts):
    Audit.objects.using("owner").filter(seal=2).delete()
    assert findings()[0][0] == 2


def test_an_act_added_to_a_closed_batch_is_found(acts):
    Audit.objects.using("owner").create(network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"),
                                        role="coordinator", verb="slipped.in", seal=1)
    assert findings()[0][0] == 1


def test_reordered_acts_are_found(acts):
    first, second = acts[0].at, acts[1].at
    Audit.objects.using("owner").filter(pk=acts[0].pk).update(at=second)
    Audit.objects.using("owner").filter(pk=acts[1].pk).update(at=first)
    assert findings()[0][0] == 1


def test_an_act_moved_to_another_batch_is_found(acts):
    Audit.objects.using("owner").filter(pk=acts[0].pk).update(seal=2)
    assert {seal for seal, _what in findings()} == {1, 2}


def test_an_act_with_a_seal_that_does_not_exist_is_found(acts):
    Audit.objects.using("owner").create(network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"),
                                        role="coordinator", verb="future", seal=99)
    assert findings()[0][0] == 99


def test_a_removed_seal_breaks_the_chain(acts):
    Audit.objects.using("owner").filter(seal=2).delete()
    AuditSeal.objects.using("owner").filter(number=2).delete()
    assert any("ontbreekt" in what for _seal, what in findings())
    assert any("ketting" in what for _seal, what in findings())


def test_a_forged_signature_is_found(acts):
    AuditSeal.objects.using("owner").filter(number=3).update(signature=b"\0" * 64)
    assert findings() == [(3, "de handtekening ontbreekt of klopt niet")]


def test_a_recomputed_chain_without_the_key_is_found(acts):
    """Somebody with the database but not the key rewrites an act, its root and every later head."""
    Audit.objects.using("owner").filter(pk=acts[0].pk).update(verb="forged")
    with connections["owner"].cursor() as db:
        db.execute("""update access_auditseal s set root = r.root from audit_recomputed() r where r.seal = s.number""")
        for n in (1, 2, 3):
            db.execute("""update access_auditseal s set head = sha256(coalesce((select p.head from access_auditseal p
                where p.number = s.number - 1), ''::bytea) || s.root || convert_to(s.number || ':' || s.events, 'UTF8'))
                where s.number = %s""", [n])
    assert {what for _seal, what in findings()} == {"de handtekening ontbreekt of klopt niet"}


def test_the_command_fails_where_something_was_changed(acts):
    good = CliRunner().invoke(build(), ["audit", "verify", "--json"])
    assert good.exit_code == 0
    assert json.loads(good.stdout)["events"] == 5
    Audit.objects.using("owner").filter(pk=acts[4].pk).update(detail={"n": 40})
    assert CliRunner().invoke(build(), ["audit", "verify"]).exit_code == 1


def test_the_command_seals_what_waits():
    Audit.objects.using("owner").create(network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"),
                                        role="coordinator", verb="x")
    done = CliRunner().invoke(build(), ["audit", "seal", "--json"])
    assert json.loads(done.stdout) == {"sealed": 1}
