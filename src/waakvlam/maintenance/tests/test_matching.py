"""Comparing private lists: what is agreed, what nobody hears, what the database refuses (docs/adr/0015)."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import identity
from waakvlam.access.models import Audit
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import at, now
from waakvlam.maintenance import commands, queries, sealing
from waakvlam.maintenance.models import Agreed, Entry, MatchRound
from waakvlam.maintenance.tests import factories as make
from waakvlam.post.models import Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "R25", "R14")]


def numbers(made, key):
    with identity.acting(make.who(key)) as who:
        return {a.door.house_number for a in queries.addresses(who, made)}


def entries(made, key):
    with identity.acting(make.who(key)) as who:
        return {row.door.house_number: row for row in queries.my_list(who, made).rows}


def sql(key, statement, *args):
    with identity.acting(make.who(key)), transaction.atomic(), connection.cursor() as db:
        db.execute(statement, args)
        return db.fetchall() if db.description else db.rowcount


@pytest.fixture
def made():
    found = make.project()
    make.team(found)
    return found


def test_only_what_enough_partners_want_is_agreed_and_all_members_see_the_same(made):
    make.listed(made, "carla", 1, 2, 3)
    make.listed(made, "eva", 2, 3, 4)
    make.listed(made, "frank", 5)
    make.listed(made, "frank", 3, answer="no")
    make.compared(made)
    assert {key: numbers(made, key) for key in make.TEAM.values()} == dict.fromkeys(make.TEAM.values(), {2, 3})


def test_a_project_may_ask_for_three():
    three = make.project(needed=3, name="Drie")
    make.team(three)
    for key, homes in {"carla": (1, 2), "eva": (1, 2), "frank": (1,)}.items():
        make.listed(three, key, *homes)
    make.compared(three)
    assert numbers(three, "alice") == {1}


def test_the_host_exempts_a_door_and_nobody_learns_that_it_was_wanted(made):
    make.listed(made, "carla", 1, 2)
    make.listed(made, "eva", 1, 2)
    with identity.acting(make.who("alice")) as by:
        commands.matching.exempt(project=made, door_id=make.doors(made, 1)[0], on=True, by=by)
    make.compared(made)
    assert {key: numbers(made, key) for key in make.TEAM.values()} == dict.fromkeys(make.TEAM.values(), {2})
    assert entries(made, "carla")[1].agreed_id is None


@pytest.mark.parametrize("key", ["alice", "eva", "frank", "dora", "charlie"])
def test_nobody_else_reads_a_list_by_raw_sql_not_even_the_host_or_a_colleague(made, key):
    make.listed(made, "carla", 1, 2)
    assert len(sql("carla", "select mark from maintenance_entry")) == 2
    assert sql(key, "select * from maintenance_entry") == []
    assert key == "charlie" or sql(key, "select * from maintenance_declaration") == []


def test_a_list_says_nothing_to_who_copies_the_table(made):
    make.listed(made, "carla", 1, why="Mevrouw valt vaak van de trap.")
    make.listed(made, "eva", 1, why="Mevrouw valt vaak van de trap.")
    rows = [sql(key, "select mark, sealed from maintenance_entry")[0] for key in ("carla", "eva")]
    assert bytes(rows[0][0]) == bytes(rows[1][0]), "equal addresses must be found"
    assert bytes(rows[0][1]) != bytes(rows[1][1]), "and look different in what is sealed"
    assert b"trap" not in bytes(rows[0][1])
    other = make.project(name="Ander")
    assert bytes(rows[0][0]) not in {sealing.mark(other, d) for d in _doors(other)}, "a mark means nothing elsewhere"


def _doors(made):
    with identity.acting(make.who("alice")) as who:
        return queries.my_list(who, made).doors


def test_lists_close_at_the_moment_and_nothing_is_added_until_they_are_compared(made):
    make.listed(made, "carla", 1)
    start = now()
    with at(start - timedelta(days=5)), identity.acting(make.who("alice")) as by:
        commands.matching.open_round(project=made, closes_at=start - timedelta(days=1), by=by)
    with pytest.raises(WrongState):
        make.listed(made, "eva", 1)
    with identity.acting(make.who("carla")) as by:
        row = queries.my_list(by, made).rows[0]
        for act in (commands.lists.answer, commands.lists.remove):
            with pytest.raises(WrongState):
                act(project=made, entry_id=row.id, by=by, **({"answer": "no"} if act is commands.lists.answer else {}))
        own = Entry.objects.get()
    # The wall says so too, to whoever goes round the commands.
    insert = "insert into maintenance_entry (id, network_id, created_at, organisation_id, project_id, mark, sealed, answer, at) values " \
        "(gen_random_uuid(), %s, now(), %s, %s, 'x', 'x', 'yes', now())"
    with pytest.raises(ProgrammingError, match="row-level security"):
        sql("eva", insert, own.network_id, make.who("eva").organisation_id, made.pk)
    assert sql("carla", "delete from maintenance_entry") == 0
    assert make.tasks.settle_what_closed(timestamp=0) == 1
    make.listed(made, "eva", 1)
    assert numbers(made, "eva") == set(), "what came too late waits for the next round"


def test_what_was_compared_cannot_be_changed_only_withdrawn(made):
    make.listed(made, "carla", 1)
    make.compared(made)
    row = entries(made, "carla")[1]
    with identity.acting(make.who("carla")) as by:
        with pytest.raises(WrongState):
            commands.lists.remove(project=made, entry_id=row.id, by=by)
        commands.lists.withdraw(project=made, entry_id=row.id, by=by)
        with pytest.raises(WrongState):
            commands.lists.withdraw(project=made, entry_id=row.id, by=by)
    for statement in ("delete from maintenance_entry", ):
        assert sql("carla", statement) == 0
    with pytest.raises(ProgrammingError, match="permission denied"):
        sql("carla", "update maintenance_entry set answer = 'no'")


def test_whoever_withdraws_ends_the_visit_and_cannot_tell_how_many_others_there_are(made):
    for key in ("carla", "eva", "frank"):
        make.listed(made, key, 1)
    make.listed(made, "carla", 2)
    make.listed(made, "eva", 2)
    make.compared(made)
    with identity.acting(make.who("carla")) as by:
        for row in entries(made, "carla").values():
            commands.lists.withdraw(project=made, entry_id=row.id, by=by)
    # Two were left for 1 and one for 2: to the one who withdrew both look the same.
    assert numbers(made, "carla") == set() == numbers(made, "frank")
    assert sql("frank", "select * from maintenance_agreed") == []


def test_a_visit_that_has_been_stays_though_somebody_withdraws(made):
    make.listed(made, "carla", 1)
    make.listed(made, "eva", 1)
    make.compared(made)
    with identity.acting(make.who("eva")) as by:
        found = Agreed.objects.get()
        commands.visits.go_along(agreed_id=found.pk, going=True, by=by)
        commands.visits.tell(agreed_id=found.pk, outcome="spoken", by=by)
    with identity.acting(make.who("carla")) as by:
        commands.lists.withdraw(project=made, entry_id=entries(made, "carla")[1].id, by=by)
    assert numbers(made, "frank") == {1}


def test_nobody_puts_in_so_much_of_a_block_that_it_would_be_fishing():
    made = make.project(share=20, size=20)
    make.team(made)
    make.listed(made, "carla", 1, 2, 3, 4)
    with pytest.raises(Invalid) as refused:
        make.listed(made, "carla", 5)
    assert refused.value.code == "share"
    make.listed(made, "carla", 5, 6, answer="no")
    make.compared(made)
    with identity.acting(make.who("carla")) as by:  # not a next time either, nor by withdrawing first
        for row in queries.my_list(by, made).rows:
            if row.compared:
                commands.lists.withdraw(project=made, entry_id=row.id, by=by)
        with pytest.raises(Invalid):
            commands.lists.answer(project=made, entry_id=entries(made, "carla")[5].id, answer="yes", by=by)


def test_who_goes_round_the_limit_by_raw_sql_counts_for_nothing():
    made = make.project(share=20, size=20)
    make.team(made)
    make.listed(made, "carla", 1)
    make.listed(made, "eva", 1, 2, 3, 4)
    with identity.acting(make.who("eva")) as by:
        d = queries.my_list(by, made).doors[10]
        Entry.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, project=made, answer="yes",
                             mark=sealing.mark(made, d), sealed=sealing.seal(made, by.organisation_id, sealing.Known(d.pk, "x")))
    make.compared(made)
    assert numbers(made, "carla") == set()


def test_rounds_lie_a_week_apart_and_everybody_gets_a_day(made):
    with identity.acting(make.who("alice")) as by, pytest.raises(Invalid):
        commands.matching.open_round(project=made, closes_at=now() + timedelta(hours=2), by=by)
    make.compared(made)
    with identity.acting(make.who("alice")) as by, pytest.raises(Invalid):
        commands.matching.open_round(project=made, closes_at=now() + timedelta(days=2), by=by)


def test_everybody_gets_the_same_mail_whatever_their_list_holds(made):
    make.listed(made, "carla", 1)
    make.listed(made, "eva", 1)
    with identity.acting(make.who("alice").for_purpose("call_round")):
        before = set(Delivery.objects.values_list("id", flat=True))
    make.compared(made)
    with identity.acting(make.who("alice").for_purpose("call_round")):
        sent = list(Delivery.objects.exclude(id__in=before))
    assert {d.body for d in sent if "vergeleken" in d.body} and len({d.body for d in sent}) == 2
    assert sorted(d.to for d in sent) == sorted(2 * [f"post@{slug}.example.org" for slug in make.TEAM])


def test_leaving_tells_nothing_and_destroys_the_list(made):
    make.listed(made, "carla", 1)
    make.listed(made, "eva", 1, 4)
    make.compared(made)
    with identity.acting(make.who("eva")) as by:
        commands.team.leave(project=made, by=by)
    assert numbers(made, "carla") == {1}, "what was agreed stays agreed: else leaving would say who wanted it"
    assert sql("eva", "select * from maintenance_agreed") == []
    with identity.acting(identity.system(make.who("eva").organisation_id, "maintenance")):
        assert Audit.objects.filter(verb="maintenance.destroy").get().detail == {"rows": 2}


@pytest.mark.proves("C2", "R18")
def test_ending_destroys_what_was_not_agreed_with_a_line_without_personal_data(made, caplog, django_capture_on_commit_callbacks):
    make.listed(made, "carla", 1, 2)
    make.listed(made, "eva", 1, 3)
    make.compared(made)
    with caplog.at_level("INFO", "waakvlam.maintenance"), django_capture_on_commit_callbacks(execute=True), \
            identity.acting(make.who("alice")) as by:
        commands.matching.end(project=made, by=by)
    lines = [r.getMessage() for r in caplog.records if "destroyed" in r.getMessage()]
    assert len(lines) == 4 and not any("Bomenlaan" in line for line in lines)
    assert set(entries(made, "carla")) == {1} == set(entries(made, "eva"))
    with identity.acting(make.who("carla")) as by:
        with pytest.raises(WrongState):
            commands.lists.add(project=made, door_ids=make.doors(made, 5), reason=make.WHY, by=by)
        commands.lists.withdraw(project=made, entry_id=entries(made, "carla")[1].id, by=by)
    assert numbers(made, "eva") == set()
    with identity.acting(make.who("alice")) as by:
        commands.projects.move(project=made, to="ended", by=by)
    assert sql("carla", "select * from maintenance_entry") == []


@pytest.mark.parametrize("key", ["carla", "dora", "frank"])
def test_only_the_host_compares_and_never_before_the_moment(made, key):
    with identity.acting(make.who("alice")) as by:
        made_round = commands.matching.open_round(project=made, closes_at=now() + timedelta(days=2), by=by)
        with pytest.raises(Refused):
            commands.matching.settle(round_id=made_round.pk, by=by)
    for asker in (key, "alice"):
        with pytest.raises(ProgrammingError, match="maintenance_settle"):
            sql(asker, "select maintenance_settle(%s, '{}', '{}', now() + interval '9 days')", made_round.pk)
    with identity.acting(make.who("alice")):
        assert MatchRound.objects.get().settled_at is None


def test_the_database_compares_doors_of_the_project_only_and_each_once(made):
    other = make.project(name="Ander")
    start = now()
    with at(start - timedelta(days=5)), identity.acting(make.who("alice")) as by:
        opened = commands.matching.open_round(project=made, closes_at=start - timedelta(days=1), by=by)
    mine, theirs = make.doors(made, 1, 2), make.doors(other, 1)
    for given, marks in (([*theirs], [b"x"]), (mine, [b"x", b"x"]), ([mine[0], mine[0]], [b"x", b"y"]), (mine, [b"x"])):
        with pytest.raises(ProgrammingError, match="a mark for each door"):
            sql("alice", "select maintenance_settle(%s, %s, %s, now())", opened.pk, given, marks)


def test_withdrawing_and_calling_off_are_refused_for_others(made):
    make.listed(made, "carla", 1)
    make.listed(made, "eva", 1)
    make.compared(made)
    theirs = entries(made, "carla")[1].id
    agreed_id = sql("carla", "select id from maintenance_agreed")[0][0]
    for key in ("eva", "alice", "dora"):
        with pytest.raises(ProgrammingError, match="maintenance_withdraw"):
            sql(key, "select maintenance_withdraw(%s, now())", theirs)
        with identity.acting(make.who(key)) as by, pytest.raises((Absent, Refused)):
            commands.lists.withdraw(project=made, entry_id=theirs, by=by)
    for key in ("eva", "carla", "dora"):
        with pytest.raises(ProgrammingError, match="maintenance_call_off"):
            sql(key, "select maintenance_call_off(%s, now())", agreed_id)
    for key in make.TEAM.values():
        for statement in ("insert into maintenance_agreed select * from maintenance_agreed", "update maintenance_agreed set lapsed_at = now()",
                          "delete from maintenance_agreed"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                sql(key, statement)
    with identity.acting(make.who("alice")) as by:
        commands.matching.call_off(agreed_id=agreed_id, by=by)
    assert numbers(made, "carla") == set()
