"""The wall: raw SQL as the application's role, with and without identity."""

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import identity, reach
from waakvlam.access.models import Audit, Membership, Organisation, Reach
from waakvlam.access.tests import cast
from waakvlam.access.wall import walls
from waakvlam.kit.ids import uuid7

pytestmark = pytest.mark.django_db


def count(table: str) -> int | None:
    """Rows seen by raw SQL; None where the role has no right at all."""
    try:
        with transaction.atomic(), connection.cursor() as db:
            db.execute(f"select count(*) from {table}")
            return db.fetchone()[0]
    except ProgrammingError as error:
        assert "permission denied" in str(error)
        return None


def test_the_application_neither_owns_tables_nor_bypasses_the_wall():
    with connection.cursor() as db:
        db.execute("select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        assert db.fetchone() == ("waakvlam_app", False, False)
        db.execute("select count(*) from pg_tables where schemaname='public' and tableowner = current_user")
        assert db.fetchone()[0] == 0


@pytest.mark.proves("C19", "R2")
def test_without_identity_every_walled_table_shows_zero_rows():
    for table, wall in walls().items():
        if wall.name != "open":
            assert count(table) in (0, None), table


@pytest.mark.proves("C19")
def test_every_table_in_the_database_is_known_to_the_wall_and_forced():
    with connection.cursor() as db:
        db.execute("""select relname, relrowsecurity and relforcerowsecurity from pg_class
                      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')""")
        forced = dict(db.fetchall())
    unknown = set(forced) - set(walls()) - {"django_migrations"}
    assert not unknown
    assert all(forced[table] for table in walls()), [t for t in walls() if not forced.get(t)]


def test_an_identity_sees_its_own_network_and_not_another():
    with identity.acting(cast.who("alice")):
        names = set(Organisation.objects.values_list("slug", flat=True))
    assert "wonen" in names
    assert "ver" not in names


def test_the_identity_before_comes_back():
    with identity.acting(cast.who("alice")):
        with identity.acting(cast.who("zed")):
            assert Organisation.objects.filter(slug="ver").exists()
        assert Organisation.objects.filter(slug="wonen").exists()
    assert not Organisation.objects.exists()


def test_a_membership_that_ended_opens_nothing():
    with identity.acting(cast.who("admin")):
        Membership.objects.filter(id=cast.membership("bob")).update(
            since="2026-01-01T00:00Z", until="2026-11-20T00:00Z")
    with transaction.atomic():
        assert identity.member(cast.membership("bob"), "call_round") is None


def test_reach_opens_only_to_whom_it_was_sent_and_closes_at_once():
    subject = uuid7()
    sent = reach.Sent("case", subject, cast.organisation("wonen"), "status", "handover", "consent",
                      may_grant=True)
    with identity.acting(cast.who("alice", "handover")):
        reach.open_to(sent)
        reach.open_to(reach.Sent("case", subject, cast.organisation("gemeente"), "status", "handover", "consent"))
    seen = {}
    for key in ("alice", "charlie", "dora", "zed"):
        with identity.acting(cast.who(key, "handover")):
            seen[key] = Reach.objects.filter(subject_id=subject).count()
    assert seen == {"alice": 1, "charlie": 1, "dora": 0, "zed": 0}
    with identity.acting(cast.who("alice", "handover")):
        assert reach.close(subject, cast.organisation("gemeente")) == 1
    with identity.acting(cast.who("charlie", "handover")):
        assert not reach.listed(cast.who("charlie", "handover"), "case", "status").exists()


@pytest.mark.parametrize("key", ["charlie", "dora", "zed"])
def test_who_was_not_given_the_right_cannot_share_on(key):
    subject = uuid7()
    with identity.acting(cast.who("alice", "handover")):
        reach.open_to(reach.Sent("case", subject, cast.organisation("wonen"), "status", "handover",
                                 "consent", may_grant=True))
        reach.open_to(reach.Sent("case", subject, cast.organisation("gemeente"), "status", "handover", "consent"))
    who = cast.who(key, "handover")
    with pytest.raises(ProgrammingError, match="not yours|not in this network"), identity.acting(who):
        reach.open_to(reach.Sent("case", subject, who.organisation_id, "sent", "handover", "consent"))


def test_reach_cannot_be_written_by_raw_sql():
    with identity.acting(cast.who("charlie")), pytest.raises(ProgrammingError, match="permission denied"):
        Reach.objects.create(network_id=cast.NETWORK, organisation_id=cast.organisation("gemeente"),
                             subject_kind="case", subject_id=uuid7(), compartment="sent",
                             purpose="handover", ground="consent", sort_at="2026-01-01T00:00Z")


@pytest.mark.proves("R28")
def test_acts_cannot_be_changed_removed_or_written_for_another():
    with identity.acting(cast.who("alice")):
        act = Audit.objects.create(network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"),
                                   role="coordinator", verb="test")
    for change in (lambda: Audit.objects.filter(id=act.id).update(verb="x"),
                   lambda: Audit.objects.filter(id=act.id).delete(),
                   lambda: Audit.objects.create(network_id=cast.NETWORK, role="x", verb="x",
                                                organisation_id=cast.organisation("anders"))):
        with pytest.raises(ProgrammingError), identity.acting(cast.who("alice")):
            change()


def test_fresh_statistics_can_be_asked_for_and_nothing_else():
    """The function runs as the owner: it takes names of our own tables and does one thing."""
    from waakvlam.access.statistics import analyze

    analyze(Organisation, Reach)
    with connection.cursor() as db:
        db.execute("select analyze_tables(array['pg_authid', 'x; drop table access_reach', 'access_reach'])")
        db.execute("select count(*) from pg_tables where tablename = 'access_reach'")
        assert db.fetchone()[0] == 1
        db.execute("""select proname, prorettype = 'trigger'::regtype from pg_proc p join pg_roles r on r.oid = p.proowner
                      where p.prosecdef and p.pronamespace = 'public'::regnamespace
                        and r.rolname = 'waakvlam_owner' order by 1""")
        # The others are called by nobody: they fire where signals, words or reach change, and keep what lists and searches walk.
        assert db.fetchall() == [("analyze_tables", False), ("signals_reach_narrow", True), ("signals_words_follow", True)], "nothing else keeps the owner's rights"
