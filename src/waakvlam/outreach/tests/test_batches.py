"""Large lists and announcements in the background: visible, resumable, never twice."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit import time
from waakvlam.kit.errors import WrongState
from waakvlam.outreach import commands, filling
from waakvlam.outreach.commands import batches, sending
from waakvlam.outreach.models import Announcement, Batch, Round, RoundEntry
from waakvlam.outreach.plan import of
from waakvlam.outreach.queries import batches as reading
from waakvlam.outreach.tasks import carry_on
from waakvlam.post.models import Delivery

from .factories import home, later, round_

pytestmark = pytest.mark.django_db
ALICE = cast.who("alice")
SYSTEM = identity.system


def url(name: str, *args) -> str:
    return reverse(f"outreach:{name}", args=args)


@pytest.fixture
def draft(monkeypatch):
    """Five households, pieces of two, and a register that counts as large."""
    for module in (batches, sending):
        monkeypatch.setattr(module, "PIECE", 2)
    monkeypatch.setattr(reading, "LARGE", 5)
    with identity.acting(ALICE):
        for _ in range(5):
            home(ALICE)
        return round_(ALICE, approve=False, reference_percent=0)


def the_batch() -> Batch:
    with identity.acting(ALICE):
        return Batch.objects.latest("created_at")


def state_of(round: Round) -> tuple[str, int]:
    with identity.acting(ALICE):
        return Round.objects.get(id=round.id).state, RoundEntry.objects.filter(round=round).count()


def work(batch: Batch) -> None:
    """As the worker does."""
    carry_on(batch_id=str(batch.id), organisation_id=str(batch.organisation_id))


@pytest.mark.proves("C1", "R6")
def test_a_large_list_is_made_by_a_job_with_progress_that_the_coordinator_sees(draft, sign_in):
    alice = sign_in("alice")
    page = alice.post(url("round_approval", draft.id), follow=True).content.decode()
    assert "De lijst wordt gemaakt" in page
    assert state_of(draft) == ("draft", 0)
    batch = the_batch()
    by = SYSTEM(batch.organisation_id, "call_round")
    for _ in range(2):
        with identity.acting(by):
            assert not batches.step(batch.id, by=by)
    part = alice.get(url("batch", batch.id), headers={"HX-Request": "true"})
    assert "2 van 5 huishoudens" in part.content.decode()
    assert state_of(draft) == ("draft", 2)
    work(batch)
    assert state_of(draft) == ("approved", 5)
    assert alice.get(url("batch", batch.id), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    with identity.acting(ALICE):
        made = Round.objects.get(id=draft.id)
        assert made.approved_by_id == ALICE.person_id
        assert sorted(RoundEntry.objects.values_list("rank", flat=True)) == [1, 2, 3, 4, 5]
        assert the_batch().chosen == []


@pytest.mark.proves("C1")
def test_a_job_that_died_goes_on_where_it_was_and_one_too_many_does_nothing(draft, monkeypatch):
    with identity.acting(ALICE):
        commands.approve(round=draft, by=ALICE, later=True)
    batch, write, calls = the_batch(), filling.write, []

    def dies(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the worker was killed")
        write(*args, **kwargs)

    monkeypatch.setattr(filling, "write", dies)
    with pytest.raises(RuntimeError):
        work(batch)
    assert state_of(draft) == ("draft", 2)
    work(batch)
    work(batch)
    assert state_of(draft) == ("approved", 5)


def test_while_a_list_is_made_the_round_is_not_changed_or_approved_again(draft):
    with identity.acting(ALICE):
        commands.approve(round=draft, by=ALICE, later=True)
        for act in (lambda: commands.approve(round=draft, by=ALICE, later=True),
                    lambda: commands.change(round=draft, plan=of(draft), by=ALICE),
                    lambda: commands.set_outcomes(round=draft, outcomes=draft.outcomes, by=ALICE)):
            with pytest.raises(WrongState):
                act()


def test_a_list_without_anybody_ends_with_the_reason_and_the_round_stays_a_concept(sign_in):
    with identity.acting(ALICE):
        empty = round_(ALICE, approve=False)
        commands.approve(round=empty, by=ALICE, later=True)
    work(the_batch())
    page = sign_in("alice").get(url("round", empty.id)).content.decode()
    assert "Er staat niemand op deze lijst" in page
    assert "Keur deze lijst goed" in page


def test_silence_is_shown_and_started_again(draft, sign_in):
    with identity.acting(ALICE):
        commands.approve(round=draft, by=ALICE, later=True)
    batch, alice = the_batch(), sign_in("alice")
    with time.at(later(0.05)):  # three minutes: past the silence, within the session
        assert "Het werk staat stil" in alice.get(url("round", draft.id)).content.decode()
        before = ProcrastinateJob.objects.filter(task_name__endswith="outreach.tasks.carry_on").count()
        assert alice.post(url("batch_resumption", batch.id)).status_code == 302
        assert ProcrastinateJob.objects.filter(task_name__endswith="outreach.tasks.carry_on").count() == before + 1
        assert "Het werk staat stil" not in alice.get(url("round", draft.id)).content.decode()
    work(batch)
    assert alice.post(url("batch_resumption", batch.id)).status_code == 409


@pytest.mark.proves("C1")
def test_a_large_announcement_reaches_everybody_once_also_after_a_kill(draft, sign_in, monkeypatch):
    with identity.acting(ALICE):
        made = commands.approve(round=draft, by=ALICE)
        text = commands.write_announcement(round=made, channel="letter", subject="Wij bellen",
                                           body="Beste {naam}, met groet, {beller}", by=ALICE)
    alice = sign_in("alice")
    page = alice.post(url("announcement_dispatch", text.id), follow=True).content.decode()
    assert "Het versturen begint zo" in page
    assert alice.post(url("announcement_dispatch", text.id)).status_code == 409
    batch = the_batch()
    by = SYSTEM(batch.organisation_id, "call_round")
    with identity.acting(by):
        batches.step(batch.id, by=by)
    work(batch)
    work(batch)
    with identity.acting(ALICE):
        sent = list(Delivery.objects.filter(about_id=made.id))
        assert len({d.recipient_id for d in sent}) == len(sent) == 5
        assert all(ALICE.name in d.body for d in sent)
        kept = Announcement.objects.get(id=text.id)
        assert (kept.sent_count, kept.missed_count, kept.sent_at is not None) == (5, 0, True)


def test_a_round_that_ends_stops_its_announcement(draft):
    with identity.acting(ALICE):
        made = commands.approve(round=draft, by=ALICE)
        text = commands.write_announcement(round=made, channel="letter", subject="x", body="Beste", by=ALICE)
        commands.announce(announcement=text, by=ALICE, later=True)
        commands.end(round=made, by=ALICE)
    work(the_batch())
    with identity.acting(ALICE):
        assert not Delivery.objects.exists()
    assert "niet verstuurd" in the_batch().problem


@pytest.mark.proves("C19", "R2")
@pytest.mark.parametrize(("key", "status"), [("alice", 302), ("bob", 403), ("dora", 404), ("zed", 404)])
def test_only_the_own_coordinator_sees_or_restarts_the_work(draft, sign_in, key, status):
    with identity.acting(ALICE):
        commands.approve(round=draft, by=ALICE, later=True)
    client, batch = sign_in(key), the_batch()
    assert client.get(url("batch", batch.id)).status_code == status
    assert client.post(url("batch_resumption", batch.id)).status_code == status
