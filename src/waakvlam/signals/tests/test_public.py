"""The public doors: no account, six languages, nothing to track, and a code that tells how far it is."""

from datetime import timedelta
from html import unescape
from re import search, sub

import pytest
from django.db import connection
from django.test import Client

from waakvlam.access import covenant, identity
from waakvlam.access.models import ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.time import at, now
from waakvlam.post.models import Delivery
from waakvlam.signals import commands, public_words
from waakvlam.signals.commands.doors import DoorGiven, keep
from waakvlam.signals.models import Door, IntakeDraft, Signal, SignalContent, Teller, Told
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3")]
TOLD = {"what": "worry", "tell": "De gordijnen zijn al een week dicht.", "where": "Duinroos 14", "knows": "unknown", "hear": "code",
        "doen": "versturen"}


@pytest.fixture
def door() -> Door:
    return opened()


def opened(key: str = "admin", slug: str = "laan", **given) -> Door:
    with identity.acting(cast.who(key)) as by:
        return keep(given=DoorGiven(slug, "Vertel het ons", **given), by=by)


def ticket(client: Client, slug: str = "laan") -> str:
    return found(r'name="ticket" value="([^"]+)"', client.get(f"/melden/{slug}/"))


def sent(client: Client, slug: str = "laan", *, wait: float = 10, **given):
    """As a person would: open the page, type for a while, press the button."""
    form = TOLD | {"ticket": unescape(ticket(client, slug))} | given
    with at(now() + timedelta(seconds=wait)):
        return client.post(f"/melden/{slug}/", form)


def code_on(answer) -> str:
    return found(r'class="sg-code">([^<]+)<', answer)


def found(pattern: str, answer) -> str:
    told = search(pattern, answer.content.decode())
    assert told is not None
    return told[1]


def kept(key: str = "alice") -> tuple[Signal, SignalContent, Teller]:
    with identity.acting(make.who(key)):
        return Signal.objects.get(), SignalContent.objects.get(), Teller.objects.get()


def test_a_neighbour_without_a_name_tells_it_and_gets_a_code(client, door):
    answer = sent(client)
    made, content, teller = kept()
    assert answer.status_code == 200 and made.number in answer.content.decode()
    assert (made.channel, made.kind, made.basis, content.street, teller.kind, teller.name) == (
        "public", "worry", "unknown", "Duinroos", "unnamed", "")
    told = client.post("/melden/status/", {"code": code_on(answer).lower().replace("-", " ")})
    assert told.status_code == 200 and made.number in told.content.decode()


def test_a_resident_asks_for_themselves_and_must_be_reachable(client, door):
    assert sent(client, what="request").status_code == 400
    assert sent(client, what="request", name="Mevrouw Proef", phone="0612345678").status_code == 200
    made, content, teller = kept()
    assert (made.basis, content.about, content.name, content.phone, teller.kind) == (
        "self", "self", "Mevrouw Proef", "+31612345678", "resident")


@pytest.mark.proves("C19")
def test_nothing_follows_whoever_tells(client, door):
    answer = sent(client)
    assert set(client.cookies) == {"csrftoken"} and answer["Cache-Control"] == "no-store"
    assert "http" not in "".join(part for part in answer.content.decode().split('"') if part.startswith("http"))


@pytest.mark.parametrize("language", sorted(public_words.LANGUAGES))
@pytest.mark.proves("R33")
def test_each_language_has_every_sentence_and_its_page(client, door, language):
    assert public_words.of(language).keys() == public_words.of("nl").keys() and all(public_words.of(language).values())
    page = client.get("/melden/laan/", {"taal": language}).content.decode()
    assert f'<html lang="{language}"' in page and ('dir="rtl"' in page.split("<head>")[0]) is (language == "ar")
    assert unescape(page).count(public_words.of(language)["tell"]) == 1


def test_the_browser_chooses_the_language_where_nobody_did(client, door):
    page = client.get("/melden/laan/", headers={"accept-language": "pl-PL,en;q=0.8"}).content.decode()
    assert '<html lang="pl"' in page


@pytest.mark.parametrize(("given", "wait"), [({}, 1), ({"ticket": "x"}, 10), ({"website": "spam"}, 10), ({}, 25 * 3600)],
                         ids=["too fast", "no ticket", "trap", "too old"])
@pytest.mark.proves("C19")
def test_what_a_program_sends_is_asked_once_more_and_no_word_is_lost(client, door, given, wait):
    answer = sent(client, wait=wait, **given)
    assert answer.status_code == 400 and TOLD["tell"] in unescape(answer.content.decode())
    with identity.acting(make.who("alice")):
        assert not Signal.objects.exists()


def test_what_was_sent_twice_is_one_signal_and_one_mail(client, door):
    form = TOLD | {"ticket": unescape(ticket(client)), "hear": "mail", "email": "bep@example.org"}
    with at(now() + timedelta(seconds=10)):
        first, again = (client.post("/melden/laan/", form) for _n in range(2))
    assert code_on(first) == code_on(again)
    with identity.acting(make.who("alice")):
        assert Signal.objects.count() == 1 and Delivery.objects.filter(to="bep@example.org").count() == 1
        assert "Duinroos" not in Delivery.objects.get(to="bep@example.org").body


@pytest.mark.proves("R28")
def test_the_log_has_a_line_for_what_was_written_down(client, door):
    sent(client)
    with identity.acting(cast.who("fg")):
        assert ProcessingLine.objects.filter(name="signal.bring").count() == 1


@pytest.mark.proves("C19")
def test_every_code_that_does_not_work_gets_one_answer(client, door):
    sent(client)
    first, second = (client.post("/melden/status/", {"code": c}) for c in ("AAAAA-BBBBB", "nee"))
    assert first.status_code == second.status_code == 400 and plain(first) == plain(second)


def test_whoever_guesses_codes_waits(client, door):
    answers = [client.post("/melden/status/", {"code": "AAAAA-BBBBB"}).status_code for _n in range(21)]
    assert answers[19] == 400 and answers[20] == 429


def test_whoever_sends_all_day_waits(client, door, settings):
    assert [client.post("/melden/laan/", {}).status_code for _n in range(31)][29:] == [400, 429]


@pytest.mark.parametrize("slug", ["nergens", "dicht"])
def test_a_closed_door_looks_like_none(client, slug):
    opened(slug="dicht", is_open=False)
    assert client.get(f"/melden/{slug}/").status_code == 404


def without_signals(monkeypatch):
    """As a version of the covenant that no longer lets anybody keep what was noticed."""
    real = covenant.matching
    monkeypatch.setattr(covenant.asking, "matching", lambda who, category="": () if category == Category.SIGNAL else real(who, category))


def test_no_door_opens_where_the_covenant_lets_nobody_keep_what_comes_in(sign_in, monkeypatch):
    with monkeypatch.context() as before:
        without_signals(before)
        form = {"title": "Vertel het ons", "slug": "laan", "is_open": "on"}
        answer = sign_in("admin").post("/signalen/deuren/", form)
        assert answer.status_code == 400 and "Het convenant laat jullie geen signalen bewaren" in answer.content.decode()
        with identity.acting(cast.who("admin")):
            assert not Door.objects.exists()
        shut = sign_in("admin").post("/signalen/deuren/", form | {"is_open": ""})
        assert shut.status_code == 302
    assert opened(slug="plein").is_open


def test_a_door_that_the_covenant_shut_is_not_there_and_says_so_inside_and_what_was_typed_stays(client, door, sign_in, monkeypatch):
    typed = TOLD | {"ticket": unescape(ticket(client))}
    pages = ("/signalen/deuren/", f"/signalen/deuren/{door.pk}/")
    leads = lambda: ['href="/melden/laan/"' in sign_in("admin").get(page).content.decode() for page in pages]  # noqa: E731
    assert leads() == [True, True]
    without_signals(monkeypatch)
    with at(now() + timedelta(seconds=10)):
        answer = client.post("/melden/laan/", typed)
    page = answer.content.decode()
    assert answer.status_code == 400 and TOLD["tell"] in page
    assert "Dit meldpunt kan nu niets aannemen." in page and "{by}" not in page
    assert client.get("/melden/laan/").status_code == 404
    assert "Hier komt niets meer binnen" in sign_in("admin").get("/signalen/deuren/").content.decode()
    assert leads() == [False, False]


def test_a_form_is_finished_later_on_another_device_and_nobody_else_can_read_it(client, door):
    saved = client.post("/melden/laan/", TOLD | {"doen": "later"})
    code = code_on(saved)
    page = Client().post("/melden/laan/verder/", {"code": code}).content.decode()
    assert TOLD["tell"] in page
    with identity.acting(make.who("alice")):
        assert b"gordijnen" not in bytes(IntakeDraft.objects.get().content)
    assert Client().post("/melden/laan/verder/", {"code": "AAAAA-BBBBB"}).status_code == 400


def test_after_a_day_nothing_of_it_is_left(client, door):
    from waakvlam.signals import drafts

    code = code_on(client.post("/melden/laan/", TOLD | {"doen": "later"}))
    with at(now() + timedelta(hours=25)):
        assert Client().post("/melden/laan/verder/", {"code": code}).status_code == 400
        assert drafts.forget() == 1


@pytest.mark.proves("R11", "R22")
def test_the_status_says_the_same_whoever_holds_it(client, door):
    """Held by a care provider or by a municipality: byte for byte the same page, apart from number and ticket."""
    opened("ada", "stad")
    pages = []
    for slug, taker, holder, key in (("laan", "alice", "zorg", "eva"), ("stad", "carla", "wonen", "alice")):
        code = code_on(sent(client, slug))
        made = kept(taker)[0]
        with identity.acting(make.who(taker)) as by:
            commands.giving.give(signal=made, to=cast.organisation(holder), reason="better_way_in", by=by,
                                 passed=commands.Passed("agrees", "Hij zei: dat mag u vertellen."))
        with identity.acting(make.who(key)) as by:
            commands.weighing.take(signal=made, by=by)
        pages.append(plain(client.post("/melden/status/", {"code": code})).replace(made.number, "NUMBER"))
    assert pages[0] == pages[1] and public_words.of("nl")["seen"] in pages[0]


def test_the_gate_gives_how_far_it_is_and_no_more(client, door):
    sent(client)
    with connection.cursor() as db:
        db.execute("select * from signals_status('x'::bytea)")
        assert [c.name for c in db.description] == ["number", "told", "told_at", "at"] and db.fetchone() is None


def test_only_an_administrator_opens_doors(sign_in, client):
    given = {"slug": "laan", "title": "Vertel het ons", "is_open": "on", "text_nl": "Wij lezen alles.", "text_ar": "نقرأ كل شيء"}
    assert sign_in("alice").post("/signalen/deuren/", given).status_code == 403
    assert sign_in("admin").post("/signalen/deuren/", given).status_code == 302
    assert "Wij lezen alles." in client.get("/melden/laan/?taal=nl").content.decode()
    assert sign_in("ada").post("/signalen/deuren/", given).status_code == 400
    with identity.acting(cast.who("admin")):
        door = Door.objects.get()
    assert sign_in("ada").get(f"/signalen/deuren/{door.pk}/").status_code == 404
    assert sign_in("admin").post(f"/signalen/deuren/{door.pk}/", {"title": "Vertel het ons"}).status_code == 302
    assert client.get("/melden/laan/").status_code == 404


def test_told_stands_in_six_languages():
    assert all(told.value in public_words.of(code) for told in Told for code in public_words.LANGUAGES)


def test_a_door_serves_the_purpose_of_signals_alone(door):
    with identity.acting(make.who("alice").for_purpose(Purpose.HANDOVER)):
        assert not Door.objects.exists()


def plain(answer) -> str:
    """The whole page without what guards its form."""
    return sub(r"[A-Za-z0-9]{64}", "", answer.content.decode())
