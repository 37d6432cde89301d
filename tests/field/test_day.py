"""The app at the door in real Chromium, really off line: nothing lost, nothing twice, nothing readable.

The tests stand in the order in which they use up the doors of one sheet; the day comes last.
"""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from playwright.sync_api import expect

from tests.concurrency.servers import NAME
from tests.field.ground import NAMES, STREETS
from tests.field.handset import PIN, readable

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.proves("C2")]
NOTE = "Kwetterende parkiet in de gang"
SEED = 20261124


def rows(servers: Any, sql: str) -> list[tuple]:
    with psycopg.connect(servers.database.dsn(database=NAME)) as db:
        return db.execute(sql).fetchall()


def test_two_phones_at_one_door_leave_both_versions_and_a_person_chooses(handset, servers):
    bob, bea = handset("bob"), handset("bea")
    bob.enter()
    bea.enter()
    bob.cut(True)
    bob.ring("Gesproken", "Zij deed open met een kopje thee")
    bea.ring("Niet thuis")
    bea.sent()
    bob.cut(False)
    expect(bob.page.locator("[data-sign]")).to_contain_text("1 keer twee versies", timeout=30_000)
    bob.page.click("[data-sign]")
    bob.page.locator(".fd-row").first.click()
    bob.page.get_by_role("link", name="Bekijk beide versies").click()
    bob.page.get_by_text("Zij deed open met een kopje thee").wait_for()
    assert bob.page.get_by_role("heading", name="Niet thuis").count() == 1
    bob.page.locator("section", has_text="Gesproken").get_by_role("button", name="Deze versie telt").click()
    bob.page.get_by_text("Nergens twee versies").wait_for()
    assert Counter(rows(servers, "select outcome, undone_at is null from outreach_attempt")) == {
        ("spoken", True): 1, ("not_home", False): 1}


def test_a_clock_that_is_wrong_by_a_day_is_told_and_does_not_move_a_visit(handset, servers):
    phone = handset()
    phone.page.clock.set_system_time(datetime.now(UTC) - timedelta(days=1))
    phone.enter()
    phone.page.get_by_text("De klok van deze telefoon loopt").wait_for()
    phone.cut(True)
    phone.ring()
    phone.page.clock.set_system_time(datetime.now(UTC) - timedelta(days=1) + timedelta(minutes=2))
    phone.cut(False)
    phone.sent()
    [(at, told)] = rows(servers, "select a.at, r.told_at from outreach_attempt a join field_received r on r.id = a.id "
                                 "order by a.received_at desc limit 1")
    assert abs(at - datetime.now(UTC)) < timedelta(minutes=5)
    assert abs(told - datetime.now(UTC) + timedelta(days=1)) < timedelta(minutes=5)


def test_what_is_refused_is_told_with_its_reason_and_can_be_mended(handset, servers):
    phone = handset()
    phone.enter()
    phone.ring("Gesproken", "Lijkt schizofreen")
    expect(phone.page.locator("[data-sign]")).to_contain_text("1 geweigerd", timeout=30_000)
    phone.page.click("[data-sign]")
    phone.page.locator(".fd-row").first.click()
    phone.page.get_by_text("een diagnose lijkt").wait_for()
    phone.page.get_by_role("button", name="Aanpassen en opnieuw versturen").click()
    phone.page.click('[data-part="note"] summary')
    assert phone.page.input_value('[name="observation"]') == "Lijkt schizofreen"
    phone.page.fill('[name="observation"]', "Hoorde stemmen, zei ze")
    phone.page.get_by_role("button", name="Gesproken", exact=True).click()
    phone.page.locator(".fd-next").wait_for()
    phone.sent()
    assert ("Hoorde stemmen, zei ze",) in rows(servers, "select observation from outreach_attempt")


def test_a_session_that_ended_is_told_and_everything_waits_until_one_signed_in_again(handset):
    phone = handset()
    phone.enter()
    phone.context.clear_cookies()
    phone.ring("Niet thuis")
    expect(phone.page.locator("[data-sign]")).to_contain_text("Aanmelden nodig", timeout=30_000)
    phone.sign_in()
    phone.page.click("[data-sign]")
    assert phone.page.get_by_role("link", name="Aanmelden").is_visible()
    phone.page.get_by_role("button", name="Nu versturen").click()
    phone.sent()


def test_undo_takes_back_what_was_not_sent_and_keeps_what_was_typed(handset, servers):
    before = rows(servers, "select count(*) from outreach_attempt")
    phone = handset()
    phone.enter()
    phone.cut(True)
    phone.ring("Gesproken", NOTE)
    phone.page.get_by_role("button", name="Ongedaan maken").click()
    phone.page.click('[data-part="note"] summary')
    assert phone.page.input_value('[name="observation"]') == NOTE
    phone.cut(False)
    phone.page.click('[data-do="back"]')
    phone.sent()
    assert rows(servers, "select count(*) from outreach_attempt") == before


def test_a_lost_phone_reveals_nothing_readable(handset):
    """Files of the profile and all stores by script, with a sheet, a visit, a draft and a photo on the phone."""
    words = {*NAMES, *STREETS, NOTE, "Blok 1", "Bob van den Berg", PIN, "Ploeg 1"}
    phone = handset()
    phone.enter()
    phone.cut(True)
    phone.ring("Gesproken", NOTE)
    phone.page.click(".fd-next")
    phone.page.click('[data-part="note"] summary')
    phone.page.fill('[name="interpretation"]', f"{NOTE} nogmaals")
    phone.page.wait_for_timeout(600)  # the draft is kept a moment after the last key
    kept = str(phone.stores())
    assert kept.count("place=") >= 4 and "key false" in kept  # cells, and a key that gives no bytes
    assert not {word for word in words if word in kept}
    phone.page.evaluate("localStorage.setItem('proef', 'Controlewoord')")
    phone.kill()  # whatever was in memory stays where it was
    phone.close()
    assert readable(phone.folder, {*words, "Controlewoord"}) == {"Controlewoord"}
    phone.open()


def test_ten_wrong_pins_empty_the_phone(handset):
    phone = handset()
    phone.enter()
    phone.page.click('[data-do="lock"]')
    for left in range(9, -1, -1):
        phone.page.fill('[name="pin"]', "112358")
        phone.page.click('[type="submit"]')
        if left:
            phone.page.get_by_text(f"Nog {left} keer proberen").wait_for()
    phone.page.get_by_text("De pincode was tien keer fout").wait_for()
    assert all(kept == [] for kept in phone.stores().values())


def test_a_phone_wiped_from_afar_is_empty_and_a_signed_out_one_too(handset):
    phone, thiefs, alice = handset("bob"), handset("bob"), handset("alice")
    phone.enter()
    thiefs.enter()
    thiefs.context.clear_cookies()
    alice.page.on("dialog", lambda dialog: dialog.accept())
    for _ in range(2):  # the two that were seen last
        alice.page.goto("/veld/toestellen/")
        alice.page.get_by_role("button", name="Wissen").first.click()
        if alice.page.locator("dialog[open]").count():
            alice.page.locator("dialog[open] button").last.click()
        alice.page.get_by_text("wordt leeg zodra hij netwerk heeft.").first.wait_for()
    for one in (phone, thiefs):
        one.reopen() if one.page.locator('[name="pin"]').count() else one.page.reload()
        if one.page.locator('[name="pin"]').count():
            one.unlock()
        one.page.get_by_text("heeft de app op deze telefoon gewist").wait_for()
        assert all(kept == [] for kept in one.stores().values())


def test_after_the_day_a_phone_opens_only_with_the_server_and_then_sends_what_waited(handset, servers):
    phone = handset()
    phone.enter()
    phone.cut(True)
    phone.ring("Niet thuis", "Een fiets voor de deur")
    phone.page.clock.set_system_time(datetime.now(UTC) + timedelta(days=2))
    phone.unlock()
    phone.page.get_by_text("Er is netwerk nodig om weer te openen").wait_for()
    assert "share=null" in dict(phone.stores()["lock"])["lock"]
    phone.cut(False)
    phone.page.clock.set_system_time(datetime.now(UTC))
    phone.unlock()
    phone.sent()
    assert ("Een fiets voor de deur",) in rows(servers, "select observation from outreach_attempt")


def test_a_day_of_ninety_doors_with_everything_that_can_go_wrong(handset, servers, ground):
    """Cut off at random moments, closed, killed, and the server killed while it takes over."""
    chance = random.Random(SEED)
    done = rows(servers, "select count(distinct entry_id) from outreach_attempt where undone_at is null")[0][0]
    phone = handset()
    phone.enter()
    asked: list[str] = []
    told: Counter[str] = Counter()
    is_off = killed = False
    total = len(rows(servers, "select id from outreach_sheetdoor"))
    for n in range(total - done):
        if chance.random() < 0.15:
            is_off = not is_off
            phone.cut(is_off)
        if n in (20, 65):
            phone.kill() if n == 65 else (phone.close(), phone.open())
            phone.cut(is_off)
            phone.reopen()
        if n == 45:
            phone.cut(is_off := False)
            phone.page.on("request", lambda request: asked.append(request.url) if "/opdrachten/" in request.url else None)
        if asked and not killed:
            servers.kill_web()
            servers.start_web()
            killed = True
        note = f"Aantekening {n} van vandaag" if n % 3 == 0 else ""
        phone.ring(chance.choice(("Niet thuis", "Gesproken", "Kaart in de bus")), note)
        told[note] += 1
    phone.cut(False)
    phone.page.click("[data-sign]")
    phone.page.get_by_role("button", name="Nu versturen").click()
    phone.sent(90)
    assert killed and not phone.faults
    kept = rows(servers, "select observation, entry_id from outreach_attempt where undone_at is null")
    assert len({entry for _note, entry in kept}) == len(kept) == total
    found = Counter(note for note, _entry in kept if note.startswith("Aantekening"))
    assert found == {note: 1 for note in told if note}
    assert rows(servers, "select count(*) from field_received where result = 'conflict'") == [(1,)]
