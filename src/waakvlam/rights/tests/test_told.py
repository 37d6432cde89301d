"""What others told about a resident stands on the receipt, without whoever told it (R29)."""

import json

import pytest

from waakvlam.people.models import Resident
from waakvlam.rights.tests import factories
from waakvlam.rights.tests.test_at_the_door import housemate, page
from waakvlam.signals.commands import TellerGiven
from waakvlam.signals.tests import beside
from waakvlam.signals.tests import factories as signals

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3", "C19", "R29")]
WORDS = "De gordijnen zijn al een week dicht. Bel mij op 06 87654321."


def told(about: Resident, **given):
    return signals.brought(resident_id=about.pk, household_id=about.household_id, observation=WORDS, **given)


def test_they_read_what_a_colleague_noticed_and_how_far_it_is():
    about = factories.resident()
    told(about, interpretation="Misschien is zij ziek.")
    client = factories.entered(about)
    text = page(client)
    assert "Wat anderen over u vertelden" in text and "De gordijnen zijn al een week dicht" in text and "Misschien is zij ziek" in text
    assert "Iemand maakte zich zorgen." in text and "Het is binnengekomen." in text and "87654321" not in text
    [row] = json.loads(client.get("/mijn/alles.json").content)["told"]
    assert row["words_withheld"] is False and row["words"][1] == "Misschien is zij ziek."
    assert client.get("/mijn/alles.pdf").content[:4] == b"%PDF"


@pytest.mark.parametrize("kind", ["neighbour", "family", "unnamed", "initiative"])
def test_words_that_could_tell_who_said_it_are_not_shown_by_themselves(kind):
    about = factories.resident()
    told(about, teller=TellerGiven(kind, "Buurman Bert"))
    text = page(factories.entered(about))
    assert "gordijnen" not in text and "Bert" not in text and "wie dit vertelde" in text


def test_they_read_where_the_words_went_and_who_only_knows_that_there_is_something():
    about = factories.resident()
    signals.given(resident_id=about.pk, household_id=about.household_id, observation=WORDS)
    signals.given(resident_id=about.pk, household_id=about.household_id, observation="De lamp brandt nooit.", basis="knows", words="")
    text = page(factories.entered(about))
    assert "Dit las ook: Gemeente Proefstad (gemeente)." in text and "niet wat: Gemeente Proefstad (gemeente)." in text


@pytest.mark.proves("R27")
def test_what_had_to_be_shared_without_permission_is_told_by_a_person():
    about = factories.resident()
    told(about, basis="necessary", basis_words="Er is gevaar voor een kind.")
    assert "gordijnen" not in page(factories.entered(about))


def test_what_is_about_a_home_with_several_is_shown_to_nobody_by_itself():
    about = factories.resident()
    signals.brought(household_id=about.household_id, observation=WORDS)
    assert "gordijnen" in page(factories.entered(about))
    housemate(about)
    assert "gordijnen" not in page(factories.entered(about))


def test_what_is_about_somebody_else_or_of_another_organisation_is_nowhere():
    about, other = factories.resident(), factories.resident()
    told(other)
    signals.brought("carla", resident_id=about.pk, observation=WORDS)
    assert "gordijnen" not in page(factories.entered(about))


@pytest.mark.proves("R9")
def test_who_knows_that_there_is_something_since_both_wanted_to_look_together_stands_there():
    about = factories.resident()
    ours, theirs = told(about), signals.brought("carla")
    assert beside.compare() == 2
    client = factories.entered(about)
    for key, signal in (("alice", ours), ("carla", theirs)):
        assert "niet wat: Gemeente Proefstad" not in page(client)  # a hint names nobody, and one yes neither
        beside.say(key, signal)
    assert "niet wat: Gemeente Proefstad (gemeente)." in page(client)
