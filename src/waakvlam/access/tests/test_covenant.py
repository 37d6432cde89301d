"""The covenant as data: who it speaks of, which grounds count, read once, and read back from files."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from waakvlam.access import covenant, identity
from waakvlam.access.covenant import DEFAULT, SWITCHES, Line, Switch, text
from waakvlam.access.covenant.lines import COLUMNS, agreed
from waakvlam.access.models import Covenant, CovenantRule, CovenantSwitch
from waakvlam.access.tests import cast
from waakvlam.access.words import SWITCHED, Category, Compartment, Ground, Kind, Purpose, Role
from waakvlam.kit.errors import Invalid, Refused
from waakvlam.kit.time import today

pytestmark = pytest.mark.django_db


def statements_about(table):
    """A list that fills with the statements that read this table."""
    found: list[str] = []

    def watch(execute, sql, params, many, context):
        if f'from "{table}"' in sql.lower():
            found.append(sql)
        return execute(sql, params, many, context)

    return found, connection.execute_wrapper(watch)


def version(*lines, switches=(), number=2, day=None):
    """A version made by the owner, as an operator would repair one. Use with databases owner."""
    made = Covenant.objects.using("owner").create(network_id=cast.NETWORK, number=number,
                                                  in_force_from=day or today(), reason="proef")
    CovenantRule.objects.using("owner").bulk_create([
        CovenantRule(network_id=cast.NETWORK, covenant=made, **x.facts()) for x in lines])
    CovenantSwitch.objects.using("owner").bulk_create([
        CovenantSwitch(network_id=cast.NETWORK, covenant=made, ground=s.ground, on_from=s.on_from,
                       on_until=s.on_until, source=s.source) for s in switches])
    return covenant.agreement(made.id, "owner")


@pytest.mark.proves("R2", "C19")
@pytest.mark.parametrize(("key", "category", "found"), [
    ("alice", Category.TENANCY, True),   # plans rounds
    ("bob", Category.TENANCY, False),    # only rings
    ("bob", Category.CONTACT, True),
])
def test_a_line_for_a_role_speaks_of_that_role_only(key, category, found):
    with identity.acting(cast.who(key, Purpose.CALL_ROUND)) as who:
        assert (covenant.find(who, category) is not None) is found


def test_the_more_particular_line_goes_before_the_general_one():
    lines = (Line("police", "handover", "contact", "public_task", 90),
             Line("police", "handover", "contact", "vital_interest", 30, role="community_officer"))
    who = cast.who("frank")
    assert [x.speaks_of(who) for x in lines] == [True, True]
    assert sorted(lines, key=lambda x: (not x.role, not x.compartment))[0].ground == "vital_interest"


def test_a_compartment_is_asked_for_by_name():
    with identity.acting(cast.who("charlie")) as who:
        assert covenant.find(who, Category.STATUS, Compartment.STATUS)
        assert covenant.find(who, Category.STATUS, Compartment.CONTENT) is None
        assert covenant.find(who, Category.CONTACT)


@pytest.mark.proves("R1")
def test_without_a_line_nothing_is_used_and_the_refusal_says_what_was_asked():
    with identity.acting(cast.who("frank")) as who, pytest.raises(Refused) as refused:
        covenant.ground_for(who, Category.TENANCY)
    assert refused.value.problem.about == {"purpose": "handover", "what": "tenancy"}


@pytest.mark.proves("R2")
def test_a_purpose_without_a_line_for_this_kind_is_closed():
    with identity.acting(cast.who("carla", Purpose.CALL_ROUND)) as who:
        with pytest.raises(Refused, match="coördinator van een gemeente"):
            covenant.require_purpose(who)
        assert Purpose.CALL_ROUND not in covenant.purposes(who)
        assert Purpose.HANDOVER in covenant.purposes(who)


@pytest.mark.proves("R32")
@pytest.mark.parametrize(("start", "end", "day", "counts"), [
    (None, None, 0, False), (0, None, 0, True), (1, None, 0, False), (-9, -1, 0, False), (-9, 0, 0, True), (-9, 5, 6, False)])
def test_a_line_on_a_switched_ground_counts_only_while_the_switch_is_on(start, end, day, counts):
    base = date(2026, 11, 2)
    days = [base + timedelta(n) if n is not None else None for n in (start, end)]
    whole = agreed([Line("municipality", "signal", "request", Ground.WAMS, 90)], [Switch(Ground.WAMS, *days, "Stb.")])
    assert bool(whole.on(base + timedelta(day))) is counts


@pytest.mark.proves("R32")
def test_by_default_every_switch_is_off_and_has_a_source():
    assert {s.ground for s in SWITCHES} == set(SWITCHED)
    assert all(s.on_from is None and s.source for s in SWITCHES)
    assert any(x.ground in SWITCHED for x in DEFAULT), "a line that shows what a switch does"
    with identity.acting(cast.who("carla", Purpose.SIGNAL)) as who:
        assert covenant.find(who, Category.REQUEST) is None
        assert [x.ground for x in covenant.switched_off(who, Category.REQUEST)] == ["wams"]


def test_a_line_is_only_there_once_and_kept_no_longer_than_allowed():
    assert len({x.key for x in DEFAULT}) == len(DEFAULT)
    assert all(0 < x.term_days <= text.LONGEST_TERM for x in DEFAULT)


def test_no_wall_shows_a_resident_for_a_purpose_that_is_said_to_show_none():
    """`WITHOUT_PERSONS` is honest: no owned table opens to such a purpose, except to count by night."""
    about_people = {m._meta.db_table for m in apps.get_models()
                    if m.__module__.startswith("waakvlam.people") and hasattr(m, "wall")}
    named = {t for t in about_people if any(f"'{p}'" in _wall_of(t).using for p in covenant.WITHOUT_PERSONS)}
    assert named == set()


def _wall_of(table):
    from waakvlam.access.wall import walls

    return walls()[table]


@pytest.mark.parametrize("path", ["/belacties/", "/overdrachten/", "/", "/meer/", "/beheer/convenant/"])
def test_the_covenant_is_read_once_per_request(sign_in, path):
    client = sign_in("alice")
    client.get(path)  # the lines of a version stay in memory
    from waakvlam.access import remembering

    remembering.forget()
    found, watching = statements_about("access_covenant")
    with watching:
        assert client.get(path).status_code == 200
    assert len(found) <= 1, found


def test_what_was_kept_in_a_transaction_is_forgotten_when_it_rolls_back():
    from django.db import transaction

    from waakvlam.access.remembering import once

    with identity.acting(cast.who("alice")):
        assert once("number", lambda: 1) == 1
        assert once("number", lambda: 2) == 1
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            assert once("number", lambda: 3) in (1, 3)
            _ = 1 / 0
        assert once("number", lambda: 4) == 4
        assert once("absent", lambda: None) is None
        assert once("absent", lambda: 5) == 5


a_line = st.builds(
    Line, st.sampled_from(Kind.values), st.sampled_from(Purpose.values), st.sampled_from(Category.values),
    st.sampled_from(Ground.values), st.integers(1, text.LONGEST_TERM),
    st.text("abc é;,\"'-0189", max_size=40).map(lambda s: s.strip("; ")),
    st.sampled_from(["", *Role.values]), st.sampled_from(["", *Compartment.values]))


@pytest.mark.parametrize("form", ["txt", "csv", "json"])
@given(lines=st.lists(a_line, unique_by=lambda x: x.key, max_size=8), start=st.none() | st.dates())
def test_the_covenant_reads_back_from_each_of_its_files(form, lines, start):
    whole = agreed(lines, [Switch(Ground.WAMS, start, None, "Stb. 1; 2"), Switch(Ground.WGS, source="bron")])
    write = {"txt": text.render, "csv": text.as_csv, "json": text.as_json}[form]
    assert text.read(f"convenant.{form}", write(whole).encode()) == whole


@pytest.mark.parametrize(("given_text", "said"), [
    ("housing_association; *; call_round; contact; consent", "acht delen"),
    ("bakker; *; call_round; contact; consent; *; 10", "bakker"),
    ("police; *; handover; contact; consent; *; nul", "dagen"),
    ("police; *; handover; contact; consent; *; 99999", "dagen"),
    ("police; *; handover; contact; consent; *; 9\npolice; *; handover; contact; consent; *; 9", "regel 2"),
    ("police; *; *; contact; consent; *; 9", "onbekend"),
    ("switch; consent; 2027-01-01; ; bron", "onbekend"),
    ("switch; wams; morgen; ; bron", "2027-01-31"),
    ("switch; wams; 2027-01-02; 2027-01-01; bron", "gaat uit"),
    ("switch; wams; 2027-01-02; ; ", "bron"),
])
def test_a_wrong_line_of_the_covenant_is_named(given_text, said):
    with pytest.raises(Invalid, match=said):
        text.parse(given_text)


@pytest.mark.parametrize(("name", "content"), [
    ("x.json", b"{"), ("x.json", b'{"rules": []}'), ("x.json", b"[1]"), ("x.pdf", b"%PDF"), ("x.csv", b"\xff\xfe")])
def test_a_file_that_is_no_covenant_is_refused_in_words(name, content):
    with pytest.raises(Invalid):
        text.read(name, content)


def test_the_columns_are_those_of_the_line():
    assert set(COLUMNS) == set(Line.__dataclass_fields__)
