"""A household on the track, over HTTP: what is written down, arranged, planned, and how it ends."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from python_calamine import CalamineWorkbook

from waakvlam.access import clocks, identity
from waakvlam.access.models import Clock
from waakvlam.arrears import commands, waiting
from waakvlam.arrears.models import Eviction, Instalment, Notice, NoticeContent, Stage, Track
from waakvlam.arrears.models.states import Kind
from waakvlam.arrears.tests import factories as make
from waakvlam.handovers.commands import look_at
from waakvlam.handovers.tests.factories import resident
from waakvlam.kit.errors import WrongState
from waakvlam.kit.time import add_working_days, at, day_of, now, today, working_days_between

pytestmark = pytest.mark.django_db


def do(client, track, slug: str, **given):
    return client.post(reverse("arrears:act", args=[track.pk, slug]), given)


def seen(track, key: str = "alice") -> Track:
    return make.again(track, key)


@pytest.mark.proves("C13", "R17")
def test_from_a_late_payment_to_a_signal_by_forms(sign_in):
    make.agreed()
    client = sign_in("alice")
    home = resident(name="Ria")
    assert "Ria van der Berg" in client.get(reverse("arrears:new"), {"tekst": "berg"}).content.decode()
    answer = client.post(reverse("arrears:opened", args=[home.household_id]), {"amount_cents": "€ 1.234,56", "since": "2026-01-01"})
    with identity.acting(make.who("alice")):
        made = Track.objects.get()
    assert answer.url == reverse("arrears:track", args=[made.pk]) and made.amount_cents == 123456
    day = today().isoformat()
    assert do(client, made, "vroegsignaal").status_code == 400, "none of the four yet"
    for slug, how in (("herinnering", "letter"), ("poging", "phone"), ("contact", "door"), ("schuldhulp", "phone"), ("aanbod", "phone")):
        assert do(client, made, slug, on_day=day, how=how).status_code == 302, slug
    page = client.get(reverse("arrears:track", args=[made.pk])).content.decode()
    assert "1.234,56" in page and 'id="vroegsignaal"' in page
    assert do(client, made, "vroegsignaal").status_code == 302
    assert seen(made).stage == Stage.SIGNAL
    body = sign_in("charlie").get(reverse("arrears:notices")).content.decode()
    assert "Ria van der Berg" in body


@pytest.mark.parametrize(("slug", "given"), [
    ("herinnering", {"how": "phone"}), ("contact", {"how": "letter"}), ("herinnering", {"how": "letter", "on_day": "2999-01-01"}),
    ("bedrag", {"amount_cents": "veel"}), ("afronding", {"outcome": "weg"}),
], ids=["spoken-reminder", "written-talk", "tomorrow", "no-amount", "no-outcome"])
def test_what_is_wrong_comes_back_at_its_field(sign_in, slug, given):
    made = make.track()
    answer = do(sign_in("alice"), made, slug, **{"on_day": today().isoformat(), **given})
    assert answer.status_code == 400 and f'id="{slug}"' in answer.content.decode()
    assert seen(made).stage == Stage.LATE


@pytest.mark.proves("C13")
def test_the_last_step_can_be_undone_until_a_signal_rests_on_it(sign_in):
    client, made = sign_in("alice"), make.written(make.track(), "reminder", "help")
    with identity.acting(make.who("alice")):
        step = made.steps.get(verb="help")
    client.post(reverse("arrears:undone", args=[made.pk, step.pk]))
    assert seen(made).help_on is None and seen(made).reminder_on == today()
    sent = make.signal(name="Kees")
    with identity.acting(make.who("alice")):
        used = Track.objects.get(bases__content__notice=sent).steps.filter(verb="offered").first()
    with pytest.raises(WrongState):
        make.act("alice", commands.tracks.undo, used.track, step_id=used.pk)


@pytest.mark.proves("C13")
def test_an_arrangement_is_paid_part_by_part_and_watched(sign_in):
    client, made = sign_in("alice"), make.track(cents=100_00)
    first = (today() + timedelta(days=3)).isoformat()
    assert do(client, made, "regeling", amount_cents="100", parts="3", first=first).status_code == 302
    with identity.acting(make.who("alice")):
        parts = list(Instalment.objects.order_by("due_on"))
        assert [p.amount_cents for p in parts] == [3333, 3333, 3334]
        assert Clock.objects.get(kind=waiting.INSTALMENT, stopped_at=None).subject_id == parts[0].pk
    for part in parts:
        assert client.post(reverse("arrears:paid", args=[made.pk, part.pk])).status_code == 302
    with identity.acting(make.who("alice")):
        kept = made.arrangements.get()
        assert kept.state == "kept" and seen(made).amount_cents == 0 and seen(made).is_open, "a person says how it ended"
        assert not Clock.objects.filter(kind=waiting.INSTALMENT, stopped_at=None).exists()


def test_a_broken_arrangement_leads_back_to_a_talk():
    made = make.track()
    make.act("alice", commands.arrangements.arrange, made, parts=commands.arrangements.spread(made.amount_cents, 6, today()))
    made = make.act("alice", commands.arrangements.break_off, made)
    assert made.stage == Stage.CONTACT
    with identity.acting(make.who("alice")):
        assert made.arrangements.get().state == "broken"


@pytest.mark.proves("C13", "R24")
def test_the_desk_is_told_by_the_clock_in_time_where_nobody_did():
    planned = make.eviction(days=90)
    assert working_days_between(planned.tell_on, planned.evict_on) == 10
    with identity.acting(make.who("charlie")):
        assert not Notice.objects.exists()
    with at(waiting.end_of(planned.tell_on) + timedelta(minutes=1)):
        for due in clocks.due():
            look_at(due.clock_id, due.asker)
        told = make.again(planned)
    assert told.told_at is not None and day_of(told.told_at) <= planned.tell_on
    with identity.acting(make.who("charlie")):
        content = NoticeContent.objects.get()
        assert (content.evict_on, content.amount_cents, content.kind) == (planned.evict_on, None, Kind.EVICTION)


@pytest.mark.proves("R24")
def test_an_eviction_nearer_than_the_term_is_told_at_once_and_by_hand_it_can_be_sooner(sign_in):
    near = make.eviction(days=5)
    with identity.acting(make.who("charlie")):
        assert Notice.objects.get().kind == Kind.EVICTION
    later = make.eviction(days=90, name="Kees")
    assert make.again(later).told_at is None
    with identity.acting(make.who("alice")):
        track = Track.objects.get(pk=later.track_id)
    assert do(sign_in("alice"), track, "melding").status_code == 302
    assert make.again(later).told_at and make.again(near).told_at


@pytest.mark.proves("R24")
def test_the_number_of_days_is_that_of_the_network_on_that_day():
    make.agreed(desk=20)
    made = make.judged()
    planned = make.act("alice", commands.evictions.plan, made, court="Rechtbank", judged_on=today(),
                       evict_on=add_working_days(today(), 40))
    assert working_days_between(planned.tell_on, planned.evict_on) == 20


@pytest.mark.proves("R24")
def test_nobody_is_evicted_of_whom_the_desk_does_not_know():
    planned = make.eviction(days=90)
    with identity.acting(make.who("alice")):
        track = Track.objects.get(pk=planned.track_id)
    with pytest.raises(WrongState):
        make.act("alice", commands.tracks.end, track, outcome="evicted")
    with pytest.raises(DatabaseError), transaction.atomic(), identity.acting(make.who("alice")):
        Eviction.objects.filter(pk=planned.pk).update(carried_out_on=today())
    make.act("alice", commands.sending.tell, planned)
    assert make.act("alice", commands.tracks.end, track, outcome="evicted").stage == Stage.ENDED


@pytest.mark.proves("C13")
def test_calling_off_tells_the_desk_and_the_judgment_stands():
    planned = make.eviction(days=5)
    with identity.acting(make.who("alice")):
        track = Track.objects.get(pk=planned.track_id)
    assert make.act("alice", commands.evictions.call_off, track).stage == Stage.JUDGMENT
    with identity.acting(make.who("charlie")):
        assert Notice.objects.get().state == "withdrawn" and not NoticeContent.objects.exists()


@pytest.mark.proves("C13")
@pytest.mark.parametrize("sql", [
    "update arrears_track set stage = 'ended' where id = %s", "update arrears_track set ended_at = now() where id = %s",
    "update arrears_track set stage = 'ended', ended_at = now() where id = %s", "delete from arrears_track where id = %s",
], ids=["stage", "moment", "both", "delete"])
def test_nobody_leaves_the_track_without_an_outcome_also_not_by_sql(sql):
    made = make.track()
    with pytest.raises(DatabaseError), transaction.atomic(), identity.acting(make.who("alice")), connection.cursor() as db:
        db.execute(sql, [made.pk])
    assert seen(made).is_open


@pytest.mark.proves("C13")
def test_ending_closes_whatever_ran(sign_in):
    sent = make.signal()
    with identity.acting(make.who("alice")):
        made = Track.objects.get()
    assert do(sign_in("alice"), made, "afronding", outcome="paid").status_code == 302
    assert make.again(sent).state == "withdrawn" and seen(made).outcome == "paid"
    with identity.acting(make.who("alice")):
        assert not Clock.objects.filter(subject_id__in=[made.pk, sent.pk], stopped_at=None).exists()


@pytest.mark.proves("C14")
def test_an_open_track_on_which_nothing_is_done_stands_in_the_list_and_on_the_first_screen(sign_in):
    made = make.track(name="Ria")
    with at(now() + timedelta(days=30)):
        client = sign_in("alice")
        assert "Ria van der Berg" in client.get(reverse("arrears:tracks"), {"stand": "stil"}).content.decode()
        assert reverse("arrears:track", args=[made.pk]) in client.get("/").content.decode()
        for due in clocks.due():
            assert look_at(due.clock_id, due.asker) == "reminded"


@pytest.mark.proves("C13", "R26")
def test_the_only_file_is_the_own_open_list_for_this_purpose(sign_in):
    make.act("alice", commands.tracks.end, make.track(name="Weg"), outcome="paid")
    make.track(name="Ria")


    answer = sign_in("alice").get(reverse("arrears:export"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == ["Ria van der Berg"]
    for key, status in {"charlie": 403, "carla": 404, "bob": 403, "fg": 403, "admin": 403, "board": 403}.items():
        assert sign_in(key).get(reverse("arrears:export")).status_code == status, key


@pytest.mark.proves("R26")
def test_no_module_that_lets_or_chooses_reads_a_track():
    """Beside this module only the resident's own receipt, the municipality's system, the demo, and a signal that leads to a
    track: it keeps which one and its stage, for who works on both; no amount (signals/makes.py)."""
    home = Path(__file__).parents[2]
    may = {"arrears", "api", "demo", "rights", "signals"}
    readers = {file.relative_to(home).parts[0] for file in home.rglob("*") if file.suffix in (".py", ".sql") and "migrations" not in file.parts
               and ("waakvlam.arrears" in file.read_text() or "arrears_track" in file.read_text())} - {"config"}
    assert readers == may


@pytest.mark.proves("C14")
def test_the_screen_of_silence_names_the_number_and_never_the_tenant(sign_in):
    made, sent = make.track(name="Ria"), make.signal(name="Kees")
    with at(now() + timedelta(days=40)):
        page = sign_in("alice").get("/stil/").content.decode()
    assert made.number in page and sent.number in page and "van der Berg" not in page


def test_pages_of_a_landlord_are_not_there_for_a_municipality(sign_in):
    made = make.track()
    client = sign_in("charlie")
    assert client.get(reverse("arrears:tracks")).status_code == 302
    for name, args in (("track", [made.pk]), ("print", [made.pk]), ("new", []), ("new_tenants", []), ("given", [])):
        assert client.get(reverse(f"arrears:{name}", args=args)).status_code == 404
    assert sign_in("dora").get(reverse("arrears:track", args=[made.pk])).status_code == 404


def test_lists_cost_the_same_however_long(sign_in, django_assert_max_num_queries):
    client = sign_in("alice")
    for n in range(4):
        make.track(name=f"Ria{n}")
    client.get(reverse("arrears:tracks"))
    with django_assert_max_num_queries(20):
        assert client.get(reverse("arrears:tracks")).status_code == 200
