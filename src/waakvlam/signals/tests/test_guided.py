"""Nuisance about a home where somebody is guided: the provider and the landlord hear that it is there, and nobody else anything (R22)."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from waakvlam.access import clocks, erasing, identity
from waakvlam.access.models import Audit, Clock, Membership
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.tasks import look_at_clocks
from waakvlam.keeping import sweeping
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import at, now, today
from waakvlam.post.models import Delivery
from waakvlam.signals import commands, routing, tasks
from waakvlam.signals import erasing as eraser
from waakvlam.signals.models import GuidedHome, NuisanceNotice
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.beside import agree_anew_for
from waakvlam.signals.tests.guided import (
    ADDRESS,
    HERE,
    ended,
    heard,
    let,
    listed,
    reported,
    system,
    tell,
)

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R22")]
LIST, HEARD = "/signalen/begeleid/", "/signalen/overlast/"


def test_provider_and_landlord_each_hear_of_it_once_with_a_clock_and_a_mail(sign_in):
    listed()
    let()
    made = reported()
    assert tell(made, "gemeente") == 0  # a job that runs again
    for key, other in (("eva", "dora"), ("dora", "eva")):
        (notice,) = heard(key)
        assert (notice.street, notice.house_number) == ("Dorpsstraat", "1234")
        with identity.acting(make.who(key)) as by:
            clock = clocks.of(by, [notice.pk]).get(kind="signal.nuisance")
            assert clock.on_id == clock.asker_id == by.organisation_id and clock.due_at > now() + timedelta(days=1)
            body = Delivery.objects.get(about_id=notice.pk).body
        assert "Dorpsstraat" not in body and made.number not in body and "zorg" not in body.lower()
        client = sign_in(key)
        page = client.get(HEARD).content.decode()
        assert "Dorpsstraat 1234" in page and made.number not in page and "muziek" not in page
        assert "Er is overlast gemeld" in client.get("/").content.decode()
        assert sign_in(other).post(f"{HEARD}{notice.pk}/gezien/").status_code == 404
        assert client.post(f"{HEARD}{notice.pk}/gezien/").status_code == 302
        assert client.get(reverse("signals:signal", args=[made.pk])).status_code == 404
        with identity.acting(make.who(key)) as by:
            assert not clocks.of(by, [notice.pk]).exists()


def test_the_landlord_hears_of_every_report_and_so_not_of_guidance():
    """The same rows, mails and clocks for a home that nobody guides."""
    let()
    said = []
    for guided in (False, True):
        point = transaction.savepoint()
        if guided:
            listed()
        reported()
        with identity.acting(make.who("dora")):
            notice = NuisanceNotice.objects.get()
            said.append((notice.guide_id, notice.address, Delivery.objects.get(about_id=notice.pk).body, Clock.objects.count(), Audit.objects.count()))
        transaction.savepoint_rollback(point)
    assert said[0] == said[1]


def test_whoever_wrote_it_down_or_holds_it_is_not_told_of_its_own_home():
    let(key="alice")
    reported("alice")
    assert heard("alice") == []


@pytest.mark.parametrize("given", [{"urgency": "danger"}, {"topic": "safety"}, {"topic": "care"}, {"basis": "necessary", "basis_words": "Er was geen andere weg."}],
                         ids=["danger", "safety", "care", "necessary"])
@pytest.mark.proves("R13", "R27")
def test_what_may_tell_more_goes_to_no_landlord(given):
    listed()
    let()
    reported(**given)
    assert heard("dora") == [] and len(heard("eva")) == 1


@pytest.mark.parametrize("given", [{"kind": "worry"}, {"about": "place"}, {"house_number": "1235"}, {"house_number": "1234b"}, {"postcode": "1500AB"}],
                         ids=["worry", "place", "number", "letter", "postcode"])
def test_of_anything_else_nobody_hears(given):
    listed()
    let()
    reported(**given)
    assert heard("dora") == heard("eva") == []


@pytest.mark.parametrize("typed", ["Dorpsstraat 1234, 1500AA Zaandam", "Dorpsstraat 1234 1500 AA"])
def test_however_the_address_was_typed_it_is_the_same_home(typed):
    listed(typed)
    let()
    reported(postcode="1500 aa")
    reported(postcode="", city="")  # one home of that street and number
    assert len(heard("dora")) == len(heard("eva")) == 2


def test_without_postcode_a_street_that_stands_twice_tells_nobody():
    listed()
    let()
    let(key="alice", postcode="2500BB")
    reported(postcode="")
    assert heard("dora") == heard("eva") == []


def test_without_any_register_town_and_street_find_the_guide():
    listed("Dorpsstraat 1234, 1500AA Zaandam")
    reported(postcode="", city="zaandam")
    reported(postcode="", city="Purmerend")
    assert len(heard("eva")) == 1


def test_before_it_begins_and_after_it_ended_the_guide_hears_nothing():
    home = listed(from_on=today() + timedelta(days=1))
    reported()
    assert heard("eva") == []
    with at(now() + timedelta(days=2)):
        reported()
        assert len(heard("eva")) == 1
        ended(home)
        reported()
        assert len(heard("eva")) == 1


def test_history_of_a_file_is_told_to_nobody(monkeypatch):
    told: list[dict[str, str]] = []
    monkeypatch.setattr(tasks.tell_of_nuisance, "defer", lambda **given: told.append(given))
    make.brought("carla", **HERE, where=routing.Where(cast.organisation("gemeente"), why={"code": "history"}))
    assert told == []
    made = make.brought("carla", **HERE)
    assert told == [{"signal_id": str(made.pk), "organisation_id": str(cast.organisation("gemeente"))}]


@pytest.mark.parametrize(("slug", "key"), [("care_provider", "eva"), ("housing_association", "dora")], ids=["provider", "landlord"])
def test_without_its_line_in_the_covenant_nobody_is_told_and_the_pages_are_closed(slug, key, sign_in):
    listed()
    let()
    agree_anew_for(slug)
    reported()
    assert heard(key) == [] and len(heard("dora" if key == "eva" else "eva")) == 1
    assert sign_in(key).get(HEARD).status_code == 403
    if key == "eva":
        assert sign_in(key).get(LIST).status_code == 403


def test_a_provider_keeps_its_list(sign_in):
    client = sign_in("eva")
    assert "Er staat nog geen woning" in client.get(LIST).content.decode()
    eva = str(make.who("eva").person_id)
    assert client.post(LIST, {"address": ADDRESS, "guide_id": eva}).status_code == 302
    page = client.get(LIST).content.decode()
    assert "Dorpsstraat 1234" in page and "Eva Nowak hoort het" in page
    wrong = client.post(LIST, {"address": "ergens in de buurt", "guide_id": eva})
    assert wrong.status_code == 400 and "Duinroos 14a" in wrong.content.decode()
    home = listed()  # once on the list
    assert client.post(f"{LIST}{home.pk}/einde/").status_code == 302
    client.get(LIST)  # says it is gone
    assert "Dorpsstraat 1234" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{home.pk}/einde/").status_code == 409


@pytest.mark.parametrize(("key", "status"), [("alice", 403), ("dora", 403), ("carla", 403), ("frank", 403), ("roer", 403), ("vera", 403), ("fg", 403)])
def test_nobody_else_opens_the_list(sign_in, key, status):
    home = listed()
    client = sign_in(key)
    assert client.get(LIST).status_code == client.post(f"{LIST}{home.pk}/einde/").status_code == status
    with identity.acting(make.who(key)), connection.cursor() as db:
        db.execute("select count(*) from signals_guidedhome")
        assert db.fetchone() == (0,)


def test_what_is_wrong_is_refused():
    home = listed()
    with identity.acting(make.who("eva")) as by:
        with pytest.raises(Invalid):
            commands.guided.add(address="Dorpsstraat 12", guide_id=by.person_id, by=by)
        with pytest.raises(Invalid):
            commands.guided.add(address=ADDRESS, guide_id=make.who("alice").person_id, by=by)
        commands.guided.end(home_id=home.pk, by=by)
        with pytest.raises(WrongState):
            commands.guided.end(home_id=home.pk, by=by)
        with pytest.raises(Absent):
            commands.guided.end(home_id=make.who("eva").person_id, by=by)
    with identity.acting(make.who("carla")) as by:
        with pytest.raises(Refused):
            commands.guided.tell(signal_id=home.pk, by=by)
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as db:
            db.execute("select * from signals_nuisance(%s, now(), current_date)", [home.pk])


def test_the_system_of_another_organisation_tells_of_nothing():
    listed()
    made = make.brought("carla", **HERE)
    assert tell(made, "anders") == tell(made, "ver") == 0 and heard("eva") == []
    assert tell(made, "gemeente") == 1


@pytest.mark.proves("R10")
def test_unseen_it_climbs_to_the_own_coordinator_and_to_nobody_outside():
    listed()
    reported()
    for day in range(1, 15):
        with at(now() + timedelta(days=day)):
            look_at_clocks()
    with identity.acting(system("zorg")):
        clock = Clock.objects.get(kind="signal.nuisance", stopped_at__isnull=True)
        assert clock.step == Clock.Step.COORDINATOR and clock.asker_id == clock.on_id
    with identity.acting(make.who("roer")):
        assert not Clock.objects.filter(kind="signal.nuisance").exists()


@pytest.mark.proves("R1", "R19")
def test_list_and_word_go_at_their_term():
    home = listed()
    reported()
    with identity.acting(make.who("eva")) as by:
        commands.guided.seen(notice_id=heard("eva")[0].pk, by=by)
        commands.guided.end(home_id=home.pk, by=by)
    for days, left in ((182, 1), (184, 0)):
        with at(now() + timedelta(days=days)):
            sweeping.sweep(identity.system(cast.organisation("zorg"), "privacy"))
        with identity.acting(make.who("eva")):
            assert [model.objects.count() for model in (GuidedHome, NuisanceNotice)] == [left] * 2


@pytest.mark.proves("R20")
def test_with_a_household_that_is_erased_goes_the_word_about_its_home():
    there, by = let(), make.who("dora")
    reported()
    subject = erasing.Subject(by.network_id, by.organisation_id, (), (there.pk,))
    with identity.acting(by), erasing.as_eraser():
        assert eraser.erase(subject)["signals_nuisancenotice"] == 1


def test_the_guide_is_written_to_and_once_they_left_the_shared_mailbox():
    listed()
    reported()
    with identity.acting(identity.system(cast.organisation("zorg"), Purpose.ADMINISTRATION)):
        Membership.objects.filter(pk=cast.membership("eva")).update(until=now())
    reported()
    with identity.acting(make.who("eva")):
        assert set(Delivery.objects.filter(about_kind="nuisance").values_list("to", flat=True)) == {"eva@zorg.example.org", "post@zorg.example.org"}


def test_the_list_and_the_words_cost_the_same_however_many_there_are(sign_in, django_assert_max_num_queries):
    for number in range(1, 8):
        listed(f"Dorpsstraat {number}, 1500AA")
        reported(house_number=str(number))
    client = sign_in("eva")
    for page in (LIST, HEARD):
        client.get(page)
        with django_assert_max_num_queries(12):
            assert "Dorpsstraat 7" in client.get(page).content.decode()
