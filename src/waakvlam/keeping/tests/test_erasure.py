"""Erasing one person: nothing of theirs is left in a dump, and nothing of anybody else is touched."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from django.conf import settings as config
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.module_loading import import_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waakvlam.access import seals
from waakvlam.access.erasing import as_eraser
from waakvlam.access.identity import acting, system
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers import erasing as handed
from waakvlam.keeping import commands, queries
from waakvlam.keeping.models import Onward, Tombstone
from waakvlam.keeping.tests import lives
from waakvlam.keeping.tests.lives import Life
from waakvlam.kit.errors import Absent, Refused, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now, today
from waakvlam.people import commands as people
from waakvlam.people.tests.files import row, text
from waakvlam.post.models import Delivery

pytestmark = [pytest.mark.proves("C19", "R1", "R28")]
LETTERS = "abdefgklmnoprstuvwzéïöüıçš"


def operator():
    return system(cast.organisation("wonen"), Purpose.ADMINISTRATION)


def erase(life: Life, why: str = "request") -> Tombstone:
    by = operator()
    with acting(by):
        return commands.erase(subject=life.resident.id, reason=why, by=by)


NUMBERS = count(20_000_000)


def life(last: str, number: int = 0, first: str = "Rosalinde", infix: str = "ter", said: str = "") -> Life:
    number = number or next(NUMBERS)
    return Life(first=first, infix=infix, last=last, number=f"+316{number:08d}", email=f"{last.lower()}@bewoner.example.org",
                said=said or f"de trap is steil sinds {last} viel")


def test_after_erasing_nothing_of_somebody_is_left_anywhere(real, caplog):
    caplog.set_level("INFO")
    ria, ben = lives.make(life("Zomerdijkstra")), lives.make(life("Winterswaard", first="Berend"))
    for one in (ria, ben):
        lives.twice(one)
        lives.called(one)
        lives.handed_over(one, "under_way")
        lives.handed_over(one, "ended")
        lives.written_to(one)
        lives.staged(one)
        lives.looked_at(one)
    lives.gossip(ria, ben)
    before = real.dump()
    assert ria.left_in(before) == ria.values
    theirs = {line for line in before.splitlines() if "Winterswaard" in line and "Zomerdijkstra" not in line}
    erase(ria)
    after = real.dump()
    assert ria.left_in(after) == [], [line[:300] for line in after.splitlines() if ria.last in line]
    assert theirs <= set(after.splitlines())
    assert ben.left_in(after) == ben.left_in(before)
    assert ria.left_in(caplog.text) == []


def test_seals_of_the_log_still_hold_after_erasing(real):
    ria = lives.make(life("Oudewetering"))
    lives.called(ria)
    lives.handed_over(ria)
    seals.seal()
    erase(ria)
    seals.seal()
    found = seals.verify()
    assert found.findings == () and found.unsealed == 0


def test_a_housemate_keeps_everything_of_their_own(real):
    ria = lives.make(life("Kwakkelstein"))
    ben = lives.make(life("Boterenbrood", first="Berend"), home=ria.household)
    lives.called(ben)
    lives.handed_over(ben)
    lives.handed_over(ria)
    before = real.dump()
    erase(ria)
    after = real.dump()
    assert set(ria.left_in(after)) <= {"KKwakkelstein", "Kwakkelstein"}, "the key of the home they share stays"
    assert ben.left_in(after) == ben.left_in(before)
    assert {x for x in before.splitlines() if ben.last in x} <= set(after.splitlines())


def test_somebody_with_the_same_name_and_number_keeps_both(real):
    ria = lives.make(life("Vijgeboomsma", 12121212))
    other = lives.make(life("Tamelinghof", 12121212))
    with acting(cast.who("alice", Purpose.REGISTER)):
        other.resident.last_name, other.resident.first_name = ria.last, ria.first
        other.resident.save()
    lives.called(other, mentions=f"{ria.name} zelf gesproken op {ria.spaced}")
    erase(ria)
    assert f"{ria.name} zelf gesproken op {ria.spaced}" in real.dump()


def test_what_went_without_consent_stays_with_the_partner_until_it_decides(real):
    ria = lives.make(life("Ravensbergen"))
    lives.in_need(ria)
    erase(ria)
    left = real.dump()
    assert ria.said in left, "the municipality answers for its own copy"
    fg = replace(cast.who("fg"), organisation_id=cast.organisation("gemeente"), person_id=cast.who("carla").person_id)
    with acting(fg):
        asked = Onward.objects.get(decision="")
        commands.answer(asked=asked, decision="erased", by=fg)
    assert ria.left_in(real.dump()) == []


def test_a_partner_hears_that_a_handover_was_erased_without_reading_who(real):
    ria = lives.make(life("Hazelhoffen"))
    lives.handed_over(ria)
    number = ria.handovers[0].number
    erase(ria)
    with acting(lives.SENDER):
        told = Delivery.objects.filter(subject=f"Overdracht {number}").latest("created_at")
    assert "wissen" in told.body and ria.left_in(told.body) == []


def test_a_tombstone_says_when_and_why_and_never_who(real):
    ria = lives.make(life("Leeuwestein"))
    stone = erase(ria, "objection")
    line = json.loads(config.TOMBSTONES.read_text().splitlines()[-1])
    assert line["id"] == str(stone.id) and line["why"] == "objection" and line["objected"] is True
    assert stone.rows > 0 and str(ria.resident.id) not in json.dumps(line) and ria.left_in(json.dumps(line)) == []


def test_who_objected_does_not_come_back_with_the_next_register(real, tmp_path):
    ria, ben = lives.make(life("Nachtegaals")), lives.make(life("Merelbeke"))
    erase(ria, "objection")
    erase(ben, "unlawful")
    file = tmp_path / "huurders.csv"
    file.write_text(text(row(1, Huurdernummer="RNachtegaals", Achternaam="Nachtegaals"),
                         row(2, Huurdernummer="RMerelbeke", Achternaam="Merelbeke")))
    by = cast.who("alice", Purpose.REGISTER)
    batch = people.read_register(path=file, file_name="huurders.csv", source="ERP2", by=by)
    assert (batch.counts["refused"], batch.counts["new"]) == (1, 1)
    with acting(by):
        refused = batch.rows.get(verdict="refused")
        people.cancel(batch=batch, by=by)
    assert refused.problems[0][0] == "gewist" and refused.last_name == "" and refused.person_key == ""


def test_after_a_restore_who_was_erased_is_erased_again(real):
    """The backup was made before the erasure: the person, and no tombstone, are in it."""
    ria = lives.make(life("Spechtenburg"))
    lives.called(ria)
    real.keep()
    erase(ria)
    real.put_back()
    assert ria.left_in(real.dump()) != []
    found = commands.replay(file=config.TOMBSTONES, by=operator())
    assert found.people == 1 and ria.left_in(real.dump()) == []
    assert commands.replay(file=config.TOMBSTONES, by=operator()).people == 0


def test_a_hold_stops_an_erasure_and_says_until_when(real):
    ria = lives.make(life("Valkenhorst"))
    with acting(cast.who("alice", Purpose.REGISTER)) as by:
        held = commands.hold(resident_id=ria.resident.id, reason="een rechtszaak", until=today() + timedelta(days=5), by=by)
    with pytest.raises(WrongState):
        erase(ria)
    with acting(cast.who("alice", Purpose.REGISTER)) as by:
        commands.lift(hold=held, by=by)
    assert erase(ria).rows > 0


@pytest.mark.parametrize("key", ["alice", "bob", "admin", "zed"])
def test_nobody_erases_alone(real, key):
    ria = lives.make(life(f"Kievitsveld{key}"))
    by = cast.who(key)
    with acting(by), pytest.raises(Refused):
        commands.erase(subject=ria.resident.id, reason="request", by=by)


def test_another_organisation_finds_nobody_to_erase(real):
    ria = lives.make(life("Wulpenrode"))
    by = system(cast.organisation("anders"), Purpose.ADMINISTRATION)
    with acting(by), pytest.raises(Absent):
        commands.erase(subject=ria.resident.id, reason="request", by=by)


def test_devices_hear_which_ids_to_drop(real):
    ria, begun = lives.make(life("Grutterswijk")), now()
    erase(ria)
    with acting(lives.ALICE) as by:
        assert {ria.resident.id, ria.household.id} <= set(queries.revoked(by, begun))


NAMES = st.text(LETTERS, min_size=5, max_size=12).map(lambda n: n.capitalize())
PARTS = st.sets(st.sampled_from(["twice", "called", "handed", "ended", "declined", "need", "post", "staged", "gossip"]))


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(last=NAMES, number=st.integers(10_000_000, 99_999_999), said=st.text(LETTERS + " '\"%\\\n&<", min_size=12, max_size=60),
       parts=PARTS)
def test_whoever_is_erased_leaves_nothing_behind(real, last, number, said, parts):
    """Random people with random parts of a life, in a database that fills up with those before them."""
    last = f"{last}q{uuid7().hex[-6:]}"
    ria = lives.make(life(last, number, infix="", said=f"{last} zei {' '.join(said.split())} x"))
    make = {"twice": lives.twice, "called": lives.called, "handed": lives.handed_over, "post": lives.written_to,
            "ended": lambda x: lives.handed_over(x, "ended"), "declined": lives.declined, "staged": lives.staged,
            "need": lives.in_need,
            "gossip": lambda x: lives.gossip(x, lives.make(life(f"Buur{uuid7().hex[-6:]}", 10_000_001)))}
    for part in sorted(parts):
        make[part](ria)
    erase(ria)
    if "need" in parts:
        with acting(system(cast.organisation("gemeente"), Purpose.ADMINISTRATION)), as_eraser():
            handed.erase_received(lives.needed(ria))
    assert ria.left_in(real.dump()) == []


def test_what_a_page_is_about_to_say_never_stands_with_us():
    assert issubclass(import_string(config.MESSAGE_STORAGE), CookieStorage)
