"""Major maintenance through the API: what the screens show, to whom they show it, and the acts of a member."""

from datetime import timedelta

import pytest

from waakvlam.access import identity
from waakvlam.access.models import ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.api.tests.tokens import api
from waakvlam.kit.time import now, today
from waakvlam.maintenance import commands
from waakvlam.maintenance.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "R25")]
ROOT, JSON = "/api/v1/onderhoudsprojecten", {"content_type": "application/json"}


def of(key):
    return api(key, Purpose.MAINTENANCE)


def test_a_member_reads_what_was_agreed_and_acts_on_it():
    made = make.agreed(1, 2)
    eva = of("eva")
    assert [row["naam"] for row in eva.get(ROOT).json()["resultaten"]] == [made.name]
    whole = eva.get(f"{ROOT}/{made.pk}").json()
    assert whole["deelname"] == "accepted" and "Bomenlaan 1" not in str(whole)
    first = eva.get(f"{ROOT}/{made.pk}/adressen").json()["resultaten"][0]
    assert first["adres"] == "Bomenlaan 1" and first["gaanMee"] == []
    path = f"{ROOT}/{made.pk}/adressen/{first['id']}"
    assert eva.post(f"{path}/uitkomst", {"uitkomst": "spoken"}, **JSON).status_code == 409, "nobody of theirs goes"
    assert eva.post(f"{path}/deelname", **JSON).json()["gaanMee"] == ["Zorg Dichtbij"]
    moment = (now() + timedelta(days=3)).isoformat()
    assert eva.put(f"{path}/bezoekmoment", {"gepland": moment}, **JSON).json()["gepland"][:10] == moment[:10]
    assert eva.delete(f"{path}/deelname").status_code == 204
    eva.post(f"{path}/deelname", **JSON)
    assert eva.post(f"{path}/uitkomst", {"uitkomst": "spoken"}, **JSON).json()["uitkomst"] == "spoken"
    with identity.acting(identity.system(cast.organisation("zorg"), Purpose.PRIVACY)):
        assert ProcessingLine.objects.filter(name="maintenance.agreed").exists()


def test_a_point_is_put_on_the_agenda_and_read_by_the_team():
    made = make.agreed(1)
    frank = of("frank")
    given = {"tekst": "Wie belt de familie?", "aan": str(cast.organisation("zorg")), "uiterlijkOpDatum": str(today() + timedelta(days=4))}
    assert frank.post(f"{ROOT}/{made.pk}/agendapunten", given, **JSON).status_code == 201
    assert frank.post(f"{ROOT}/{made.pk}/agendapunten", {**given, "deur": "1"}, **JSON).status_code in (400, 422)
    (row,) = of("eva").get(f"{ROOT}/{made.pk}/agendapunten").json()["resultaten"]
    assert (row["tekst"], row["stand"], row["adres"]) == ("Wie belt de familie?", "open", "")


def test_an_invitation_is_answered():
    made = make.project()
    with identity.acting(make.who("alice")) as by:
        for slug in ("zorg", "politie"):
            commands.team.invite(project=made, organisation_id=cast.organisation(slug), by=by)
    eva = of("eva")
    answer = eva.post(f"{ROOT}/{made.pk}/deelname", {"mensen": [str(cast.who("eva").person_id)]}, **JSON)
    assert answer.status_code == 201 and answer.json()["deelname"] == "accepted"
    frank = of("frank")
    assert frank.post(f"{ROOT}/{made.pk}/afmelding", **JSON).status_code == 204
    assert frank.get(f"{ROOT}/{made.pk}").status_code == 404


@pytest.mark.parametrize(("key", "project", "addresses"), [("carla", 200, 200), ("charlie", 200, 404), ("dora", 404, 404), ("zed", 404, 404)])
def test_only_who_is_named_reads_addresses(key, project, addresses):
    made = make.agreed(1)
    them = of(key)
    assert them.get(f"{ROOT}/{made.pk}").status_code == project
    for part in ("adressen", "agendapunten"):
        assert them.get(f"{ROOT}/{made.pk}/{part}").status_code == addresses
