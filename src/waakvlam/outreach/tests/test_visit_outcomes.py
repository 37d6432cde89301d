"""How a visit can end, set on a page as that of a call is; and a day with more than four teams."""

import pytest
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.outreach import outcomes
from waakvlam.outreach.models import Round, Sheet

from .factories import home, round_
from .visits import ALICE, AT_THE_DOOR, BEA, BOB, round_on_foot

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2")]
PLANNER = cast.who("alice")
MEANS = {"done": "done", "unreachable": "unreachable", "excluded": "excluded", "": "again"}


def made(**given) -> Round:
    with identity.acting(PLANNER):
        home(PLANNER)
        return round_(PLANNER, **{"approve": False, "steps": AT_THE_DOOR, **given})


def url(name, *args):
    return reverse(f"outreach:{name}", args=args)


def filled_in(**given):
    found = {"9-key": "9", "9-ends_as": "again"}
    for n, row in enumerate(outcomes.VISIT_DEFAULT, 1):
        found |= {f"{n}-label_nl": row["label"]["nl"], f"{n}-label_en": row["label"]["en"], f"{n}-key": str(n),
                  f"{n}-ends_as": MEANS[row["ends_as"]], f"{n}-retry_hours": str(row["retry_hours"] or "")}
        found |= {f"{n}-reached": "on"} if row["reached"] else {}
    return found | given


def kept(round):
    with identity.acting(PLANNER):
        found = Round.objects.get(pk=round.pk)
        return found.visit_outcomes, found.outcomes


def test_words_hours_and_meaning_at_the_door_are_set_and_the_telephone_keeps_its_own(sign_in):
    draft, alice = made(), sign_in("alice")
    assert url("round_visit_outcomes", draft.pk) in alice.get(url("round_outcomes", draft.pk)).text
    answer = alice.post(url("round_visit_outcomes", draft.pk), filled_in(**{"2-retry_hours": "48", "8-gone": "on", "9-label_nl": "Sleutel bij buren"}))
    assert answer.status_code == 302, answer.text
    at_door, by_phone = kept(draft)
    assert at_door[1]["retry_hours"] == 48 and at_door[-1]["code"] == "sleutel-bij-buren" and by_phone == draft.outcomes
    assert "wrong_address" not in {row["code"] for row in at_door}


@pytest.mark.proves("R7")
def test_not_again_the_goal_and_the_card_cannot_be_taken_away(sign_in):
    draft = made()
    sign_in("alice").post(url("round_visit_outcomes", draft.pk), filled_in(**{f"{n}-gone": "on" for n in (1, 3, 6)}))
    assert {"spoken", "card_left", "do_not_ring"} <= {row["code"] for row in kept(draft)[0]}


def test_after_approval_they_are_fixed(sign_in):
    running = made(approve=True)
    assert sign_in("alice").post(url("round_visit_outcomes", running.pk), filled_in()).status_code == 409


@pytest.mark.parametrize(("key", "status"), [("bob", 403), ("dora", 404)])
def test_only_the_own_coordinator_sets_them(sign_in, key, status):
    assert sign_in(key).get(url("round_visit_outcomes", made().pk)).status_code == status


def test_six_teams_are_planned_and_nothing_ticked_is_lost_on_the_way(sign_in):
    with identity.acting(ALICE):
        round = round_on_foot(doors=4)
    alice, page = sign_in("alice"), url("round_visits", round.pk)
    first = alice.get(page)
    assert "team_5" not in first.text
    day = first.context["form"].fields["days_"].choices[0][0]
    given = {"days_": day, "capacity": "2", "team_1": str(BOB.person_id), "many": "4"}
    more = alice.post(page, {**given, "more": "1"})
    assert "team_6" in more.text and f'value="{BOB.person_id}"' in more.text and more.text.count("checked") >= 2
    with identity.acting(ALICE):
        assert not Sheet.objects.exists()
    assert alice.post(page, {**given, "many": "6", "team_6": str(BEA.person_id)}).status_code == 302
    with identity.acting(ALICE):
        assert Sheet.objects.filter(round=round).count() == 2


def test_no_form_grows_without_end(sign_in):
    with identity.acting(ALICE):
        round = round_on_foot()
    text = sign_in("alice").post(url("round_visits", round.pk), {"many": "99", "more": "1"}).text
    assert "team_20" in text and "team_21" not in text and 'name="more"' not in text
