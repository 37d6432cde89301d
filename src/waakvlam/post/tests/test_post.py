"""The outbox through its commands, its job, its pages and a real SMTP server."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.db import transaction

from waakvlam.access import identity
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.post import commands, tasks
from waakvlam.post.letters import Letter, typeset
from waakvlam.post.models import Delivery, State

pytestmark = pytest.mark.django_db


class Sink(Message):
    def __init__(self) -> None:
        super().__init__()
        self.got = []

    def handle_message(self, message) -> None:
        self.got.append(message)


@contextmanager
def mail_server(settings) -> Iterator[Sink]:
    sink = Sink()
    server = Controller(sink, hostname="127.0.0.1", port=0)
    # aiosmtpd asks itself for the port it was given; let the system choose and read it back.
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server.port = probe.getsockname()[1]
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    try:
        yield sink
    finally:
        server.stop()


def a_mail(**given) -> Delivery:
    with identity.acting(cast.who("alice")) as alice:
        return commands.send(channel="email", to="ria@example.org", subject="Wij bellen u",
                             body="Beste Ria,\n\nWij bellen u volgende week.", by=alice, **given)


def carry(delivery: Delivery) -> str:
    return tasks.carry.func(None, str(delivery.id), str(delivery.organisation_id))


def seen(delivery: Delivery) -> Delivery:
    with identity.acting(cast.who("alice")):
        return Delivery.objects.get(id=delivery.id)


def test_a_mail_arrives_at_a_real_server_with_dutch_letters(settings):
    with mail_server(settings) as sink:
        with identity.acting(cast.who("alice")) as alice:
            delivery = commands.send(channel="email", to="z@example.org", subject="Café", body="Eén", by=alice)
        assert carry(delivery) == State.SENT
    assert sink.got[0].get_payload(decode=True).decode() .strip() == "Eén"
    assert seen(delivery).sent_at is not None


def test_a_link_that_was_sent_cannot_be_opened_from_our_copy(settings):
    with mail_server(settings) as sink:
        with identity.acting(cast.who("alice")) as alice:
            delivery = commands.send(channel="email", to="z@example.org", by=alice,
                                     body="Open http://127.0.0.1:8000/l/" + "aB3-_" * 9 + "/ en antwoord.")
        carry(delivery)
    assert "aB3-_aB3" in sink.got[0].get_payload(decode=True).decode()
    assert "aB3" not in seen(delivery).body
    assert "/l/…/ en antwoord" in seen(delivery).body


def test_without_a_mail_server_it_waits_visibly(settings):
    settings.EMAIL_HOST = ""
    delivery = a_mail()
    assert carry(delivery) == State.HELD
    assert "mailserver" in seen(delivery).error


def test_a_server_that_refuses_leads_to_tries_with_pauses_and_at_last_a_visible_failure(settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    delivery = a_mail()
    with identity.acting(identity.system(delivery.organisation_id, "handover")):
        for n in range(commands.TRIES):
            row = Delivery.objects.get(id=delivery.id)
            state = commands.carry_out(row)
            assert state == (State.QUEUED if n + 1 < commands.TRIES else State.FAILED)
    row = seen(delivery)
    assert (row.tries, row.state) == (commands.TRIES, State.FAILED)
    assert "ConnectionRefused" in row.error
    assert smtplib


def test_a_rollback_takes_the_mail_and_its_act_along():
    with pytest.raises(RuntimeError), identity.acting(cast.who("alice")) as alice, transaction.atomic():
        commands.send(channel="email", to="a@example.org", body="x", by=alice)
        raise RuntimeError
    with identity.acting(cast.who("alice")):
        assert not Delivery.objects.exists()
        assert not Audit.objects.filter(verb="post.send").exists()


def test_the_outbox_shows_own_post_and_a_stranger_gets_nothing(sign_in):
    delivery = a_mail()
    page = sign_in("alice").get("/post/")
    assert "Wij bellen u" in page.content.decode()
    assert sign_in("alice").get(f"/post/{delivery.id}/").status_code == 200
    assert sign_in("dora").get(f"/post/{delivery.id}/").status_code == 404
    assert sign_in("zed").get(f"/post/{delivery.id}/").status_code == 404
    assert sign_in("bob").get(f"/post/{delivery.id}/").status_code == 403


def test_held_post_can_be_reported_as_sent_or_withdrawn_and_sent_post_cannot(sign_in, settings):
    settings.EMAIL_HOST = ""
    delivery = a_mail()
    carry(delivery)
    alice = sign_in("alice")
    assert alice.post(f"/post/{delivery.id}/verzending/").status_code == 302
    assert seen(delivery).state == State.SENT
    assert alice.post(f"/post/{delivery.id}/intrekking/").status_code == 409
    with identity.acting(cast.who("alice")):
        assert Audit.objects.filter(verb="post.mark_sent", subject_id=delivery.id).count() == 1


def test_letters_are_typeset_one_a_page(sign_in):
    import io

    from pypdf import PdfReader

    pdf = typeset([Letter("Mw. R. van der Berg\nLaan 1", "Wonen", f"Brief {n}", "Eén.\n\nTwee.", "X, 1 mei") for n in (1, 2)])
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    assert "van der Berg" in pages[1].extract_text()
    answer = sign_in("alice").get("/post/brieven.pdf")
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.proves("C19")
@pytest.mark.parametrize("field", ["to", "subject"])
def test_a_line_break_in_an_address_or_subject_sends_nothing(settings, field):
    wrong = {"to": "bob@wonen.example.org", "subject": "Dag", field: "bob@wonen.example.org\nBcc: dief@elders.example"}
    with mail_server(settings) as sink:
        with identity.acting(cast.who("alice")) as by:
            made = commands.send(channel="email", **wrong, body="Hallo", by=by)
        assert carry(made) != State.SENT
        assert sink.got == []
