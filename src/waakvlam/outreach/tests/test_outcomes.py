"""How a call can end, as data of a round: set on a page, before approval."""

import pytest
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.outreach import outcomes
from waakvlam.outreach.models import Round

from .factories import home, round_

pytestmark = pytest.mark.django_db
ALICE = cast.who("alice")
MEANS = {"done": "done", "unreachable": "unreachable", "excluded": "excluded", "": "again"}


def made(**given) -> Round:
    with identity.acting(ALICE):
        home(ALICE)
        return round_(ALICE, **given)


def url(name: str, *args) -> str:
    return reverse(f"outreach:{name}", args=args)


def filled_in(round: Round, **given: str) -> dict[str, str]:
    """What the page posts: all outcomes as they stand, and the empty part."""
    found = {"9-key": "9", "9-ends_as": "again"}
    for n, row in enumerate(round.outcomes, 1):
        found |= {f"{n}-label_nl": row["label"]["nl"], f"{n}-label_en": row["label"]["en"], f"{n}-key": str(n),
                  f"{n}-ends_as": MEANS[row["ends_as"]], f"{n}-retry_hours": str(row["retry_hours"] or "")}
        found |= {f"{n}-reached": "on"} if row["reached"] else {}
    return found | given


def kept(round: Round) -> list[dict[str, object]]:
    with identity.acting(ALICE):
        return Round.objects.get(id=round.id).outcomes


@pytest.mark.proves("C1")
def test_hours_words_meaning_and_keys_are_set_before_approval(sign_in):
    draft, alice = made(approve=False), sign_in("alice")
    answer = alice.post(url("round_outcomes", draft.id), filled_in(draft, **{
        "2-retry_hours": "48", "4-label_nl": "Boodschap achtergelaten", "4-ends_as": "done",
        "1-key": "2", "2-key": "1", "9-label_nl": "Kind nam op", "9-retry_hours": "5", "8-gone": "on"}))
    assert answer.status_code == 302
    rows = kept(draft)
    assert [r["code"] for r in rows[:2]] == ["no_answer", "spoken"]
    assert rows[0]["retry_hours"] == 48
    assert (rows[3]["label"]["nl"], rows[3]["ends_as"], rows[3]["retry_hours"]) == ("Boodschap achtergelaten", "done", None)
    assert (rows[-1]["code"], rows[-1]["retry_hours"], rows[-1]["reached"]) == ("kind-nam-op", 5, False)
    assert "gone" not in {r["code"] for r in rows}
    page = alice.get(url("round", draft.id)).content.decode()
    assert "na 48 uur opnieuw" in page and "Kind nam op" in page


def test_what_was_set_stays_when_the_builder_is_saved(sign_in):
    draft, alice = made(approve=False), sign_in("alice")
    alice.post(url("round_outcomes", draft.id), filled_in(draft, **{"2-retry_hours": "48"}))
    from .test_rounds import filled_in as built

    assert alice.post(url("round_change", draft.id), built(max_attempts="6")).status_code == 302
    assert kept(draft)[1]["retry_hours"] == 48


@pytest.mark.proves("R7")
def test_not_again_and_the_goal_cannot_be_taken_away(sign_in):
    draft = made(approve=False)
    sign_in("alice").post(url("round_outcomes", draft.id), filled_in(draft, **{"7-gone": "on", "1-gone": "on"}))
    assert {"do_not_call", "spoken"} <= {r["code"] for r in kept(draft)}
    with identity.acting(ALICE):
        for without in ("do_not_call", "spoken"):
            with pytest.raises(outcomes.Invalid):
                outcomes.check_goal([r for r in outcomes.DEFAULT if r["code"] != without], draft.goal)


def test_two_outcomes_on_one_key_are_refused_and_nothing_changes(sign_in):
    draft = made(approve=False)
    page = sign_in("alice").post(url("round_outcomes", draft.id), filled_in(draft, **{"1-key": "2"}))
    assert "dezelfde toets" in page.content.decode()
    assert kept(draft) == draft.outcomes


def test_after_approval_the_outcomes_are_fixed(sign_in):
    running = made()
    assert sign_in("alice").post(url("round_outcomes", running.id), filled_in(running)).status_code == 409


@pytest.mark.proves("C19")
@pytest.mark.parametrize(("key", "status"), [("alice", 200), ("bob", 403), ("dora", 404), ("zed", 404)])
def test_only_the_own_coordinator_sees_the_outcomes(sign_in, key, status):
    assert sign_in(key).get(url("round_outcomes", made(approve=False).id)).status_code == status
