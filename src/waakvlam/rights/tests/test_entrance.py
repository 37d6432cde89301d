"""Coming in with a code: once it is right, and in no other way."""

from datetime import timedelta

import pytest
from django.test import Client

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Absent, Refused
from waakvlam.kit.time import at, now
from waakvlam.post import commands as post
from waakvlam.post.models import Delivery
from waakvlam.rights import codes, commands
from waakvlam.rights.models import Code
from waakvlam.rights.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R29")]
WRONG = "Deze code werkt niet (meer), of de geboortedatum klopt niet. Vraag een nieuwe code."


def try_in(code: str, born: str = "24-11-1941", client: Client | None = None):
    return (client or Client()).post("/mijn/aanmelding/", {"code": code, "born": born})


def test_a_resident_comes_in_with_the_code_of_the_letter_and_their_birth_date():
    client = factories.entered(factories.resident())
    page = client.get("/mijn/")
    assert "Dit is voor Ria van der Berg" in page.content.decode()
    assert client.cookies["waakvlam_mijn"]["httponly"]
    assert client.cookies["waakvlam_mijn"]["path"] == "/mijn/"


def test_spaces_dashes_and_small_letters_do_not_matter():
    code = factories.code_for(factories.resident())
    assert try_in(code.lower().replace("-", "  "), "24 11 1941").status_code == 302


def test_every_wrong_way_gets_the_same_answer():
    about = factories.resident()
    code = factories.code_for(about)
    assert WRONG in try_in("ABCDE-FGHJK").content.decode()
    assert WRONG in try_in(code, "25-11-1941").content.decode()
    assert WRONG in try_in("kort").content.decode()
    with at(now() + timedelta(days=22)):
        assert WRONG in try_in(code).content.decode()
    newer = factories.code_for(about)
    assert WRONG in try_in(code).content.decode()
    assert try_in(newer).status_code == 302


def test_after_five_wrong_birth_dates_a_code_opens_nothing():
    code = factories.code_for(factories.resident())
    for _n in range(Code.TRIES):
        assert try_in(code, "01-01-1950").status_code == 400
    assert try_in(code).status_code == 400


def test_a_code_by_sms_holds_no_data_works_once_and_half_an_hour():
    about = factories.resident()
    code = factories.code_for(about, channel="sms")
    with identity.acting(factories.desk()):
        sent = Delivery.objects.get(channel="sms")
    assert "Ria" not in sent.body
    assert "/mijn/" in sent.body
    with at(now() + timedelta(minutes=31)):
        assert try_in(code).status_code == 400
    assert try_in(code).status_code == 302
    assert try_in(code).status_code == 400


def test_a_visit_ends_after_a_quarter_of_an_hour_or_when_the_resident_leaves():
    client = factories.entered(factories.resident())
    with at(now() + timedelta(minutes=16)):
        assert "Uw code" in client.get("/mijn/").content.decode()
    client = factories.entered(factories.resident())
    cookie = client.cookies["waakvlam_mijn"].value
    client.post("/mijn/afmelding/")
    client.cookies["waakvlam_mijn"] = cookie
    assert "Uw code" in client.get("/mijn/").content.decode()


def test_the_code_is_kept_nowhere_once_it_was_sent():
    about = factories.resident()
    code = factories.code_for(about)
    by = cast.who("alice")
    with identity.acting(by):
        letter = Delivery.objects.get(recipient_id=about.pk)
        Delivery.objects.filter(pk=letter.pk).update(state="held")
        letter.refresh_from_db()
        post.mark_sent(letter, by=by)
        assert code not in Delivery.objects.get(pk=letter.pk).body
    with identity.acting(factories.desk()):
        kept = Code.objects.get(resident_id=about.pk)
        assert bytes(kept.secret_hash) == codes.hash_of(code)
        assert code.encode() not in bytes(kept.secret_hash)


def test_only_the_register_that_holds_somebody_may_send_them_a_code():
    about = factories.resident()
    with identity.acting(factories.desk("dora")) as by, pytest.raises(Absent):
        commands.give(resident_id=about.pk, channel="letter", by=by)
    with identity.acting(cast.who("bob", "register")) as by, pytest.raises(Refused):
        commands.give(resident_id=about.pk, channel="letter", by=by)


def test_staff_and_resident_do_not_share_a_session(sign_in):
    about = factories.resident()
    staff = sign_in("alice")
    assert "Uw code" in staff.get("/mijn/").content.decode()
    resident = factories.entered(about)
    assert resident.get("/rechten/").status_code == 302
    assert resident.get("/").status_code in (200, 302)
    assert "Ria" not in resident.get("/overdrachten/", follow=True).content.decode()


@pytest.mark.proves("C19")
def test_digid_is_not_there_unless_an_operator_opens_it():
    assert Client().get("/mijn/digid/").status_code == 404
    assert Client().get("/mijn/digid/terug/?code=x&state=y").status_code == 404


def test_the_language_is_chosen_kept_and_arabic_reads_from_the_right():
    client = Client()
    assert '<html lang="tr"' in Client(headers={"accept-language": "tr-TR,tr;q=0.9,en;q=0.5"}).get("/mijn/").content.decode()
    answer = client.post("/mijn/taal/", {"language": "ar", "next": "/mijn/"})
    assert answer["Location"] == "/mijn/"
    assert '<html lang="ar" dir="rtl"' in client.get("/mijn/").content.decode()
    assert client.post("/mijn/taal/", {"language": "xx", "next": "https://elders.example/"})["Location"] == "/mijn/"
