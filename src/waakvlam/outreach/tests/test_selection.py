"""Who comes on a list: readable criteria, nobody who may not be called, a reference by lot."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import day_of, now
from waakvlam.outreach import listing, selection
from waakvlam.outreach.models import RoundEntry
from waakvlam.outreach.selection import Selection
from waakvlam.people.models import Household, Resident

from .factories import EASTSIDE, WESTSIDE, home, round_

pytestmark = pytest.mark.django_db
ALICE = cast.who("alice")


def listed(chosen: Selection, **given_) -> set:
    """Household ids on the list of an approved round with this selection."""
    made = round_(ALICE, selection=chosen, run=False, reference_percent=0, **given_)
    return set(RoundEntry.objects.filter(round=made).values_list("household_id", flat=True))


def outcome(chosen: Selection, **given_) -> listing.Size:
    return listing.preview(ALICE, chosen, **{"cool_down_days": 30, "reference_percent": 0, **given_})


@pytest.mark.proves("C1", "R7")
def test_each_criterion_narrows_the_list():
    with identity.acting(ALICE):
        old = home(ALICE, ages=(84,), block="Duinroos", tenancy_start="2000-01-01")
        pair = home(ALICE, ages=(50, 48), block="Meidoorn", arrears_stage="reminder")
        family = home(ALICE, ages=(35,), children=(8,), neighbourhood=WESTSIDE, tenancy_start="2025-06-01")
        assert listed(Selection(age_from=80)) == {old.id}
        RoundEntry.objects.all().delete()
        for chosen, expected in (
            (Selection(age_to=60), {pair.id, family.id}),
            (Selection(age_from=40, age_to=49), {pair.id}),
            (Selection(households=("two",)), {pair.id}),
            (Selection(households=("single_parent", "alone")), {old.id, family.id}),
            (Selection(neighbourhoods=(WESTSIDE,)), {family.id}),
            (Selection(blocks=("Meidoorn",)), {pair.id}),
            (Selection(tenancy_years_min=20), {old.id}),
            (Selection(tenancy_years_max=3), {family.id}),
            (Selection(arrears=("reminder",)), {pair.id}),
            (Selection(age_from=18), {old.id, pair.id, family.id}),
        ):
            assert listed(chosen) == expected, chosen
            RoundEntry.objects.all().delete()


def test_last_contact_counts_only_before_the_day_named():
    with identity.acting(ALICE):
        never = home(ALICE)
        long_ago = home(ALICE, last_contact_at=now() - timedelta(days=400))
        home(ALICE, last_contact_at=now() - timedelta(days=100))
        since = day_of(now() - timedelta(days=200))
        assert listed(Selection(not_reached_since=since)) == {never.id, long_ago.id}


@pytest.mark.proves("R7")
@pytest.mark.parametrize("fault, reason", [
    ({"do_not_call": True}, "do_not_call"),
    ({"secret_address": True}, "secret"),
    ({"phone": None}, "no_phone"),
    ({"tenancy_end": "2026-01-01"}, "moved"),
    ({"last_contact_at": now() - timedelta(days=3)}, "cool_down"),
])
def test_who_may_not_be_called_is_left_out_and_counted_with_the_reason(fault, reason):
    with identity.acting(ALICE):
        fine = home(ALICE)
        home(ALICE, **fault)
        size = outcome(Selection(age_from=80))
        assert (size.fits, size.listed, size.excluded) == (2, 1, {reason: 1})
        assert listed(Selection(age_from=80)) == {fine.id}


def test_a_household_whose_only_member_died_or_moved_is_left_out():
    with identity.acting(ALICE):
        for field in ("deceased_at", "moved_at"):
            gone = home(ALICE)
            Resident.objects.filter(household=gone).update(**{field: now()})
        home(ALICE)
        size = outcome(Selection())
        assert size.listed == 1
        assert size.excluded == {"deceased": 1, "moved": 1}


def test_who_waits_on_another_list_is_not_rung_twice():
    with identity.acting(ALICE):
        home(ALICE)
        round_(ALICE, reference_percent=0)
        assert outcome(Selection(age_from=80)).excluded == {"other_round": 1}


@pytest.mark.proves("C15")
def test_the_reference_group_comes_from_outside_the_selection_and_is_the_same_for_the_same_seed():
    with identity.acting(ALICE):
        inside = {home(ALICE).id for _ in range(20)}
        outside = {home(ALICE, ages=(40,)).id for _ in range(30)}
        home(ALICE, ages=(40,), do_not_call=True)
        home(ALICE, ages=(40,), neighbourhood=WESTSIDE)
        chosen = Selection(age_from=80, neighbourhoods=(EASTSIDE,))
        drawn = []
        for seed in (3, 3, 4):
            made = round_(ALICE, selection=chosen, run=False, seed=seed, reference_percent=20)
            rows = RoundEntry.objects.filter(round=made)
            drawn.append(set(rows.filter(in_reference=True).values_list("household_id", flat=True)))
            assert set(rows.filter(in_reference=False).values_list("household_id", flat=True)) == inside
            rows.delete()
        assert len(drawn[0]) == 4
        assert drawn[0] == drawn[1] != drawn[2]
        assert drawn[0] <= outside


@pytest.mark.proves("R5")
@pytest.mark.parametrize("key", sorted(selection.FORBIDDEN))
def test_a_forbidden_criterion_cannot_be_expressed(key):
    with pytest.raises(Invalid, match="Hierop mag je niet selecteren"):
        selection.parse({key: "x"})


@pytest.mark.parametrize("raw", [
    "drop table", {"age_from": "oud"}, {"age_from": -1}, {"age_from": 90, "age_to": 80}, {"households": "alone"},
    {"households": ["horde"]}, {"not_reached_since": "gisteren"}, {"unknown": 1}, {"blocks": [""]},
    {"arrears": ["x'; --"]}, {"order": "score"}, {"age_from": True},
])
def test_what_is_no_criterion_is_refused(raw):
    with pytest.raises(Invalid):
        selection.parse(raw)


@pytest.mark.proves("R6")
def test_why_says_only_what_was_asked_in_bands_and_never_a_birth_date():
    with identity.acting(ALICE):
        home(ALICE, ages=(84,))
        round_(ALICE, selection=Selection(age_from=80, blocks=("Duinroos",)), reference_percent=0)
        why = RoundEntry.objects.get().why
    assert why == {"selection": 1, "age": 80, "block": "Duinroos", "neighbourhood": EASTSIDE}


def test_another_association_s_register_is_never_counted():
    with identity.acting(cast.who("dora")):
        home(cast.who("dora"))
    with identity.acting(ALICE):
        assert outcome(Selection()).living == 0


SELECTIONS = st.builds(
    Selection, age_from=st.none() | st.integers(0, 60), households=st.sets(
        st.sampled_from(sorted(selection.HOUSEHOLDS))).map(tuple),
    neighbourhoods=st.sampled_from([(), (EASTSIDE,), (WESTSIDE,)]),
    tenancy_years_max=st.none() | st.integers(0, 30), order=st.sampled_from(["mixed", "blocks"]))


@pytest.mark.proves("R6", "R7")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=SELECTIONS, percent=st.integers(0, 20), seed=st.integers(0, 2**62),
       homes=st.lists(st.tuples(st.integers(18, 95), st.booleans(), st.booleans(), st.booleans()), max_size=12))
def test_no_list_ever_holds_who_said_no_and_the_reference_is_apart(chosen, percent, seed, homes):
    """Whatever is chosen: do-not-call and secret addresses are never on it, nobody is on it
    twice, the reference is outside the selection, ranks are 1…n, and preview told the size."""
    RoundEntry.objects.all().delete()
    with identity.acting(ALICE):
        Household.objects.update(gone_at=now())
        for age, stop, secret, west in homes:
            home(ALICE, ages=(age,), do_not_call=stop, secret_address=secret,
                 neighbourhood=WESTSIDE if west else EASTSIDE)
        size = outcome(chosen, reference_percent=percent)
        if not size.listed:
            return
        made = round_(ALICE, selection=chosen, run=False, seed=seed, reference_percent=percent)
        rows = list(RoundEntry.objects.filter(round=made).select_related("household"))
        assert not [r for r in rows if r.household.do_not_call or r.household.secret_address]
        assert len({r.household_id for r in rows}) == len(rows) == size.listed + size.reference
        assert sorted(r.rank for r in rows) == list(range(1, len(rows) + 1))
        assert sum(r.in_reference for r in rows) == size.reference
        RoundEntry.objects.all().delete()
