"""One screen of everything that waits too long; Vandaag reads the same (C14, R10)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from waakvlam.access import clocks, identity
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.breakthroughs import queries
from waakvlam.breakthroughs.queries import silence
from waakvlam.handovers import tasks
from waakvlam.handovers.tests import factories as handed
from waakvlam.kit import time
from waakvlam.maintenance import commands as maintenance
from waakvlam.maintenance.tests import factories as project
from waakvlam.outreach.tests.statements import at_most

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C14", "C5", "R10")]
LATE = timedelta(days=20)


def who(key):
    return cast.who(key, Purpose.BREAKTHROUGH)


@pytest.fixture
def waiting():
    """A handover that nobody answered, and an invitation for a core team."""
    with time.at(time.now() - LATE):
        made = handed.offered()
        works = project.project()
        with identity.acting(project.who("alice")) as by:
            maintenance.team.invite(project=works, organisation_id=cast.organisation("gemeente"), by=by)
    return made


def test_all_kinds_of_work_stand_on_one_screen_with_who_waits_on_whom(waiting, sign_in):
    page = sign_in("alice").get(reverse("breakthroughs:silence")).content.decode()
    assert "Ria van der Berg" in page and "Neem aan of zeg nee" in page
    assert "Bomenlaan 2026" in page and "Zeg of jullie meedoen" in page
    theirs = sign_in("carla").get(reverse("breakthroughs:silence")).content.decode()
    assert theirs.count("Jullie zijn aan zet") == 2


def test_it_narrows_by_kind_partner_turn_and_step_in_the_address(waiting, sign_in):
    client = sign_in("alice")
    get = lambda **asked: client.get(reverse("breakthroughs:silence"), asked).content.decode()  # noqa: E731
    assert "Bomenlaan 2026" not in get(soort="overdrachten")
    assert "Ria van der Berg" not in get(soort="groot-onderhoud")
    assert "Ria van der Berg" in get(partner=str(cast.organisation("gemeente")))
    assert "Niets gevonden" in get(partner=str(cast.organisation("zorg")))
    assert "Niets gevonden" in get(beurt="ons") and "Ria van der Berg" in get(beurt="ander")
    assert "Niets gevonden" in get(trap="4")


def test_nobody_else_finds_it_and_a_role_without_the_purpose_reads_nothing_of_it(waiting, sign_in):
    for key in ("dora", "eva", "zed"):
        page = sign_in(key).get(reverse("breakthroughs:silence"))
        assert page.status_code == 200 and "Ria van der Berg" not in page.content.decode(), key
        assert "Niets ligt stil" in page.content.decode(), key
    volunteer = cast.who("vera", Purpose.BREAKTHROUGH)
    with identity.acting(volunteer):
        assert queries.screen(volunteer, queries.Chosen()).total == 0
    for key in ("bob", "fg", "admin", "board"):
        assert sign_in(key).get(reverse("breakthroughs:silence")).status_code == 403, key


def test_the_mandate_sees_the_standing_of_what_climbed_to_it_and_nothing_more(waiting, sign_in):
    assert "Niets ligt stil" in sign_in("roer").get(reverse("breakthroughs:silence")).content.decode()
    for days in range(14, 0, -1):  # each day, as the worker does: enough working days for the whole ladder, on whatever day this runs
        with time.at(time.now() - timedelta(days=days)):
            tasks.look_at_clocks(timestamp=0)
    page = sign_in("roer").get(reverse("breakthroughs:silence")).content.decode()
    assert waiting.number in page and "Ria van der Berg" not in page
    assert "Wonen aan de Laan wacht op Gemeente Proefstad" in page


def test_today_shows_the_rows_of_the_same_screen(waiting, sign_in):
    with identity.acting(cast.who("alice", Purpose.HANDOVER)):
        Clock.objects.filter(subject_id=waiting.pk).update(step=Clock.Step.COORDINATOR)
    with identity.acting(who("alice")):
        assert [line.subject_id for line in queries.gone_silent(who("alice"))[0]] == [waiting.pk]
    assert "Ria van der Berg" in sign_in("alice").get("/").content.decode()


def test_a_kind_that_no_module_speaks_of_is_not_left_out(waiting, sign_in):
    with identity.acting(cast.who("alice", Purpose.HANDOVER)) as by:
        clocks.start(by, waiting, "unheard.of", on=by.organisation_id, due_at=time.now() - LATE)
    assert "unheard.of" in sign_in("alice").get(reverse("breakthroughs:silence"), {"soort": "overig"}).content.decode()


def test_the_file_holds_references_and_no_name(waiting, sign_in):
    text = sign_in("alice").get(reverse("breakthroughs:export")).content.decode("utf-8-sig")
    assert "Gemeente Proefstad" in text and "Ria" not in text and text.count("\r\n") == 3
    assert sign_in("charlie").get(reverse("breakthroughs:export")).status_code == 403


def test_a_page_of_many_kinds_stays_within_its_queries_however_many_wait(sign_in):
    with time.at(time.now() - LATE):
        for _n in range(4):
            handed.offered()
        works = project.project()
        with identity.acting(project.who("alice")) as by:
            maintenance.team.invite(project=works, organisation_id=cast.organisation("gemeente"), by=by)
    client = sign_in("alice")
    client.get(reverse("breakthroughs:silence"))
    with at_most(12):
        client.get(reverse("breakthroughs:silence"))


def test_open_things_without_a_clock_are_found_on_the_screen_and_by_the_command_line(waiting, sign_in):
    client = sign_in("alice")
    assert "heeft een klok." in client.get(reverse("breakthroughs:clocks")).content.decode()
    with identity.acting(cast.who("alice", Purpose.HANDOVER)):
        Clock.objects.filter(subject_id=waiting.pk).update(stopped_at=time.now())
    page = client.get(reverse("breakthroughs:clocks")).content.decode()
    assert waiting.number in page and "1 zonder klok" in page
    with identity.acting(who("carla")):
        assert all(not rows for _label, rows in queries.bare(who("carla"))), "what another sent is not ours to keep"


@pytest.mark.parametrize(("key", "path", "count"), [("alice", "/stil/", 3), ("vera", "/stil/", 2), ("board", "/stil/partners/", 2)])
def test_nobody_is_led_to_a_page_of_silence_that_their_role_may_not_open(sign_in, key, path, count):
    client = sign_in(key)
    page = client.get(path).content.decode()
    led = re.findall(r'href="(/stil/(?:besluiten/|partners/)?)"', page.split('wv-tabs">')[1].split("</ul>")[0])
    assert len(led) == count and {client.get(url).status_code for url in led} == {200}


def test_counts_are_of_everything_by_module_and_stop_at_their_most(waiting, monkeypatch):
    with identity.acting(who("alice")) as by:
        every = queries.screen(by, queries.Chosen(), size=1)
        chosen = queries.screen(by, queries.Chosen(module="groot-onderhoud", side="ander"), size=1)
        with monkeypatch.context() as fewer:
            fewer.setattr(silence, "CAP", 1)
            capped = queries.screen(by, queries.Chosen())
    assert (every.total, every.more, every.on_us) == (2, False, 0)
    assert sorted((slug, n) for slug, _label, n in every.modules) == [("groot-onderhoud", 1), ("overdrachten", 1)]
    assert (chosen.total, chosen.modules) == (2, every.modules)  # what is chosen changes no count
    assert (capped.total, capped.more) == (1, True)
