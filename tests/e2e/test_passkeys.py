"""Passkeys in real Chromium with a virtual authenticator: made once, then enough by themselves."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.proves("C19")]
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
          "isUserVerified": True, "automaticPresenceSimulation": True}


@pytest.fixture
def page(browser: Browser, site: str):
    """As localhost: keys are bound to a name, never to a number."""
    address = f"http://localhost:{urlsplit(site).port}"
    context = browser.new_context(base_url=address, locale="nl-NL")
    opened = context.new_page()
    yield opened
    context.close()


def authenticator(page: Page):
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    return devices, devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


def signed_in_with_a_key(page: Page):
    """As Ingrid, who makes a key and signs out."""
    devices, held = authenticator(page)
    page.goto("/")
    with page.expect_navigation():
        page.locator('form[action="/demo/ingrid/"] button').click()
    page.goto("/mijn/sleutels/")
    page.get_by_label("Hoe noem je deze sleutel?").fill("Mijn laptop")
    with page.expect_navigation():
        page.get_by_role("button", name="Sleutel maken").click()
    return devices, held


def remove(page: Page) -> None:
    """Leave the demo as it was: the last key cannot be removed, so nothing more than going out."""
    page.context.clear_cookies()


def test_a_key_is_made_and_is_then_enough_by_itself(page: Page) -> None:
    devices, held = signed_in_with_a_key(page)
    page.goto("/mijn/sleutels/")
    assert page.get_by_text("Mijn laptop").count() >= 1
    [key] = devices.send("WebAuthn.getCredentials", {"authenticatorId": held})["credentials"]
    assert key["rpId"] == "localhost"
    page.context.clear_cookies()
    page.goto("/aanmelden/?naar=/mijn/aanmeldingen/")
    page.get_by_role("button", name="Aanmelden met een sleutel").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/mijn/aanmeldingen/")
    assert page.get_by_text("deze", exact=True).count() == 1
    remove(page)


def test_a_key_whose_owner_the_device_did_not_verify_is_not_enough(page: Page) -> None:
    devices, held = signed_in_with_a_key(page)
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": held, "isUserVerified": False})
    page.context.clear_cookies()
    page.goto("/aanmelden/")
    page.get_by_role("button", name="Aanmelden met een sleutel").click()
    page.get_by_text("Dat lukte niet. Probeer het nog een keer.").wait_for()
    assert urlsplit(page.url).path == "/aanmelden/"


def test_a_copied_key_is_noticed_by_its_counter(page: Page) -> None:
    devices, held = signed_in_with_a_key(page)
    [key] = devices.send("WebAuthn.getCredentials", {"authenticatorId": held})["credentials"]
    page.context.clear_cookies()
    page.goto("/aanmelden/?naar=/mijn/aanmeldingen/")
    page.get_by_role("button", name="Aanmelden met een sleutel").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/mijn/aanmeldingen/")
    devices.send("WebAuthn.clearCredentials", {"authenticatorId": held})
    devices.send("WebAuthn.addCredential", {"authenticatorId": held, "credential": {**key, "signCount": 0}})
    page.context.clear_cookies()
    page.goto("/aanmelden/")
    page.get_by_role("button", name="Aanmelden met een sleutel").click()
    page.get_by_text("Met deze sleutel lukt het niet").wait_for()


def test_an_answer_cannot_be_sent_twice(page: Page) -> None:
    signed_in_with_a_key(page)
    page.context.clear_cookies()
    page.goto("/aanmelden/")
    # Answered, not only sent: else the second could come in before the first.
    with page.expect_response(lambda r: r.request.method == "POST" and r.url.endswith("/aanmelden/sleutel/")) as told:
        page.get_by_role("button", name="Aanmelden met een sleutel").click()
    again = page.context.request.post("/aanmelden/sleutel/", headers={
        "Content-Type": "application/x-www-form-urlencoded", "Referer": page.url}, data=told.value.request.post_data or "")
    assert again.status in (400, 403)
