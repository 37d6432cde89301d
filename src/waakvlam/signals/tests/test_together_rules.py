"""What is compared across organisations at all: never what could betray somebody, and only what the covenant allows both."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import clocks, identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.errors import WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now, today
from waakvlam.signals import commands, queries
from waakvlam.signals.commands import Passed
from waakvlam.signals.models import Hint, Met
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.beside import (
    SAID,
    agree_anew,
    compare,
    give,
    known,
    pair,
    say,
    seen,
)

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R9")]
SHIELDED = {
    "nuisance": {"kind": "nuisance"}, "danger": {"urgency": "danger"}, "unsafe": {"topic": "safety"}, "children": {"topic": "growing_up"},
    "care": {"topic": "care"}, "medicines": {"topic": "medicines"}, "money": {"topic": "money"},
    "asked, not agreed": {"kind": "request", "basis": "knows"}, "had to": {"basis": "necessary", "basis_words": "Er is gevaar voor een kind."},
    "a place": {"about": "place"}, "a neighbourhood": {"kind": "neighbourhood"}, "another home": {"house_number": "16"}}
SHOWN = {"worry": {}, "home": {"kind": "home"}, "agreed": {"kind": "request", "basis": "agrees"},
         "telephone": {"house_number": "16", "phone": "+31612345678"}}


@pytest.mark.proves("R13", "R17", "R22", "R27")
@pytest.mark.parametrize("what", sorted(SHIELDED))
@pytest.mark.parametrize("first", ["alice", "carla"])
def test_what_could_betray_somebody_gives_no_hint_to_either_side(what, first):
    make.brought(first)
    make.brought("carla" if first == "alice" else "alice", **SHIELDED[what])
    assert compare() == 0


@pytest.mark.parametrize("what", sorted(SHOWN))
def test_what_may_be_known_gives_one_to_both(what):
    make.brought(phone="06-12345678")
    make.brought("carla", **SHOWN[what])
    assert compare() == 2


def test_a_resident_who_said_no_to_sharing_is_not_hinted_at():
    asked = make.given(basis="unknown", words="")
    with identity.acting(make.who("carla")) as by:
        commands.words.ask(signal=asked, by=by)
    with identity.acting(make.who("alice")) as by:
        commands.words.refuse(signal=asked, reason="not_wanted", by=by)
    with identity.acting(make.who("carla")) as by:
        commands.giving.give_back(signal=asked, reason="capacity", by=by)
    make.brought("dora")
    assert compare() == 0
    make.brought()
    assert compare() == 2


@pytest.mark.proves("C19", "R14")
def test_only_with_a_line_of_the_covenant_for_both_and_from_the_day_it_is_there():
    """Care has none: neither side learns anything, also not that it would have been one."""
    ours, theirs = make.brought(), make.brought("eva")
    assert compare() == 0 and seen("alice", ours) is None and seen("eva", theirs) is None
    agree_anew(besides="care_provider")
    assert compare() == 2 and seen("alice", ours) and seen("eva", theirs)
    agree_anew(without="care_provider")
    assert seen("alice", ours) and seen("eva", theirs) is None


@pytest.mark.parametrize("role", [Role.KEEPER, Role.STEWARD, Role.CALLER, Role.DISTRICT_WORKER])
def test_the_covenant_names_the_roles_that_may_know(role):
    ours, _theirs = pair()
    with identity.acting(replace(make.who("alice"), role=role)) as by:
        assert queries.together(by, ours) is None and not any(s.key == "together" for s in queries.today(by))
    assert seen("alice", ours)
    with identity.acting(replace(make.who("alice"), role=Role.KEEPER)) as by, pytest.raises(WrongState):
        commands.together.agree(signal=ours, phone="075 1234567", by=by)


@pytest.mark.proves("R11", "R22")
@pytest.mark.parametrize("key", ["alice", "carla"])
def test_who_had_a_part_in_a_signal_does_not_find_out_this_way_where_it_went(key):
    made = make.brought()
    give("alice", made, "gemeente")
    give("carla", made, "anders")
    make.brought(key)
    assert compare() == 0


@pytest.mark.parametrize("what", ["rest", "close", "pool", "give"])
def test_what_nobody_works_on_does_not_count(what):
    ours = make.taken()
    make.brought("carla")
    with identity.acting(make.who("alice")) as by:
        if what == "rest":
            commands.weighing.rest(signal=ours, reason="no_cause", by=by)
        elif what == "close":
            commands.weighing.close(signal=ours, outcome="helped", by=by)
        elif what == "pool":
            commands.pooling.put(signal=ours, by=by)
        else:
            commands.giving.give(signal=ours, to=cast.organisation("anders"), passed=Passed("unknown"), reason="area", by=by)
    assert compare() == 0


def test_what_was_corrected_counts_by_its_newest_words():
    ours = make.brought()
    with identity.acting(make.who("alice")):
        told = ours.contents.get()
        told.pk, told.version, told.home_mark, told._state.adding = uuid7(), 2, b"elsewhere", True
        told.save(force_insert=True)
    make.brought("carla")
    assert compare() == 0


@pytest.mark.parametrize("what", ["urgency", "given", "line"])
def test_what_changed_since_the_hint_keeps_them_apart(what):
    ours, theirs = pair()
    say("carla", theirs)
    if what == "urgency":
        with identity.acting(make.who("carla")) as by:
            commands.weighing.set_urgency(signal=theirs, urgency="danger", by=by)
    elif what == "given":
        give("carla", theirs, "anders", SAID)
    else:
        agree_anew(without="municipality")
    assert not say("alice", ours) and known("alice", ours) == []


def test_a_yes_counts_until_the_hint_ends_and_not_a_moment_longer():
    ours, theirs = make.brought(), make.brought("carla")
    compare()
    say("carla", theirs)
    with identity.acting(make.who("alice")):
        until = Hint.objects.get().until
    with at(until + timedelta(seconds=1)), pytest.raises(WrongState):
        say("alice", ours)
    with at(until - timedelta(seconds=1)):
        assert say("alice", ours)


@pytest.mark.parametrize(("key", "purpose", "sql"), [
    ("alice", "signal", "select * from signals_compare(%(now)s, %(now)s, %(day)s)"),
    ("alice", "signal", "select * from signals_meet(%(ours)s, %(now)s, %(day)s)"),
    ("dora", "signal", "select * from signals_meet(%(ours)s, %(now)s, %(day)s)"),
    ("carla", "handover", "select * from signals_meet(%(theirs)s, %(now)s, %(day)s)")])
def test_the_gate_refuses_who_did_not_say_yes_and_who_asks_by_hand(key, purpose, sql):
    ours, theirs = pair()
    say("carla", theirs)
    with identity.acting(cast.who(key, purpose)), pytest.raises(ProgrammingError, match="only by the clock|no yes of yours"), \
            transaction.atomic(), connection.cursor() as db:
        db.execute(sql, {"ours": ours.pk, "theirs": theirs.pk, "now": now(), "day": today()})


def test_the_wall_hides_each_side_and_nobody_writes_a_hint_or_an_acquaintance_by_hand():
    pair()
    for key in ("alice", "carla", "dora", "roer"):
        with identity.acting(make.who(key)) as by:
            assert set(Hint.objects.values_list("organisation_id", flat=True)) <= {by.organisation_id}
    with identity.acting(make.who("alice")) as by:
        rows = {"network_id": by.network_id, "organisation_id": by.organisation_id, "signal_id": by.person_id}
        for made in (Hint(**rows, until=now()), Met(**rows, pair_id=by.person_id, other_id=by.organisation_id, name="x", role="x", phone="x")):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                made.save(force_insert=True)


def test_the_job_goes_to_who_holds_something_and_clocks_are_of_that_side_alone():
    ours, theirs = pair()
    for key, signal in (("alice", ours), ("carla", theirs)):
        with identity.acting(make.who(key)) as by:
            assert {c.asker_id for c in clocks.of(by, [signal.pk]).filter(kind__startswith="signal.together")} == {by.organisation_id}
    with identity.acting(replace(make.who("alice"), role=Role.SYSTEM, purpose=Purpose.SIGNAL)), connection.cursor() as db:
        db.execute("select organisation from signals_holders()")
        assert {cast.organisation("wonen"), cast.organisation("gemeente")} <= {row[0] for row in db.fetchall()}
