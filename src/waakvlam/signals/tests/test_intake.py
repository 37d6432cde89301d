"""The doors of people at work: three taps and a sentence, over HTTP."""

from uuid import uuid4

import pytest

from waakvlam.access import identity
from waakvlam.people.models import District, Dwelling, Neighbourhood
from waakvlam.resources.tests.factories import make_service
from waakvlam.signals.models import IntakeDraft, Report, Signal, SignalContent, Teller
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3")]
QUICK = {"kind": "worry", "about": "person", "where": "Duinroos 14a, 1503 AB Zaandam", "basis": "knows",
         "observation": "De gordijnen zijn al een week dicht.", "key": "0192f000-0000-7000-8000-0000000000aa"}


def signal_of(key: str) -> tuple[Signal, SignalContent]:
    with identity.acting(make.who(key)):
        return Signal.objects.get(), SignalContent.objects.get()


def test_three_taps_and_a_sentence_make_a_signal(sign_in):
    answer = sign_in("alice").post("/signalen/nieuw/", QUICK)
    made, content = signal_of("alice")
    assert answer.status_code == 200 and made.number in answer.content.decode()
    assert (made.kind, made.basis, made.channel, made.urgency) == ("worry", "knows", "form", "normal")
    assert (content.street, content.house_number, content.postcode, content.city) == ("Duinroos", "14a", "1503AB", "Zaandam")


def test_the_same_form_sent_twice_is_one_signal(sign_in):
    client = sign_in("alice")
    first, again = (client.post("/signalen/nieuw/", QUICK) for _n in range(2))
    assert first.status_code == again.status_code == 200
    assert signal_of("alice")[0].number in again.content.decode()


def test_two_people_with_one_key_make_two_signals(sign_in):
    assert [sign_in(key).post("/signalen/nieuw/", QUICK).status_code for key in ("alice", "bob")] == [200, 200]
    with identity.acting(make.who("alice")):
        assert Report.objects.count() == 2


@pytest.mark.parametrize("missing", ["kind", "about", "basis", "observation"])
def test_what_is_missing_is_said_and_nothing_typed_is_lost(sign_in, missing):
    answer = sign_in("alice").post("/signalen/nieuw/", QUICK | {missing: ""})
    page = answer.content.decode()
    assert answer.status_code == 400 and "Duinroos 14a, 1503 AB Zaandam" in page and f"id_{missing}" in page


@pytest.mark.proves("R12")
def test_words_of_a_diagnosis_are_asked_about_once(sign_in):
    client, given = sign_in("alice"), QUICK | {"observation": "Zij is dement, denk ik."}
    asked = client.post("/signalen/nieuw/", given)
    assert asked.status_code == 400 and "words_kept" in asked.content.decode()
    assert client.post("/signalen/nieuw/", given | {"words_asked": "1", "words_kept": "on"}).status_code == 200
    assert signal_of("alice")[1].words_kept


@pytest.mark.proves("R12")
def test_what_was_seen_what_it_may_mean_and_who_said_so_stand_apart(sign_in):
    sign_in("alice").post("/signalen/nieuw/", QUICK | {"interpretation": "Misschien is zij weg.", "source": "De buurman."})
    content = signal_of("alice")[1]
    assert (content.observation, content.interpretation, content.source) == (QUICK["observation"], "Misschien is zij weg.", "De buurman.")


@pytest.mark.proves("R9")
def test_necessity_asks_why(sign_in):
    answer = sign_in("alice").post("/signalen/nieuw/", QUICK | {"basis": "necessary"})
    assert answer.status_code == 400 and "<details class=\"wv-more\" open>" in answer.content.decode()


@pytest.mark.proves("R27")
@pytest.mark.parametrize("path", ["", "woning/", "buurt/", "telefoon/"])
def test_danger_comes_first_at_every_door(sign_in, path):
    page = sign_in("bob").get(f"/signalen/nieuw/{path}").content.decode()
    assert 0 < page.index("tel:112") < page.index("<form class=\"wv-form\"")


@pytest.mark.proves("C2")
def test_a_technician_who_cannot_open_the_register_is_matched_to_the_home_by_its_address(sign_in, homes):
    given = {"kind": "worry", "where": "Dorpsstraat 12", "basis": "unknown", "observation": "De post ligt achter de deur.",
             "key": str(uuid4())}
    assert sign_in("bob").post("/signalen/nieuw/woning/", given).status_code == 200
    made, content = signal_of("alice")
    assert (made.channel, content.about, content.dwelling_id, made.neighbourhood_code) == ("noticed", "home", homes.pk, "BU99010101")


def test_an_address_of_another_landlord_is_only_words(sign_in, homes):
    given = QUICK | {"where": "Dorpsstraat 12"}
    assert sign_in("dora").post("/signalen/nieuw/", given).status_code == 200
    made, content = signal_of("dora")
    assert content.street == "Dorpsstraat" and content.dwelling_id is None and made.neighbourhood_code == ""


@pytest.mark.proves("C18")
def test_an_initiative_tells_how_the_week_was_in_two_sentences(sign_in):
    given = {"where": "het buurthuis", "observation": "Het was druk aan de koffietafel.", "urgent": "De kinderen vervelen zich.",
             "key": str(uuid4())}
    assert sign_in("vera").post("/signalen/nieuw/buurt/", given).status_code == 200
    with identity.acting(make.who("kees")):
        made = Signal.objects.get()
    assert (made.kind, made.basis, made.urgency, made.channel) == ("neighbourhood", "nobody", "soon", "weekly")


@pytest.fixture
def hoods():
    """Two neighbourhoods in which the initiative of vera works: one by itself, one by its district."""
    with identity.acting(make.cast.who("alice", "register")) as by:
        district = District.objects.create(network_id=by.network_id, code="WK990902", name="Oost", year=2024)
        for code, name, of in (("BU99090101", "Duinwijk", None), ("BU99090201", "Havenbuurt", district), ("BU99090301", "Niet van ons", None)):
            Neighbourhood.objects.create(network_id=by.network_id, code=code, name=name, year=2024, district=of)
    with identity.acting(make.cast.who("kees", "directory")) as by:
        make_service(by, name="Koffie", areas=("BU99090101", "WK990902"))


@pytest.mark.proves("C18")
def test_an_initiative_tells_of_each_of_its_neighbourhoods_on_one_page(sign_in, hoods):
    client = sign_in("vera")
    page = client.get("/signalen/nieuw/buurt/").content.decode()
    assert "Duinwijk" in page and "Havenbuurt" in page and "Niet van ons" not in page
    given = {"how-BU99090101": "Rustig, veel mensen aan de koffie.", "how-BU99090201": "Onrustig.", "urgent-BU99090201": "De lantaarns zijn stuk.",
             "how-BU99090301": "Van een ander.", "key": str(uuid4())}
    answers = [client.post("/signalen/nieuw/buurt/", given) for _n in range(2)]
    assert [a.status_code for a in answers] == [200, 200] and "2 buurten" in answers[0].content.decode()
    with identity.acting(make.who("kees")):
        made = {s.neighbourhood_code: s for s in Signal.objects.all()}
        assert {c.place: c.observation for c in SignalContent.objects.all()} == {
            "Duinwijk": "Rustig, veel mensen aan de koffie.", "Havenbuurt": "Onrustig.\n\nDe lantaarns zijn stuk."}
    assert {code: s.urgency for code, s in made.items()} == {"BU99090101": "normal", "BU99090201": "soon"}


def test_a_weekly_line_without_a_word_or_without_a_place_is_asked_for(sign_in, hoods):
    client = sign_in("vera")
    nothing = client.post("/signalen/nieuw/buurt/", {"key": str(uuid4())})
    nowhere = client.post("/signalen/nieuw/buurt/", {"key": str(uuid4()), "observation": "Het is druk."})
    assert nothing.status_code == nowhere.status_code == 400
    assert "minstens één buurt" in nothing.content.decode() and "over welke buurt of plek" in nowhere.content.decode()


def test_what_was_typed_of_a_neighbourhood_waits_until_it_is_sent(sign_in, hoods):
    client = sign_in("vera")
    client.post("/signalen/nieuw/concept/weekly/", {"how-BU99090101": "Rustig vandaag", "how-nergens": "x"})
    assert "Rustig vandaag" in client.get("/signalen/nieuw/buurt/").content.decode()


@pytest.mark.proves("R11")
def test_an_operator_reads_a_code_aloud_and_that_code_opens_the_status(sign_in, client):
    given = QUICK | {"teller_kind": "neighbour", "teller_name": "Bep Buur", "teller_phone": "06 12345678", "wants": "sms"}
    page = sign_in("alice").post("/signalen/nieuw/telefoon/", given).content.decode()
    with identity.acting(make.who("alice")):
        teller = Teller.objects.get()
    assert (teller.phone, teller.wants) == ("+31612345678", "sms")
    spelt = page.split("<strong>")[1].split("</strong>")[0]
    status = client.post("/melden/status/", {"code": spelt}).content.decode()
    assert signal_of("alice")[0].number in status and "Bep" not in status and "Duinroos" not in status


def test_an_sms_needs_a_mobile_number(sign_in):
    given = QUICK | {"teller_kind": "neighbour", "teller_phone": "075 1234567", "wants": "sms"}
    assert sign_in("alice").post("/signalen/nieuw/telefoon/", given).status_code == 400


def test_what_was_typed_is_kept_and_unreadable_for_a_colleague(sign_in):
    client = sign_in("bob")
    assert client.post("/signalen/nieuw/concept/quick/", {"observation": "De bel deed het niet", "other": "x"}).status_code == 204
    assert "De bel deed het niet" in client.get("/signalen/nieuw/").content.decode()
    assert "De bel deed het niet" not in sign_in("bea").get("/signalen/nieuw/").content.decode()
    with identity.acting(make.who("bob")):
        assert b"bel" not in bytes(IntakeDraft.objects.get().content)


def test_no_draft_is_left_once_it_was_sent(sign_in):
    client = sign_in("bob")
    client.post("/signalen/nieuw/concept/quick/", {"observation": "De bel deed het niet"})
    client.post("/signalen/nieuw/", QUICK)
    with identity.acting(make.who("bob")):
        assert not IntakeDraft.objects.exists()


@pytest.mark.parametrize("key", ["fg", "admin", "board", "roer"])
def test_who_brings_no_signals_is_refused(sign_in, key):
    assert sign_in(key).get("/signalen/nieuw/").status_code == 403


@pytest.fixture
def homes():
    with identity.acting(make.cast.who("alice", "register")) as by:
        return Dwelling.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, key="d12",
                                       street="Dorpsstraat", house_number=12, postcode="1503AB", city="Proefstad",
                                       neighbourhood_code="BU99010101")
