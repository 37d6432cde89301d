"""The early-debt signal: never without the four dated conditions, never against a no, only contact data and an amount."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from waakvlam.access import clocks, identity
from waakvlam.access.models import Clock
from waakvlam.arrears import commands, waiting
from waakvlam.arrears.models import Basis, Notice, NoticeContent, NoticeState, Stage, Track
from waakvlam.arrears.models.owned import READY
from waakvlam.arrears.tests import factories as make
from waakvlam.handovers.commands import look_at
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now, today
from waakvlam.post.models import Delivery

pytestmark = pytest.mark.django_db
VERBS = tuple(verb for verb, _how in make.STEPS)
SUBSETS = [some for size in range(4) for some in combinations(VERBS, size)]


@pytest.mark.proves("C13", "R17")
@pytest.mark.parametrize("some", SUBSETS, ids=["-".join(some) or "none" for some in SUBSETS])
def test_without_all_four_conditions_nothing_goes(some):
    make.agreed()
    made = make.written(make.track(), *some)
    with pytest.raises(Invalid) as refused:
        make.act("alice", commands.sending.signal, made)
    assert len(str(refused.value.problem.came_in).split(", ")) == 4 - len(some)
    with identity.acting(make.who("alice")):
        assert not Notice.objects.exists() and make.Track.objects.get(pk=made.pk).stage != Stage.SIGNAL


@pytest.mark.proves("C13", "R17")
def test_with_all_four_it_goes_to_the_desk_with_contact_data_and_the_amount_only():
    sent = make.signal(name="Ria")
    with identity.acting(make.who("charlie")):
        seen = NoticeContent.objects.get(notice=sent)
        assert (seen.name, seen.phone, seen.amount_cents) == ("Ria van der Berg", "+31612345678", make.RENT)
        assert not Track.objects.exists() and not Basis.objects.exists(), "the landlord's own reasons stay its own"
    told = {f.name for f in NoticeContent._meta.concrete_fields} - {
        "id", "network", "created_at", "organisation", "notice", "basis", "kind", "household_id"}
    assert told == {"name", "address", "postcode", "city", "phone", "email", "amount_cents", "evict_on"}


@pytest.mark.proves("R17")
def test_a_refusal_blocks_the_signal_and_takes_back_what_went_at_once():
    made = make.act("alice", commands.tracks.refuse, make.ready())
    with pytest.raises(WrongState):
        make.act("alice", commands.sending.signal, made)
    made = make.act("alice", commands.tracks.agree, made)
    sent = make.act("alice", commands.sending.signal, made)
    make.act("charlie", commands.answering.accept, sent)
    made = make.act("alice", commands.tracks.refuse, made)
    assert (make.again(sent).state, make.again(sent).outcome, made.stage) == (NoticeState.WITHDRAWN, "refused", Stage.CONTACT)
    with identity.acting(make.who("charlie")):
        assert not NoticeContent.objects.filter(notice=sent).exists(), "they read it no more"
        assert Notice.objects.filter(pk=sent.pk).exists(), "they see that it was taken back"
    with identity.acting(make.who("alice")):
        assert not clocks.of(make.who("alice"), [sent.pk]).exists()


def raw(key: str, sql: str, args: list) -> None:
    """As the application's role, past every command."""
    with identity.acting(make.who(key)), transaction.atomic(), connection.cursor() as db:
        db.execute(sql, args)


@pytest.mark.proves("R17")
@pytest.mark.parametrize("missing", READY)
def test_the_database_itself_refuses_a_signal_without_one_of_the_four(missing):
    sent = make.signal()
    with identity.acting(make.who("alice")):
        basis = Basis.objects.get(track__household_id=NoticeContent.objects.get(notice=sent).household_id)
    for table, row in (("arrears_basis", basis.pk), ("arrears_track", basis.track_id)):
        with pytest.raises(IntegrityError), transaction.atomic(using="default"):
            if table == "arrears_track":
                raw("alice", f"update arrears_track set {missing} = null where id = %s", [row])
            else:
                raw("alice", "insert into arrears_basis (id, network_id, organisation_id, created_at, track_id, kind, on_day, "
                    + ", ".join(READY) + ") select %s, network_id, organisation_id, created_at, track_id, kind, on_day, "
                    + ", ".join("null" if n == missing else n for n in READY) + " from arrears_basis where id = %s", [uuid7(), row])


COPY = ("insert into arrears_noticecontent (id, network_id, organisation_id, created_at, notice_id, basis_id, kind, household_id, name, "
        "address, postcode, city, phone, email, amount_cents, evict_on) values "
        "(%(id)s, %(network)s, %(own)s, now(), %(notice)s, %(basis)s, %(kind)s, %(home)s, %(name)s, %(address)s, '', '', %(phone)s, '', %(cents)s, %(day)s)")


def prepared(refused: bool = False) -> dict:
    """Everything for a second signal by hand: an own basis and a notice that reach opens, and no content yet."""
    sent = make.signal()
    by = make.who("alice")
    with identity.acting(by):
        track = Track.objects.get(number=NoticeContent.objects.select_related("basis__track").get(notice=sent).basis.track.number)
        basis = Basis.objects.get(track=track)
        notice = commands.sending._notice(track, "debt_signal", None, by)
        for part in ("status", "content"):
            commands.sending._open(notice, by.organisation_id, "arrears_out", part, may_grant=part == "status")
        notice.save(force_insert=True)
        fresh = Basis.objects.create(**commands.parts.ours(by), track=track, kind="debt_signal", on_day=today(),
                                     **{n: getattr(basis, n) for n in READY})
    if refused:
        make.act("alice", commands.tracks.refuse, track)
    return {"id": uuid7(), "network": by.network_id, "own": by.organisation_id, "notice": notice.pk, "basis": fresh.pk,
            "kind": "debt_signal", "home": track.household_id, "name": "Ria", "address": "Duinroos 14", "phone": "+31612345678",
            "cents": 1000, "day": None}


@pytest.mark.proves("R17")
def test_by_raw_sql_it_goes_too_where_all_is_right():
    raw("alice", COPY, prepared())


@pytest.mark.proves("R17")
@pytest.mark.parametrize(("wrong", "why"), [
    ({"refused": True}, "the tenant says no"), ({"home": uuid7()}, "another household"), ({"kind": "eviction"}, "another kind"),
    ({"cents": None}, "no amount"), ({"cents": 0}, "nothing owed"), ({"day": "2026-01-01"}, "a day beside the amount"),
    ({"phone": "bel na zessen"}, "words for a number"), ({"name": "Ria\nis ziek"}, "a second line"),
], ids=["refused", "household", "kind", "no-amount", "zero", "day", "phone", "lines"])
def test_the_database_refuses_whatever_else_would_leave(wrong, why):
    given = prepared(refused=wrong.pop("refused", False)) | wrong
    with pytest.raises(DatabaseError), transaction.atomic():
        raw("alice", COPY, given)


@pytest.mark.proves("R17")
def test_nobody_else_writes_content_in_the_name_of_the_landlord():
    given = prepared()
    with pytest.raises(DatabaseError), transaction.atomic():
        raw("charlie", COPY, given)


@pytest.mark.proves("C13", "R11")
def test_the_municipality_accepts_makes_contact_and_reports_only_an_agreed_outcome():
    sent = make.accepted()
    for command in (commands.answering.make_contact, commands.answering.open_help, commands.answering.report):
        sent = make.act("charlie", command, sent)
    with pytest.raises(Invalid):
        make.act("charlie", commands.answering.end, sent, outcome="prevented")
    sent = make.act("charlie", commands.answering.end, sent, outcome="helped")
    seen = make.again(sent)
    assert (seen.state, seen.outcome, seen.accepted_name) == (NoticeState.ENDED, "helped", "Charlie Jansen")
    with identity.acting(make.who("charlie")):
        assert not NoticeContent.objects.filter(notice=sent).exists()
    with identity.acting(make.who("alice")):
        assert Delivery.objects.filter(about_id=sent.pk, body__contains="afgerond").exists()
        assert not Delivery.objects.filter(about_id=sent.pk, body__contains="Berg").exists()


@pytest.mark.proves("C13")
def test_only_the_receiver_answers_and_nobody_beside_sees_it():
    sent = make.signal()
    for key in ("dora", "eva", "zed"):
        with identity.acting(make.who(key)) as by, pytest.raises(Refused):
            commands.answering.accept(notice=sent, by=by)
        with identity.acting(make.who(key)):
            assert not Notice.objects.exists() and not NoticeContent.objects.exists()
    with pytest.raises(Refused):
        make.act("alice", commands.answering.accept, sent)


@pytest.mark.proves("C14", "R10")
def test_silence_climbs_from_reminder_to_mandate_and_is_told_once():
    sent = make.signal()
    said = []
    moment = now() + timedelta(days=30)
    for _turn in range(6):
        with at(moment):
            said += [look_at(due.clock_id, due.asker) for due in clocks.due() if _on(due.clock_id, sent)]
        moment += timedelta(days=10)
    assert said == ["reminded", "backup", "coordinator", "mandate", "waits at mandate", "waits at mandate"]
    with identity.acting(make.who("alice")):
        told = Delivery.objects.filter(about_id=sent.pk, to="post@netwerk.example.org")
        assert told.count() == 1 and "Berg" not in told.get().body


def _on(clock_id, sent) -> bool:
    with identity.acting(make.who("alice")):
        return Clock.objects.filter(pk=clock_id, subject_id=sent.pk, kind__in=waiting.ON_RECEIVER).exists()


@pytest.mark.proves("C13", "R18")
def test_at_its_term_it_is_closed_and_help_keeps_it():
    plain = make.signal(name="Ria")
    helped = make.act("alice", commands.sending.signal, make.written(make.track(name="Kees"), *VERBS))
    for command in (commands.answering.accept, commands.answering.make_contact, commands.answering.open_help):
        helped = make.act("charlie", command, helped)
    with at(now() + timedelta(days=184)):
        for due in clocks.due():
            look_at(due.clock_id, due.asker)
    assert make.again(plain).state == NoticeState.EXPIRED
    with identity.acting(make.who("charlie")):
        assert list(NoticeContent.objects.values_list("notice_id", flat=True)) == [helped.pk]


def test_a_second_signal_waits_for_the_first():
    sent = make.signal()
    with identity.acting(make.who("alice")):
        track = Track.objects.get(stage=Stage.SIGNAL)
    with pytest.raises(WrongState):
        make.act("alice", commands.sending.signal, track)
    make.act("charlie", commands.answering.decline, sent, reason="unclear")
    assert make.act("alice", commands.sending.signal, track).state == NoticeState.SENT


def test_a_track_of_another_organisation_is_not_there():
    made = make.ready()
    for key in ("dora", "charlie", "zed"):
        with pytest.raises(Absent):
            make.act(key, commands.sending.signal, made)


def test_without_terms_of_the_network_nothing_goes_and_says_what_to_do():
    made = make.written(make.track(), *VERBS)
    with pytest.raises(Invalid, match="meldpunt"):
        make.act("alice", commands.sending.signal, made)
