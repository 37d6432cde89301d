"""Composing through the pages: who could take it, what goes, the preview, and sending."""

from datetime import timedelta

import pytest
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.handovers import commands, queries
from waakvlam.handovers.models import Handover, HandoverContent, Necessity, Permission, State
from waakvlam.handovers.tests import factories as make
from waakvlam.kit.errors import Invalid
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import today
from waakvlam.resources import commands as directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    by = cast.who("charlie", "directory")
    with identity.acting(by):
        return directory.add_service(described=directory.Described(
            name="Wijkteam Oost", topics=("groceries",), norm_days=2), by=by)


@pytest.fixture
def about():
    return make.resident()


def address(about, service, name: str = "letter") -> str:
    return f"{reverse(f'handovers:{name}')}?huishouden={about.household_id}&onderwerp=groceries&dienst={service.pk}"


def filled(**changes):
    return {"id": str(uuid7()), "urgency": "normal", "to_person": "", "introduction": "call", "introduction_name": "Bob",
            "introduction_moment": "dinsdag 14:00", "basis": "permission", "words": make.WORDS, "asked": "phone",
            "given_by": "self", "until": (today() + timedelta(days=60)).isoformat(), "send_name": "on",
            "part_name": "Ria van der Berg", "send_words": "on", "part_words": "Ik kom de trap niet af.",
            "part_address": "Duinroos 14-II", "versturen": "1"} | changes


def test_who_can_help_stands_with_room_and_norm(sign_in, about, service):
    page = sign_in("alice").get(f"{reverse('handovers:new')}?huishouden={about.household_id}&onderwerp=groceries").content.decode()
    assert "Wijkteam Oost" in page
    assert "antwoordt binnen 2 werkdagen" in page
    assert str(service.pk) in page


@pytest.mark.proves("C5", "R9")
def test_what_is_ticked_goes_and_nothing_else(sign_in, about, service):
    answer = sign_in("alice").post(address(about, service), filled())
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    with identity.acting(make.who("charlie")):
        copy = HandoverContent.objects.get()
    assert set(copy.parts) == {"name", "words"}
    assert "Duinroos" not in copy.letter
    assert "We bellen de eerste keer graag samen. Met: Bob. Moment: dinsdag 14:00." in copy.letter
    with identity.acting(make.who("alice")):
        permission = Permission.objects.get()
    assert (permission.words, permission.parts, permission.asked) == (make.WORDS, ["name", "words"], "phone")


@pytest.mark.proves("C5")
def test_the_preview_is_what_they_will_read(sign_in, about, service):
    client, data = sign_in("alice"), filled()
    page = client.post(address(about, service, "preview"), data).content.decode()
    client.post(address(about, service), data)
    with identity.acting(make.who("charlie")):
        letter = HandoverContent.objects.get().letter
    from django.utils.html import conditional_escape
    for line in filter(None, letter.splitlines()):
        assert str(conditional_escape(line)) in page, line


def test_the_letter_is_dutch_whatever_the_language_of_the_screen(sign_in, about, service):
    client, data = sign_in("alice"), filled()
    spoken = client.post(address(about, service, "preview"), data).content.decode()
    english = client.post(address(about, service, "preview"), data, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "gewone volgorde" in spoken
    assert "gewone volgorde" in english
    assert "usual order" not in english


def test_sending_twice_with_one_form_sends_once(sign_in, about, service):
    client, data = sign_in("alice"), filled()
    assert client.post(address(about, service), data).url == client.post(address(about, service), data).url
    with identity.acting(make.who("alice")):
        assert Handover.objects.count() == 1


@pytest.mark.proves("R3")
def test_a_citizen_service_number_never_leaves(sign_in, about, service):
    client, data = sign_in("alice"), filled(part_words="Mijn nummer is 111222333, help mij.")
    assert "burgerservicenummer" in client.post(address(about, service, "preview"), data).content.decode()
    client.post(address(about, service), data)
    with identity.acting(make.who("charlie")):
        copy = HandoverContent.objects.get()
    assert "111222333" not in copy.letter + str(copy.parts)


@pytest.mark.proves("R12", "R13")
def test_a_diagnosis_is_asked_about_and_the_choice_is_logged(sign_in, about, service):
    client, data = sign_in("alice"), filled(part_words="Ik ben depressief.")
    answer = client.post(address(about, service), data)
    assert answer.status_code == 400
    assert "depressief" in answer.content.decode()
    assert client.post(address(about, service), {**data, "words_kept": "on"}).status_code == 302
    with identity.acting(make.who("alice")):
        assert Audit.objects.get(verb="handover.offer").detail["words_kept"] is True
        assert Audit.objects.get(verb="text.keep").detail == {"health": 1}


@pytest.mark.proves("R13")
@pytest.mark.parametrize("changes", [
    {"part_words": "Bekend bij de politie als E-33."}, {"introduction_name": "zijn reclasseringswerker"},
    {"introduction_moment": "na de paniekstoornisgroep"},
    {"basis": "necessity", "ground": "vital_interest", "reason": "De politie schreef het op als e14, en hij doet niet open."}])
def test_words_and_police_codes_are_asked_about_wherever_somebody_writes(sign_in, about, service, changes):
    client = sign_in("alice")
    answer = client.post(address(about, service), filled(**changes))
    assert answer.status_code == 400
    assert 'name="words_kept"' in answer.content.decode()
    with identity.acting(make.who("alice")):
        assert not Audit.objects.filter(verb__in=["handover.offer", "necessity.request"]).exists()


@pytest.mark.proves("R12")
def test_writing_it_otherwise_after_the_warning_is_logged_without_the_text(sign_in, about, service):
    client = sign_in("alice")
    assert 'name="words_asked"' in client.post(address(about, service), filled(part_words="Is dement.")).content.decode()
    assert client.post(address(about, service), filled(part_words="Vergeet afspraken.", words_asked="1")).status_code == 302
    with identity.acting(make.who("alice")):
        assert Audit.objects.get(verb="text.rewrite").detail == {}
        assert not Audit.objects.filter(verb="text.keep").exists()


@pytest.mark.proves("R9")
@pytest.mark.parametrize(("changes", "said"), [
    ({"words": "ja"}, "woorden"), ({"until": ""}, "verplicht"), ({"until": "2020-01-01"}, "Kies een dag"),
    ({"send_name": "", "send_words": ""}, "minstens"), ({"given_by": "representative"}, "wie de toestemming gaf"),
])
def test_without_a_whole_permission_nothing_goes_and_nothing_typed_is_lost(sign_in, about, service, changes, said):
    answer = sign_in("alice").post(address(about, service), filled(part_note="Dit blijft staan", **changes))
    assert answer.status_code == 400
    page = answer.content.decode()
    assert said in page
    assert "Dit blijft staan" in page
    with identity.acting(make.who("alice")):
        assert not Handover.objects.exists()


@pytest.mark.proves("R1", "C19")
def test_what_the_covenant_does_not_allow_cannot_be_sent(about):
    by = make.who("alice")
    with identity.acting(by), pytest.raises(Invalid, match="convenant"):
        make.sending(by, about=about, texts={"name": "Ria", "household": "2 volwassenen"})


@pytest.mark.proves("C19")
def test_nobody_composes_about_somebody_of_another_register(sign_in, about, service):
    for key in ("dora", "charlie", "zed"):
        assert sign_in(key).get(address(about, service)).status_code == 404, key
    assert sign_in("vera").get(address(about, service)).status_code == 403
    assert sign_in("bob").get(address(about, service)).status_code == 403


@pytest.mark.parametrize("to", ["wonen", "netwerk", "ver"])
def test_only_another_organisation_of_the_network_can_receive(about, to):
    by = make.who("alice")
    with identity.acting(by), pytest.raises(Invalid) as wrong:
        make.sending(by, to, about=about)
    assert wrong.value.code == "receiver"


@pytest.mark.proves("R9", "R27")
def test_without_permission_a_second_pair_of_eyes_sends_it(sign_in, about, service):
    carla_service = service
    answer = sign_in("alice").post(address(about, carla_service), filled(
        basis="necessity", ground="vital_interest", reason="Mevrouw nam drie dagen niet op en het gas stond open."))
    assert answer.status_code == 302
    with identity.acting(make.who("alice")):
        waits = Necessity.objects.get()
        assert not Handover.objects.exists()
    confirm = reverse("handovers:confirmation", args=[waits.pk])
    assert sign_in("alice").post(confirm).status_code == 403  # never by who asked
    for key in ("charlie", "dora", "zed"):
        assert sign_in(key).post(confirm).status_code == 404, key


@pytest.mark.proves("R9", "R27")
def test_confirmed_it_goes_and_is_reviewed_by_somebody_else(sign_in):
    by, about = make.who("carla"), make.resident("carla")
    with identity.acting(by):
        waits = commands.necessity.request(by=by, ground="vital_interest", sending=make.sending(by, "zorg", about=about),
                                           reason="Mevrouw nam drie dagen niet op en het gas stond open.")
    client = sign_in("charlie")
    assert client.post(reverse("handovers:confirmation", args=[waits.pk]), {"remark": "Eens."}).status_code == 302
    assert client.post(reverse("handovers:confirmation", args=[waits.pk])).status_code == 409
    with identity.acting(make.who("eva")):
        copy = HandoverContent.objects.get()
    assert "geen toestemming" in copy.letter
    assert sign_in("carla").post(reverse("handovers:review", args=[waits.pk]), {"text": "Het was nodig geweest."}).status_code == 403


@pytest.mark.proves("R9")
def test_refused_nothing_goes(sign_in):
    by, about = make.who("carla"), make.resident("carla")
    with identity.acting(by):
        waits = commands.necessity.request(by=by, ground="legal_duty", sending=make.sending(by, "zorg", about=about),
                                           reason="Wij dachten dat dit moest volgens de wet.")
    address = reverse("handovers:refusal", args=[waits.pk])
    assert sign_in("charlie").post(address, {"remark": ""}).status_code == 400
    assert sign_in("charlie").post(address, {"remark": "Vraag het haar gewoon."}).status_code == 302
    with identity.acting(by):
        assert Necessity.objects.get().state == "refused"
        assert not Handover.objects.exists()


@pytest.mark.proves("R12")
def test_the_second_pair_of_eyes_is_asked_about_words_too(sign_in):
    by, about = make.who("carla"), make.resident("carla")
    with identity.acting(by):
        waits = commands.necessity.request(by=by, ground="legal_duty", sending=make.sending(by, "zorg", about=about),
                                           reason="Wij dachten dat dit moest volgens de wet.")
    address, client = reverse("handovers:refusal", args=[waits.pk]), sign_in("charlie")
    asked = client.post(address, {"remark": "Zij is volgens mij depressief."})
    assert asked.status_code == 400
    assert 'name="words_kept"' in asked.content.decode()
    with identity.acting(by):
        assert Necessity.objects.get().state == "requested"
    assert client.post(address, {"remark": "Zij is somber, vraag het haar.", "words_asked": "1"}).status_code == 302
    with identity.acting(by):
        assert Audit.objects.get(verb="text.rewrite").detail == {}


def test_a_handover_that_came_back_is_offered_again_with_a_new_permission(sign_in, service):
    made = make.act("eva", commands.decline, make.offered(to="zorg"), reason="capacity")
    client = sign_in("alice")
    again = f"{reverse('handovers:letter')}?vorige={made.pk}&onderwerp=groceries&dienst={service.pk}"
    assert make.TEXTS["words"] in client.get(again).content.decode()
    assert client.post(again, filled()).status_code == 302
    with identity.acting(make.who("alice")):
        assert queries.page(make.who("alice"), made.pk).decision is None
        assert Handover.objects.get(previous=made).state == State.OFFERED
