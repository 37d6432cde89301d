"""The mailbox of a door, read over IMAP with TLS: each message once, none lost, whatever breaks."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.cli import build
from waakvlam.post.models import Delivery
from waakvlam.signals import mail, mailbox, tasks
from waakvlam.signals.commands.fetching import fetch
from waakvlam.signals.mailbox import Unreachable
from waakvlam.signals.models import RefusedMail, Signal
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.imap import PASSWORD, USER, Server, certificate
from waakvlam.signals.tests.test_mail import letter
from waakvlam.signals.tests.test_public import opened

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3")]
DONE, LOOK = "Waakvlam-verwerkt", "Waakvlam-bekijken"


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("imap"))


@pytest.fixture
def box(paths, settings):
    with Server(paths) as server:
        settings.MAILBOX_HOST, settings.MAILBOX_PORT, settings.MAILBOX_CA = "127.0.0.1", server.port, str(paths[0])
        settings.MAILBOX_USER, settings.MAILBOX_PASSWORD = USER, PASSWORD
        opened(email="Meld@laan.example")
        yield server


def signals():
    with identity.acting(make.who("alice")):
        return list(Signal.objects.filter(channel="mail"))


def mails():
    with identity.acting(make.who("alice")):
        return list(Delivery.objects.filter(about_kind="signal"))


def numbered(n, **headers):
    return letter(f"De gordijnen zijn al {n} weken dicht.", Message_ID=f"<{n}@example.org>", **headers)


def test_what_lies_in_the_mailbox_becomes_signals_once_and_is_answered_once(box):
    for n in range(3):
        box.put(numbered(n))
    assert fetch() == {"taken_in": 3} and fetch() == {}
    assert len(signals()) == len(mails()) == 3 and not box.lies_in("INBOX") and len(box.lies_in(DONE)) == 3


@pytest.mark.parametrize(("verb", "nth"), [("FETCH", 1), ("FETCH", 4), ("MOVE", 1), ("MOVE", 2), ("SEARCH", 2), ("SELECT", 1), ("CAPABILITY", 3)])
def test_a_connection_that_is_cut_anywhere_loses_and_doubles_nothing(box, verb, nth):
    for n in range(3):
        box.put(numbered(n))
    box.cut = (verb, nth)
    with pytest.raises(Unreachable):
        fetch()
    assert len(box.lies_in("INBOX")) + len(box.lies_in(DONE)) == 3
    box.cut = None
    fetch()
    assert len(signals()) == len(mails()) == 3 and not box.lies_in("INBOX")


def test_without_move_each_message_is_copied_and_taken_away_alone(box):
    for can in ("UIDPLUS", ""):
        box.can = can
        box.put(numbered(1 if can else 2))
        fetch()
    assert len(signals()) == 2 and not box.lies_in("INBOX") and len(box.lies_in(DONE)) == 2
    assert "COPY" in box.asked and "MOVE" not in box.asked


def test_what_nobody_can_read_or_a_list_passed_on_waits_for_a_person_and_robots_are_counted(box, sign_in, monkeypatch):
    monkeypatch.setattr(mailbox, "MOST_BYTES", 600)
    monkeypatch.setattr(mail, "MOST_BYTES", 600)
    look = [letter("x" * 700), letter("", Message_ID="<e@x>"), numbered(1, From="niemand"), numbered(2, To="ander@laan.example"),
            b"\x00\xff garbage", numbered(5, List_Id="<wijkteam.example.org>"), numbered(6, From="no-reply@example.org")]
    for raw in (*look, numbered(3, Auto_Submitted="auto-replied"), numbered(4)):
        box.put(raw)
    assert fetch() == {"large": 1, "empty": 1, "unreadable": 1, "to_look_at": 2, "automatic": 1, "passed_on": 2, "taken_in": 1}
    assert sorted(box.lies_in(LOOK)) == sorted(look) and len(box.lies_in(DONE)) == 2 and len(signals()) == 1
    with identity.acting(cast.who("admin")):
        assert sorted(RefusedMail.objects.values_list("reason", flat=True)) == ["automatic", "empty", "large", "passed_on", "passed_on", "unreadable"]
    assert "Waakvlam-bekijken" in sign_in("admin").get("/signalen/deuren/").content.decode()


def test_a_message_that_breaks_us_stops_no_other_and_no_word_of_it_is_logged(box, monkeypatch, caplog):
    def broken(*, raw, is_whole):
        if b"0 weken" in raw:
            raise ValueError("De gordijnen")
        return real(raw=raw, is_whole=is_whole)

    from waakvlam.signals.commands import fetching
    real = fetching.take_in_mail
    monkeypatch.setattr(fetching, "take_in_mail", broken)
    for n in range(2):
        box.put(numbered(n))
    with caplog.at_level("INFO"):
        assert fetch() == {"to_look_at": 1, "taken_in": 1}
    assert len(box.lies_in(LOOK)) == 1 and "gordijnen" not in caplog.text and "bep" not in caplog.text.lower()


@pytest.mark.proves("R19")
def test_what_was_handled_leaves_the_mailbox_after_its_days_and_what_waits_stays(box):
    box.put(numbered(1), DONE, date.today() - timedelta(days=20))
    box.put(numbered(2), DONE, date.today() - timedelta(days=2))
    box.put(numbered(3), LOOK, date.today() - timedelta(days=90))
    fetch()
    assert len(box.lies_in(DONE)) == len(box.lies_in(LOOK)) == 1


@pytest.mark.proves("C19")
def test_the_wire_is_encrypted_from_the_first_byte_or_before_the_password_and_the_server_is_checked(paths, settings, monkeypatch, box):
    with Server(paths, implicit=True) as server:
        settings.MAILBOX_PORT = server.port
        monkeypatch.setattr(mailbox, "IMPLICIT", server.port)
        server.put(numbered(1))
        assert fetch() == {"taken_in": 1} and "STARTTLS" not in server.asked
        settings.MAILBOX_CA = ""
        with pytest.raises(Unreachable):
            fetch()
    settings.MAILBOX_PORT = box.port
    with pytest.raises(Unreachable):
        fetch()
    assert "LOGIN" not in box.asked, "no password for a server that nobody knows"


def test_a_wrong_password_or_no_server_is_said_in_one_line_and_the_job_waits_for_the_next_time(box, settings):
    settings.MAILBOX_PASSWORD = "verkeerd"  # noqa: S105
    said = CliRunner().invoke(build(), ["mail", "fetch"])
    assert said.exit_code == 1 and "cannot be read now" in said.output
    assert tasks.read_mailbox() == {}
    settings.MAILBOX_PASSWORD = PASSWORD
    box.put(numbered(1))
    assert "1 taken_in" in CliRunner().invoke(build(), ["mail", "fetch"]).output
    settings.MAILBOX_HOST = ""
    assert fetch() == {}
