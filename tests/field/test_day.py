"""The app at the door in real Chromium, really off line: nothing lost, nothing twice, nothing readable."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests.concurrency.servers import wait
from tests.field.ground import NAMES, STREETS
from tests.field.handset import HOLD, PATIENCE, PIN, readable

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.proves("C2")]
NOTE = "Kwetterende parkiet in de gang"
SEED = 20261124
WIPED = "heeft de app op deze telefoon gewist"


def told(servers: Any, sheet: str, what: str) -> list[tuple]:
    """Of every report on this sheet, in the order in which they came."""
    return servers.rows(f"select {what} from outreach_attempt a join outreach_sheetdoor d on d.id = a.door_id "
                        "left join field_received r on r.id = a.id where d.sheet_id = %s order by a.received_at", sheet)


def test_two_phones_at_one_door_leave_both_versions_and_a_person_chooses(handset, servers, crew):
    bob, bea = (handset(session) for session in crew["sessions"])
    bob.enter()
    bea.enter()
    bob.cut(True)
    bob.ring("Gesproken", "Zij deed open met een kopje thee")
    bea.ring("Niet thuis")
    bea.send()
    bea.sent()
    bob.cut(False)
    bob.send()
    bob.says("1 keer twee versies")
    bob.page.locator(".fd-row").first.click()
    bob.page.get_by_role("link", name="Bekijk beide versies").click()
    bob.page.get_by_text("Zij deed open met een kopje thee").wait_for()
    assert bob.page.get_by_role("heading", name="Niet thuis").count() == 1
    bob.page.locator("section", has_text="Gesproken").get_by_role("button", name="Deze versie telt").click()
    bob.page.get_by_text("Nergens twee versies").wait_for()
    assert Counter(told(servers, crew["sheet"], "a.outcome, a.undone_at is null")) == {("spoken", True): 1, ("not_home", False): 1}


def test_a_clock_that_is_wrong_by_a_day_is_told_and_does_not_move_a_visit(handset, servers, crew):
    phone = handset(crew["sessions"][0])
    phone.page.clock.set_system_time(datetime.now(UTC) - timedelta(days=1))
    phone.enter()
    phone.page.get_by_text("De klok van deze telefoon loopt").wait_for()
    phone.cut(True)
    begun = datetime.now(UTC)
    phone.ring()
    phone.page.clock.set_system_time(begun - timedelta(days=1) + timedelta(minutes=2))
    phone.cut(False)
    phone.send()
    phone.sent()
    [(at, by_phone)] = told(servers, crew["sheet"], "a.at, r.told_at")
    took = datetime.now(UTC) - begun + timedelta(minutes=5)
    assert abs(at - begun) < took
    assert abs(by_phone - begun + timedelta(days=1)) < took


def test_what_is_refused_is_told_with_its_reason_and_can_be_mended(handset, servers, crew):
    phone = handset(crew["sessions"][0])
    phone.enter()
    phone.ring("Gesproken", "Lijkt schizofreen")
    phone.send()
    phone.says("1 geweigerd")
    phone.page.locator(".fd-row").first.click()
    phone.page.get_by_text("een diagnose lijkt").wait_for()
    phone.page.get_by_role("button", name="Aanpassen en opnieuw versturen").click()
    phone.page.click('[data-part="note"] summary')
    assert phone.page.input_value('[name="observation"]') == "Lijkt schizofreen"
    phone.page.fill('[name="observation"]', "Hoorde stemmen, zei ze")
    phone.page.get_by_role("button", name="Gesproken", exact=True).click()
    phone.page.locator(".fd-next").wait_for()
    phone.send()
    phone.sent()
    assert told(servers, crew["sheet"], "a.observation") == [("Hoorde stemmen, zei ze",)]


def test_a_session_that_ended_is_told_and_everything_waits_until_one_signed_in_again(handset, servers, crew):
    phone = handset(crew["sessions"][0])
    phone.enter()
    phone.context.clear_cookies()
    phone.ring("Niet thuis")
    phone.send()
    phone.says("Aanmelden nodig")
    phone.page.get_by_role("link", name="Aanmelden").wait_for()
    phone.sign_in()
    phone.page.get_by_role("button", name="Nu versturen").click()
    phone.sent()
    assert told(servers, crew["sheet"], "a.outcome") == [("not_home",)]


def test_what_is_told_door_after_door_goes_out_without_waiting_for_a_pause(handset, servers, crew):
    """Each outcome waits eight seconds for regret; whoever rings faster than that must not hold up the first."""
    phone = handset(crew["sessions"][0])
    phone.enter()
    for _ in range(11):
        phone.ring()
        phone.page.wait_for_timeout(4_000)
        if told(servers, crew["sheet"], "a.id"):
            return
    pytest.fail("eleven doors, and nothing sent")


def test_a_tap_is_answered_before_the_disk_and_kept_is_said_only_after(handset, servers, crew):
    phone = handset(crew["sessions"][0])
    phone.enter()
    phone.cut(True)
    first = phone.page.inner_text(".fd-next")
    for is_killed in (True, False):
        phone.page.evaluate(HOLD)
        phone.page.click(".fd-next")
        phone.page.get_by_role("button", name="Niet thuis", exact=True).click()
        phone.page.locator(".fd-next").wait_for()  # at once, while nothing can be written
        assert phone.page.inner_text(".fd-next") != first
        phone.says("Bezig met bewaren")
        assert "Bewaard" not in phone.page.inner_text("[data-toast]")
        if is_killed:
            phone.kill()
            phone.reopen()
            assert phone.page.inner_text(".fd-next") == first  # nothing was kept, and nobody was told it was
    phone.page.evaluate("window.free()")
    phone.page.locator("[data-toast]", has_text="Bewaard: Niet thuis").wait_for()
    phone.kill()
    phone.cut(False)
    phone.reopen()
    phone.send()
    phone.sent()
    assert told(servers, crew["sheet"], "a.outcome") == [("not_home",)]


def test_what_was_said_stays_while_the_phone_talks_with_the_server(handset, crew):
    phone = handset(crew["sessions"][0])
    phone.enter()
    said = phone.page.locator("[data-toast]")
    said.evaluate("(place) => { place.textContent = 'Zo bewaard'; place.hidden = false; }")
    with phone.page.expect_response("**/veld/begin/", timeout=PATIENCE):
        phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.sent()
    phone.page.wait_for_timeout(500)
    assert said.is_visible() and said.inner_text() == "Zo bewaard"


def test_two_quick_taps_end_where_the_last_one_points(handset, crew):
    """Back, and what waits, before the browser stepped back."""
    phone = handset(crew["sessions"][0])
    phone.enter()
    phone.page.click(".fd-next")
    phone.page.locator(".fd-outcome").first.wait_for()
    phone.page.evaluate("for (const tapped of ['back', 'queue']) document.querySelector(`[data-do=\"${tapped}\"]`).click()")
    phone.page.wait_for_timeout(1_000)
    phone.page.get_by_role("button", name="Nu versturen").wait_for()
    phone.page.go_back()
    phone.page.locator(".fd-next").wait_for()
    assert phone.page.evaluate("location.pathname") == "/veld/"


def test_a_door_that_gets_only_a_card_says_so_and_needs_one_tap(handset, servers, crew):
    with psycopg.connect(servers.database.dsn(database=servers.name)) as db:  # a mixed round whose first step is a card
        db.execute("update outreach_roundentry set channel = 'card' where id in (select entry_id from outreach_sheetdoor "
                   "where sheet_id = %s)", [crew["sheet"]])
    phone = handset(crew["sessions"][0])
    phone.enter()
    assert "alleen een kaart in de bus" in phone.page.inner_text(".fd-next")
    phone.page.click(".fd-next")
    phone.page.get_by_text("Aanbellen hoeft niet").wait_for()
    assert phone.page.locator(".fd-outcome:visible").all_inner_texts() == ["Kaart in de bus", "Anders"]
    phone.page.click(".fd-outcome:visible >> nth=0")
    phone.page.locator("[data-toast]", has_text="Bewaard: Kaart in de bus").wait_for()
    phone.send()
    phone.sent()
    assert told(servers, crew["sheet"], "a.outcome, a.channel") == [("card_left", "card")]


def test_undo_takes_back_what_was_not_sent_and_keeps_what_was_typed(handset, servers, crew):
    phone = handset(crew["sessions"][0])
    phone.enter()
    phone.cut(True)
    phone.ring("Gesproken", NOTE)
    phone.page.get_by_role("button", name="Ongedaan maken").click()
    phone.page.click('[data-part="note"] summary')
    assert phone.page.input_value('[name="observation"]') == NOTE
    phone.cut(False)
    phone.page.click('[data-do="back"]')
    phone.send()
    phone.sent()
    assert told(servers, crew["sheet"], "a.id") == []


def test_a_lost_phone_reveals_nothing_readable(handset, crew):
    """Files of the profile and all stores by script, with a sheet, a visit, a draft and a photo on the phone."""
    words = {*NAMES, *STREETS, NOTE, "Blok 1", crew["names"][0], PIN, "Ploeg 1"}
    phone = handset(crew["sessions"][0])
    phone.enter()
    phone.cut(True)
    phone.ring("Gesproken", NOTE)
    before = cells(phone)
    phone.page.click(".fd-next")
    phone.page.click('[data-part="note"] summary')
    phone.page.fill('[name="interpretation"]', f"{NOTE} nogmaals")
    wait(lambda: cells(phone) > before, "the draft, a moment after the last key")
    kept = str(phone.stores())
    assert kept.count("place=") >= 4 and "key false" in kept  # cells, and a key that gives no bytes
    assert not {word for word in words if word in kept}
    phone.page.evaluate("localStorage.setItem('proef', 'Controlewoord')")
    phone.kill()  # whatever was in memory stays where it was
    phone.close()
    assert readable(phone.folder, {*words, "Controlewoord"}) == {"Controlewoord"}
    phone.open()


def cells(phone: Any) -> int:
    return len(phone.stores()["cells"])


def test_ten_wrong_pins_empty_the_phone(handset, crew):
    phone = handset(crew["sessions"][0])
    phone.enter()
    phone.page.click('[data-do="lock"]')
    for left in range(9, -1, -1):
        phone.page.fill('[name="pin"]', "112358")
        phone.page.click('[type="submit"]')
        if left:
            phone.page.get_by_text(f"Nog {left} keer proberen").wait_for()
    phone.page.get_by_text("De pincode was tien keer fout").wait_for()
    assert all(kept == [] for kept in phone.stores().values())


def test_a_phone_wiped_from_afar_is_empty_also_locked_and_signed_out(handset, ground, crew):
    """One is locked in the hand of somebody without PIN, the other open and signed out."""
    locked, signed_out = (handset(session) for session in crew["sessions"])
    alice = handset(ground["sessions"]["alice"])
    locked.enter()
    locked.page.click('[data-do="lock"]')
    signed_out.enter()
    alice.page.on("dialog", lambda dialog: dialog.accept())
    for name in crew["names"]:
        alice.page.goto("/veld/toestellen/")
        alice.page.locator("li", has_text=name).get_by_role("button", name="Wissen").click()
        alice.page.locator("li", has_text=name).get_by_text("gewist door Alice de Vries").wait_for()
    for phone in (locked, signed_out):
        phone.context.clear_cookies()
    locked.page.reload()
    signed_out.page.evaluate("dispatchEvent(new Event('online'))")
    for phone in (locked, signed_out):
        phone.page.get_by_text(WIPED).wait_for()
        assert all(kept == [] for kept in phone.stores().values())


def test_after_the_day_a_phone_opens_only_with_the_server_and_then_sends_what_waited(handset, servers, crew):
    phone = handset(crew["sessions"][0])
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
    phone.page.locator(".fd-next").wait_for()
    phone.send()
    phone.sent()
    assert told(servers, crew["sheet"], "a.observation") == [("Een fiets voor de deur",)]


def test_a_day_of_ninety_doors_with_everything_that_can_go_wrong(handset, servers, ground):
    """Cut off at random moments, closed, killed, and the server killed while it takes over."""
    chance = random.Random(SEED)
    phone = handset(ground["sessions"]["bob"])
    phone.enter()
    notes: set[str] = set()
    is_off = False
    [(doors,)] = servers.rows("select count(*) from outreach_sheetdoor where sheet_id = %s", ground["sheet"])
    for n in range(doors):
        if chance.random() < 0.15:
            is_off = not is_off
            phone.cut(is_off)
        if n in (20, 65):
            phone.kill() if n == 65 else (phone.close(), phone.open())
            phone.cut(is_off)
            phone.reopen()
        if n == 45:
            phone.cut(is_off := False)
            notes.add(kill_while_it_takes_over(phone, servers))
            continue
        note = f"Aantekening {n} van vandaag" if n % 3 == 0 else ""
        phone.ring(chance.choice(("Niet thuis", "Gesproken", "Kaart in de bus")), note)
        notes |= {note} - {""}
    phone.cut(False)
    phone.send()
    phone.sent()
    assert not phone.faults
    kept = told(servers, ground["sheet"], "a.observation, a.entry_id, r.result")
    assert len({entry for _note, entry, _result in kept}) == len(kept) == doors
    assert sorted(note for note, _entry, _result in kept if note) == sorted(notes)
    assert {result for _note, _entry, result in kept} == {"applied"}


def kill_while_it_takes_over(phone: Any, servers: Any) -> str:
    """Something else holds the table in which the server says what it has: it stands in the middle of a
    take-over, with a visit written and nothing told. Then it dies. Returns the note of that visit."""
    phone.ring("Niet thuis", note := "Aantekening van het midden")
    with psycopg.connect(servers.database.dsn(database=servers.name)) as db:
        db.execute("lock table field_received in exclusive mode")
        phone.send()
        wait(lambda: bool(servers.rows("select 1 from pg_locks where relation = 'field_received'::regclass and not granted")),
             "the server in the middle of a take-over")
        servers.kill_web()
    servers.start_web()
    phone.page.click('[data-do="back"]')
    return note
