"""First light: from a tenant register to help that arrived, as people do it.

On the real neighbourhoods of Zaanstad a register of 80,000 tenants (generated) goes from XLSX to
an approved round, calls, handovers and the report. Some people by hand through the pages in
Chromium, the rest by command.
"""

import io
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.acceptance import site as sites
from tests.acceptance.site import Site
from tests.acceptance.slow_line import late_heartbeat
from waakvlam.demo.areas import read_areas
from waakvlam.demo.registers import write_register

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "neighbourhoods"
TENANTS = int(os.environ.get("WAAKVLAM_ACCEPTANCE_TENANTS", "80000"))
CITY = "GM0479"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if not DATA.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{DATA} is absent; CI has it")
        pytest.skip("the real neighbourhoods of ../shared/data are absent")
    with sites.running(tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Path:
    areas = read_areas(DATA, CITY)
    return write_register(tmp_path_factory.mktemp("register") / "huurders.xlsx", TENANTS, neighbourhoods=areas,
                          forbidden_columns=("BSN", "Nationaliteit"))


def signed_in(browser: Browser, site: Site, email: str) -> Page:
    context = browser.new_context(base_url=site.address, locale="nl-NL", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto("/aanmelden/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(site.passwords[email])
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    second_step(page, email)
    page.wait_for_url(re.compile(rf"^{re.escape(site.address)}/(aanmelden/wachtwoord/)?$"))
    if page.url.endswith("/wachtwoord/"):  # the first time: the administrator's password opens this page only
        site.passwords[email] = "drie uilen op het dak"
        page.get_by_label("Nieuw wachtwoord").fill(site.passwords[email])
        page.get_by_role("button", name="Bewaren en verder").click()
        page.wait_for_url(f"{site.address}/")
    return page


PAPER: dict[str, list[str]] = {}  # e-mail → recovery codes that were not used yet


def second_step(page: Page, email: str) -> None:
    """The first time the app with codes is set up, after that a recovery code is used."""
    if email in PAPER:
        page.get_by_role("textbox", name="Code").fill(PAPER[email].pop())
        page.get_by_role("button", name="Verder").click()
        return
    page.get_by_role("button", name="App instellen").click()
    page.get_by_text("Liever overtypen?").click()
    secret = page.locator("details .wv-say").inner_text().replace(" ", "")
    page.get_by_role("textbox", name="Code").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Controleren").click()
    PAPER[email] = page.locator("main li code").all_inner_texts()
    page.get_by_role("link", name="Ik heb ze bewaard").click()


@pytest.mark.proves("C1", "C5", "R1", "R4", "R6", "R9", "R10", "R11")
def test_from_a_tenant_register_to_help_that_arrived(site: Site, register: Path, browser: Browser) -> None:
    site.run("import", "neighbourhoods", str(DATA / "key_figures_2024.csv"), str(DATA / f"{CITY}.geojson"),
             "--year", "2024", "--organisation", "wonen")
    site.facts("directory", module="tests.acceptance.crowd")
    cor = signed_in(browser, site, "cor@wonen.example.org")
    import_register(cor, register)
    round_id = plan_round(cor)
    call_two_by_hand(signed_in(browser, site, "bel@wonen.example.org"), round_id)
    rest = site.facts("call", round_id, module="tests.acceptance.crowd")
    assert rest["spoken"] > 50, rest
    number = hand_over(cor, round_id)
    take_up(signed_in(browser, site, "wies@gemeente.example.org"))
    nobody_else_sees(signed_in(browser, site, "ander@anders.example.org"), cor, number)
    looped = site.facts("handovers", round_id, module="tests.acceptance.crowd")
    assert looped["sent"] > 5, looped
    # Who said no after six weeks is with the sender for a decision and is not asked again.
    no = -(-looped["sent"] // 5)
    assert (looped["no"], looped["not_asked"], looped["yes"]) == (no, no, 3 * looped["sent"] - 2 * no), looped
    report(cor, round_id)


def import_register(page: Page, register: Path) -> None:
    """Preview first; what may not be kept is said; after approval the job carries it out."""
    begun = time.monotonic()
    page.goto("/register/importen/")
    page.locator("input[type=file]").set_input_files(register)
    page.get_by_role("button", name="Lees het bestand").click()
    expect(page.get_by_role("button", name="Verwerk dit")).to_be_visible(timeout=180_000)
    text = page.locator("main").inner_text()
    assert re.search("bsn", text, re.IGNORECASE), "the dropped columns are reported"
    page.get_by_role("button", name="Verwerk dit").click()
    # The page follows the job by itself.
    expect(page.get_by_text("Het register is bij")).to_be_visible(timeout=240_000)
    print(f"import of {TENANTS} tenants through the pages: {time.monotonic() - begun:.0f} s")
    page.goto("/register/")
    assert page.locator("main li").count() > 20


def plan_round(page: Page) -> str:
    """Who, where, what, how; the size is seen, a person approves, it starts."""
    page.goto("/belacties/scripts/")
    page.get_by_role("button", name="Neem het over").click()
    page.goto("/belacties/nieuw/")
    for step in page.locator("details.wv-step").all():
        if step.get_attribute("open") is None:
            step.locator("summary").click()
    page.get_by_label("Vanaf leeftijd").fill("70")
    for place in page.get_by_label(re.compile("Poelenburg|Peldersveld|Hoornseveld|Rosmolenwijk")).all():
        place.check(force=True)
    page.get_by_label("We bellen om te vragen").fill("hoe het gaat")
    page.get_by_label("Naam van de belactie").fill("70 en ouder")
    for day in ("6", "7"):
        page.locator(f"input[name=days][value='{day}']").check()
    page.locator("input[name=opens]").fill("00:00")
    page.locator("input[name=closes]").fill("23:59")
    page.get_by_role("button", name="Bewaar als concept").click()
    expect(page.get_by_role("button", name="Keur deze lijst goed")).to_be_visible()
    assert "op de lijst" in page.locator("aside").inner_text()
    page.get_by_role("button", name="Keur deze lijst goed").click()
    page.get_by_role("button", name="Start het bellen").click()
    expect(page.get_by_role("link", name="Bel mee")).to_be_visible()
    return page.url.rstrip("/").split("/")[-1]


def call_two_by_hand(page: Page, round_id: str) -> None:
    """One person with a request, in their own words; one that nobody answers. By keyboard where it counts."""
    late_heartbeat(page)
    page.goto(f"/belacties/{round_id}/bellen/")
    page.locator("form button[type=submit]").filter(has_text=re.compile("bel|begin|start", re.IGNORECASE)).first.click()
    page.locator("#bevindingen summary").first.click()
    page.locator("input[name=topics][value=money]").check(force=True)
    page.locator("#request_words").fill("Ik snap de brieven van de belasting niet.")
    page.get_by_role("button", name=re.compile("^Gesproken")).click()
    expect(page.get_by_text("Bewaard: gesproken.")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("2")
    expect(page.get_by_text("Bewaard: geen gehoor.")).to_be_visible()


def hand_over(page: Page, round_id: str, words: str = "belasting") -> str:
    """From the finding to the letter; the preview is what they will read."""
    page.goto(f"/belacties/{round_id}/bevindingen/?soort=help_request")
    row = page.locator("li", has_text=words).first
    row.get_by_role("link", name="Draag over").click()
    page.get_by_role("link", name="Wijkteam").click()
    expect(page.locator("#voorbeeld")).to_contain_text(words)
    page.get_by_role("button", name="Versturen").click()
    expect(page.locator("h1")).to_be_visible()
    assert "/overdrachten/" in page.url, page.locator("main").inner_text()
    return page.url.rstrip("/").split("/")[-1]


def take_up(page: Page, words: str = "belasting") -> None:
    """The district team accepts with a day, makes contact, and ends it."""
    page.goto("/overdrachten/")
    page.locator("li.wv-row a").first.click()
    expect(page.locator("main")).to_contain_text(words)
    for act in ("aanname", "contact", "afronding"):
        page.evaluate("for (const folded of document.querySelectorAll('main details')) folded.open = true")
        form = page.locator(f'form[action$="/{act}/"]')
        if form.locator("input[type=radio]").count():
            form.locator("input[type=radio]").first.check(force=True)
        form.get_by_role("button").click()
        page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(re.compile("afgerond", re.IGNORECASE))


def nobody_else_sees(stranger: Page, sender: Page, number: str) -> None:
    assert stranger.goto(f"/overdrachten/{number}/").status == 404
    sender.goto(f"/overdrachten/{number}/")
    assert "afgerond" in sender.locator("main").inner_text().lower(), "the sender sees the status"


def report(page: Page, round_id: str) -> None:
    page.goto(f"/belacties/{round_id}/")
    assert "Wat de gesprekken opleverden" in page.locator("main").inner_text()
    pdf = page.request.get(f"/belacties/{round_id}/rapport/")
    assert pdf.ok
    text = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf.body())).pages)
    assert len(PdfReader(io.BytesIO(pdf.body())).pages) == 2
    assert "70 en ouder" in text
    book = page.request.get(f"/belacties/{round_id}/cijfers.xlsx")
    assert load_workbook(io.BytesIO(book.body())).sheetnames
