"""What the tests of sign-in share: a person with a password, and codes of their phone."""

import re

import pyotp
from django.test import Client

from waakvlam.access import signin
from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.signin import alone, codes, sealing
from waakvlam.signin.models import OneTimeSecret

PASSWORD = "een heel lang wachtwoord"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def address(key: str) -> str:
    return f"{key}@{cast.PEOPLE[key][1]}.example.org"


def with_password(key: str, password: str = PASSWORD) -> None:
    with acting(cast.who(key)):
        signin.set_password(cast.who(key).person_id, password)


def with_app(key: str) -> pyotp.TOTP:
    """A confirmed secret; the returned object makes the codes that the phone would show."""
    from waakvlam.kit.time import now

    person = cast.who(key).person_id
    with alone.acting(person) as me:
        codes.begin(me)
        held = codes.waiting(me)
        secret = sealing.unseal(me.id, held.sealed).decode()
        OneTimeSecret.objects.filter(pk=held.pk).update(confirmed_at=now())
    return pyotp.TOTP(secret)


def knock(client: Client, key: str, password: str = PASSWORD, naar: str = ""):
    return client.post("/aanmelden/", {"email": address(key), "password": password, "naar": naar},
                       headers={"User-Agent": FIREFOX})


def come_in(key: str, **client) -> Client:
    """A browser that signed in with password and code."""
    phone = with_app(key) if not _has_app(key) else _phone(key)
    browser = Client(**client)
    assert knock(browser, key).status_code == 302
    with alone.acting(cast.who(key).person_id) as me:
        OneTimeSecret.objects.filter(person_id=me.id).update(last_step=0)  # as if half a minute had passed
    assert browser.post("/aanmelden/extra/", {"code": phone.now()}, headers={"User-Agent": FIREFOX}).status_code == 302
    return browser


def _has_app(key: str) -> bool:
    with alone.acting(cast.who(key).person_id) as me:
        return OneTimeSecret.objects.filter(person_id=me.id).exists()


def _phone(key: str) -> pyotp.TOTP:
    with alone.acting(cast.who(key).person_id) as me:
        held = OneTimeSecret.objects.get(person_id=me.id)
        return pyotp.TOTP(sealing.unseal(me.id, held.sealed).decode())


def typed_secret(page: str) -> str:
    """The secret as the page shows it to type over."""
    return re.search(r'translate="no">([A-Z2-7 ]{30,})<', page).group(1).replace(" ", "")
