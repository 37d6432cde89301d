"""How a message leaves. A carrier is a function of a delivery; configuration picks it.

`NothingToCarryWith` is no failure: the message waits, visibly, until somebody sets a carrier.
"""

import json
import urllib.request
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from waakvlam.kit.fetching import fetch

from .models import Channel, Delivery

TIMEOUT = 20


class NothingToCarryWith(Exception):
    """No mail server or SMS gateway is set, or it is a letter: a person prints it."""


def by_email(delivery: Delivery) -> None:
    """Over SMTP. Raises OSError or smtplib.SMTPException where the server refuses."""
    if not settings.EMAIL_HOST:
        raise NothingToCarryWith("geen mailserver ingesteld")
    link = get_connection(timeout=TIMEOUT)
    EmailMessage(delivery.subject, delivery.body, settings.DEFAULT_FROM_EMAIL, [delivery.to],
                 headers={"Auto-Submitted": "auto-generated"}, connection=link).send()


def by_sms(delivery: Delivery) -> None:
    """POST {to, text} as JSON with a bearer token to the configured gateway (https, or loopback)."""
    address = settings.SMS_URL
    if not address:
        raise NothingToCarryWith("geen sms-dienst ingesteld")
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
        raise ValueError("WAAKVLAM_SMS_URL must be https")
    request = urllib.request.Request(  # noqa: S310  scheme checked above
        address, data=json.dumps({"to": delivery.to, "text": delivery.body}).encode(), method="POST",
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_TOKEN}"})
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
        if answer.status >= 300:
            raise OSError(f"gateway answered {answer.status}")


def by_desk(delivery: Delivery) -> None:
    """POST the report as JSON to the municipality's Signalen. Raises OSError, or Unsafe for an address that we do not call."""
    if not settings.SIGNALEN_URL:
        raise NothingToCarryWith("geen meldpunt van de gemeente ingesteld")
    answer = fetch(settings.SIGNALEN_URL, method="POST", body=delivery.body.encode(), timeout=TIMEOUT,
                   headers={"Content-Type": "application/json"})
    if not 200 <= answer.status < 300:
        raise OSError(f"Signalen answered {answer.status}")


def by_hand(delivery: Delivery) -> None:
    raise NothingToCarryWith("brief: wacht op de printer")


CARRIERS: dict[str, Callable[[Delivery], None]] = {
    Channel.EMAIL: by_email,
    Channel.SMS: by_sms,
    Channel.LETTER: by_hand,
    Channel.DESK: by_desk,
}
