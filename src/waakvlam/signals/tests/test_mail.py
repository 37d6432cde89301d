"""Mail to a door: a signal once, with a code in return; nothing of what robots send."""

from unittest.mock import Mock

import pytest
from click.testing import CliRunner
from django.db import OperationalError

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.cli import build
from waakvlam.kit.errors import Absent
from waakvlam.post.models import Delivery
from waakvlam.signals.commands import mailing
from waakvlam.signals.commands.mailing import take_in_mail
from waakvlam.signals.mail import LONGEST, read
from waakvlam.signals.models import Signal, SignalContent
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.test_public import opened

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3")]


def letter(body: str = "De gordijnen zijn al een week dicht.", kind: str = "text/plain", **headers: str) -> bytes:
    given = {"From": "Bep Buur <bep@example.org>", "To": "meld@laan.example", "Subject": "Zorg om de buurvrouw",
             "Message-ID": "<1@example.org>", "Content-Type": f"{kind}; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}
    return ("\r\n".join(f"{k}: {v}" for k, v in given.items()) + "\r\n\r\n" + body).encode()


@pytest.fixture(autouse=True)
def door():
    return opened(email="Meld@laan.example")


def test_mail_becomes_a_signal_and_is_answered_with_a_code_once():
    first, again = (take_in_mail(raw=letter()) for _n in range(2))
    assert isinstance(first, Signal) and isinstance(again, Signal) and first.pk == again.pk
    with identity.acting(make.who("alice")):
        content = SignalContent.objects.get()
        mail = Delivery.objects.get(to="bep@example.org")
    assert content.observation == "Zorg om de buurvrouw\n\nDe gordijnen zijn al een week dicht." and first.channel == "mail"
    assert first.number in mail.body and "/melden/status/" in mail.body and "gordijnen" not in mail.body


def test_only_what_a_reader_sees_is_kept_of_html():
    html = "<html><head><style>p{}</style></head><body><script>x()</script><p>De bel&nbsp;is stuk.</p><p>Al lang.</p></body></html>"
    assert read(letter(html, "text/html")).text == "Zorg om de buurvrouw\n\nDe bel is stuk.\nAl lang."


BODY = "De bel is stuk.\n\nGroet, Bep"
CUT = {
    "answered": BODY + "\n\nOp ma 16 nov 2026 om 10:00 schreef Waakvlam <meld@laan.example>:\n> Uw melding S-AAAA-BBBB\n> code",
    "answered in English": BODY + "\n\nOn Mon, 16 Nov 2026 at 10:00, Waakvlam <meld@laan.example> wrote:\n> Your report",
    "Outlook": BODY + "\n\n________________________________\nVan: Waakvlam\nVerzonden: maandag\nUw melding",
    "below a line": BODY + "\n\n-----Oorspronkelijk bericht-----\nUw melding", "signature": BODY + "\n\n-- \nBep Buur\n06 12345678",
    "telephone": BODY + "\n\nVerzonden vanaf mijn iPhone", "between": "De bel is stuk.\n> Wat is er stuk?\n\nGroet, Bep",
}


@pytest.mark.parametrize("how", sorted(CUT))
def test_what_was_quoted_and_what_stands_under_every_mail_is_cut(how):
    assert read(letter(CUT[how])).text == f"Zorg om de buurvrouw\n\n{BODY}"


BELOW = "Van: Bep Buur\nVerzonden: maandag\n\nMijn buurvrouw doet niet open."
FORWARDED = {
    "Outlook": ("FW: buurvrouw", "Kunnen jullie hier iets mee?\n\n________________________________\n" + BELOW),
    "Outlook, long ago": ("Doorst: buurvrouw", "Zie hieronder.\n\n-----Oorspronkelijk bericht-----\n" + BELOW),
    "Gmail": ("Fwd: buurvrouw", "Zie hieronder.\n\n---------- Forwarded message ---------\n" + BELOW),
    "telephone": ("Buurvrouw", "Zie hieronder.\n\nVerzonden vanaf mijn iPhone\n\nBegin doorgestuurd bericht:\n\n> " + BELOW.replace("\n", "\n> ")),
}


@pytest.mark.parametrize("how", sorted(FORWARDED))
def test_what_somebody_forwards_is_what_it_is_about_and_stays(how):
    subject, body = FORWARDED[how]
    assert read(letter(body, Subject=subject)).text == f"{subject}\n\n{body}"
    html = f"<p>Zie hieronder.</p><blockquote>{body}</blockquote>"
    assert "Mijn buurvrouw doet niet open." in read(letter(html, "text/html", Subject=subject)).text


def test_where_only_a_quotation_is_left_it_stays():
    assert read(letter("> Doorgestuurd: de bel is stuk.")).text.endswith("de bel is stuk.")
    assert read(letter("<blockquote>De bel is stuk.</blockquote>", "text/html")).text.endswith("De bel is stuk.")
    assert read(letter("<p>Ja.</p><p>De bel is stuk.</p><blockquote>Uw melding</blockquote>", "text/html")).text.endswith("Ja.\nDe bel is stuk.")


@pytest.mark.parametrize(("charset", "code"), [("x-none", "utf-8"), ("utf-8", "cp1252"), ("us-ascii", "utf-8"), ("iso-8859-15", "iso-8859-15")])
def test_words_in_a_charset_that_is_wrong_or_unknown_are_read(charset, code):
    raw = letter("@").replace(b"charset=utf-8", f"charset={charset}".encode()).replace(b"\r\n\r\n@", b"\r\n\r\n" + "Één bel is stuk.".encode(code))
    assert read(raw).text == "Zorg om de buurvrouw\n\nÉén bel is stuk."


def test_another_message_under_a_number_that_was_used_before_is_not_lost():
    first, other = take_in_mail(raw=letter()), take_in_mail(raw=letter("Nu is ook de lamp stuk."))
    assert isinstance(first, Signal) and isinstance(other, Signal) and first.pk != other.pk


def test_whoever_sent_files_hears_that_they_are_not_kept():
    body = "--x\r\nContent-Type: text/plain\r\n\r\nDe bel is stuk.\r\n--x\r\nContent-Type: image/png\r\n" \
           "Content-Disposition: attachment; filename=bel.png\r\n\r\nxyz\r\n--x--"
    made = take_in_mail(raw=letter(body, "multipart/mixed; boundary=x"))
    assert isinstance(made, Signal)
    with identity.acting(make.who("alice")):
        assert "niet bewaard" in Delivery.objects.get(to="bep@example.org").body
        assert SignalContent.objects.get().observation == "Zorg om de buurvrouw\n\nDe bel is stuk."


def test_a_very_long_mail_is_cut_where_one_sees_it():
    assert len(read(letter("x" * 9000)).text) == LONGEST and read(letter("x" * 9000)).text.endswith("[…]")


@pytest.mark.parametrize(("headers", "reason"), [
    ({"Auto_Submitted": "auto-replied"}, "automatic"), ({"Precedence": "auto_reply"}, "automatic"), ({"Return_Path": "<>"}, "automatic"),
    ({"From": "mailer-daemon@example.org"}, "automatic"), ({"Auto_Submitted": "auto-generated", "Return_Path": "<>"}, "automatic"),
    ({"List_Id": "<lijst>"}, "passed_on"), ({"Precedence": "bulk"}, "passed_on"), ({"X_Auto_Response_Suppress": "All"}, "passed_on"),
    ({"Auto_Submitted": "auto-generated"}, "passed_on"), ({"From": "no-reply@example.org"}, "passed_on"), ({"From": "Niet.Antwoorden+7@example.org"}, "passed_on"),
    ({"From": "meld@laan.example"}, "loop"), ({"From": "niemand"}, "unreadable")])
@pytest.mark.proves("C19")
def test_what_robots_send_is_refused_without_an_answer_and_an_administrator_sees_how_often(sign_in, headers, reason):
    assert take_in_mail(raw=letter(**headers)) == reason
    page = sign_in("admin").get("/signalen/deuren/").content.decode()
    assert "(1)" in page and "gordijnen" not in page and "Bep" not in page
    with identity.acting(cast.who("admin")):
        assert not Delivery.objects.filter(about_kind="signal").exists()


@pytest.mark.parametrize(("raw", "reason"), [(letter(""), "empty"), (letter("x" * 10_000_001), "large"), (b"", "none")], ids=["empty", "large", "none"])
def test_nothing_to_read_is_no_signal(raw, reason):
    if reason == "none":
        with pytest.raises(Absent):
            take_in_mail(raw=raw)
    else:
        assert take_in_mail(raw=raw) == reason


@pytest.mark.proves("C19")
def test_one_sender_is_answered_ten_times_an_hour():
    told = [take_in_mail(raw=letter(Message_ID=f"<{n}@example.org>")) for n in range(11)]
    assert all(isinstance(t, Signal) for t in told[:10]) and told[10] == "too_many"


def test_mail_to_an_address_without_a_door_goes_back():
    with pytest.raises(Absent):
        take_in_mail(raw=letter(To="ander@laan.example"))


@pytest.mark.parametrize(("raw", "end", "said"), [
    (letter(), 0, "taken in: S-"), (letter(Auto_Submitted="auto-replied"), 0, "refused: automatic"), (letter(To="ander@laan.example"), 67, "no door"),
    (letter(""), 69, "zonder tekst"), (letter(List_Id="<wijkteam.example.org>"), 69, "via een mailinglijst")],
    ids=["taken in", "robot", "nobody", "empty", "list"])
def test_a_mail_server_that_pipes_reads_what_became_of_it_and_sends_back_what_nobody_would_see(raw, end, said):
    ended = CliRunner().invoke(build(), ["signals", "mail"], input=raw)
    assert ended.exit_code == end and said in ended.output and "gordijnen" not in ended.output


def test_a_mail_server_keeps_what_comes_too_often_or_cannot_be_taken_in_now(monkeypatch, caplog):
    for n in range(11):
        ended = CliRunner().invoke(build(), ["signals", "mail"], input=letter(Message_ID=f"<{n}@example.org>"))
    assert ended.exit_code == 75
    monkeypatch.setattr(mailing, "take_in", broken := Mock(side_effect=OperationalError("De gordijnen")))
    ended = CliRunner().invoke(build(), ["signals", "mail"], input=letter(From="anders@example.org", Message_ID="<12@example.org>"))
    assert broken.called and ended.exit_code == 75 and "gordijnen" not in ended.output + caplog.text


def test_the_address_of_the_envelope_counts_first():
    assert isinstance(take_in_mail(raw=letter(To="verborgen@example.org"), to="meld@laan.example"), Signal)
