"""The two deliveries of the demo are what the handbook says of them, and the same each time."""

import csv

import pytest

from waakvlam.demo import deliveries

pytestmark = pytest.mark.proves("C1")


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def delivered(tmp_path_factory):
    return [rows(path) for path in deliveries.write(tmp_path_factory.mktemp("deliveries"))]


def test_between_the_two_somebody_came_somebody_left_and_one_has_another_number(delivered):
    first, second = ({row["Huurdernummer"]: row for row in found} for found in delivered)
    sound = {key for key in second if "fout" not in key}
    assert sound - set(first) and set(first) - sound
    assert [key for key in sound & set(first) if second[key]["Mobiel"] != first[key]["Mobiel"]]
    assert len(second) - len(sound) == len(deliveries.REFUSED)
    assert "Burgerlijke staat" in next(iter(second.values())) and "Burgerlijke staat" not in next(iter(first.values()))


def test_they_are_the_same_each_time(delivered, tmp_path):
    assert [rows(path) for path in deliveries.write(tmp_path)] == delivered
