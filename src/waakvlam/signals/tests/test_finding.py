"""Searching: what one may read is found in the ways people ask for it, and nothing tells what others hold."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from waakvlam.access import identity, reach
from waakvlam.access.erasing import as_eraser, drop
from waakvlam.access.models import ProcessingLine, Reach
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.signals import queries
from waakvlam.signals.commands import Passed, giving
from waakvlam.signals.commands.indexing import index_all
from waakvlam.signals.models import Signal, SignalContent, SignalWords
from waakvlam.signals.queries import Sought
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3", "C4", "R2")]
BARKING = "De honden van de buren blaffen elke nacht."


def told(**given):
    return make.brought(**{"observation": BARKING, "name": "Mevr. F. van der Janssen-Dijk", "street": "Burgemeester ter Laanstraat",
                           "house_number": "14a", "postcode": "1503AB", "city": "Zaandam", "phone": "06-12345678"} | given)


def numbers(key: str, words: str, **given) -> list[str]:
    with identity.acting(make.who(key)) as by:
        page = queries.found(by, Sought(words, **given)).page
        return [r.report.number if isinstance(r, queries.Brought) else r.signal.number for r in page]


@pytest.mark.parametrize("words", [
    "hond", "buur blaf nacht", "nacht honden", "hon", "janssen", "Jansen", "van der Janzen", "mevrouw Dyk", "Dijck", "jans",
    "laanstraat", "ter Laanstraat 14a", "laanstraat 14", "1503 AB", "1503ab 14a", "1503", "zaandam honden", "06 1234 5678",
    "+31 6 12345678", "jasnen", "Jansne", "Laanstrat 14", "burgermeester"])
def test_it_is_found_as_people_ask_for_it(words):
    made = told()
    assert numbers("alice", words) == [made.number]


@pytest.mark.parametrize("words", [
    "kat", "honden schimmel", "laanstraat 15", "laanstraat 1", "1503AC", "06 1234 5679", "van der", "de", "", "' | : & ! <-> \\",
    "pietersen", "%", "S-"])
def test_what_is_not_there_is_not_found(words):
    told()
    assert numbers("alice", words) == []


def test_what_differs_by_a_letter_comes_only_where_nothing_fits(sign_in):
    told(name="Mevrouw Bouazza")
    page = sign_in("alice").get("/signalen/zoeken/?q=Boauzza").content.decode()
    assert "Dit lijkt erop" in page and BARKING in page
    told(name="De heer Boauzza", observation="De bel is stuk.")
    page = sign_in("alice").get("/signalen/zoeken/?q=Boauzza").content.decode()
    assert "Dit lijkt erop" not in page and BARKING not in page and "De bel is stuk." in page


@pytest.mark.parametrize(("asked", "there"), [
    ("", True), ("staat=new", True), ("staat=closed", False), ("soort=worry", True), ("soort=nuisance", False), ("onderwerp=contact", True),
    ("onderwerp=money", False), ("urgentie=normal", True), ("urgentie=danger", False), ("van=mij", False), ("buurt=BU09990101", True),
    ("buurt=BU09990102", False), ("staat=onzin", True), ("sinds=2020-01-01", True), ("sinds=2999-01-01", False),
    ("tot=2999-01-01", True), ("tot=2020-01-01", False), ("sinds=2020-13-45", True), ("volgorde=oudste", True)])
def test_filters_narrow_what_is_found(sign_in, asked, there):
    told()
    page = sign_in("alice").get(f"/signalen/zoeken/?q=honden&{asked}")
    assert (BARKING in page.content.decode()) is there


def test_pages_follow_each_other_in_either_order():
    made = [told().number for _n in range(5)]
    with identity.acting(make.who("alice")) as by:
        for oldest, wanted in ((True, made), (False, made[::-1])):
            seen, after = [], ""
            for _n in range(3):
                page = queries.found(by, Sought("honden", oldest_first=oldest), after=after, size=2).page
                seen += [r.signal.number for r in page]
                after = page.after
            assert seen == wanted and after == ""


@pytest.mark.parametrize("key", ["carla", "charlie", "zed"])
def test_nobody_else_finds_it(key):
    told()
    assert numbers(key, "honden") == [] and numbers(key, "jasnen") == []


def test_words_that_went_along_are_found_and_words_that_stayed_are_not():
    along, stayed = (make.given(basis=basis, observation=BARKING) for basis in ("agrees", "unknown"))
    assert numbers("carla", "honden") == [along.number]
    assert set(numbers("alice", "honden")) == {along.number, stayed.number}


@pytest.mark.proves("R11")
def test_of_what_others_hold_we_find_our_own_words_and_how_far_it_is(sign_in):
    made = make.given(observation=BARKING)
    with identity.acting(make.who("carla")) as by:
        giving.give(signal=made, to=cast.organisation("zorg"), passed=Passed("agrees", "Zij zei: dat mag."), reason="better_way_in", by=by)
    page = sign_in("alice").get("/signalen/zoeken/?q=honden").content.decode()
    assert reverse("signals:reporter", args=[made.pk]) in page and "door jullie gemeld" in page
    # How it stands with its holder we cannot find out by filtering either.
    for filters in ("staat=new", "staat=acting", "urgentie=normal", "soort=worry"):
        assert made.number not in sign_in("alice").get(f"/signalen/zoeken/?q=honden&{filters}").content.decode()


def test_words_that_were_closed_or_erased_are_found_no_more():
    made = make.given(observation=BARKING)
    assert numbers("carla", "honden") == [made.number]
    with identity.acting(make.who("alice")):
        reach.close(made.pk, cast.organisation("gemeente"), "content")
    assert numbers("carla", "honden") == [] and numbers("alice", "honden") == [made.number]


def lexemes(organisation: str = "wonen") -> list[list[str]]:
    """Of each row that may be found, as the eraser sees them: nobody else does."""
    with identity.acting(identity.system(cast.organisation(organisation), Purpose.ADMINISTRATION)), as_eraser(), connection.cursor() as db:
        db.execute("select tsvector_to_array(terms) from signals_signalwords")
        return [terms for (terms,) in db.fetchall()]


@pytest.mark.proves("R19")
def test_what_is_erased_leaves_nothing_to_find():
    made = told()
    assert len(lexemes()) == 1
    with identity.acting(identity.system(cast.organisation("wonen"), Purpose.ADMINISTRATION)), as_eraser():
        drop(SignalContent.objects.filter(signal_id=made.pk))
    assert lexemes() == []


def test_a_correction_is_found_and_what_it_corrects_is_not():
    made = told()
    with identity.acting(make.who("alice")):
        before = SignalContent.objects.get(signal=made)
        SignalContent.objects.create(network_id=before.network_id, organisation_id=before.organisation_id, signal=made, version=2,
                                     about="home", observation="Er lekt een kraan.")
    assert numbers("alice", "kraan") == [made.number] and numbers("alice", "honden") == []


@pytest.mark.proves("R28")
def test_who_is_shown_is_logged_and_who_is_not_is_not(sign_in):
    def lines() -> int:
        with identity.acting(cast.who("fg")):
            return ProcessingLine.objects.filter(processing_activity_id__contains="signal.search").count()

    for words in (BARKING, "Er lekt een kraan."):
        told(observation=words)
    client, before = sign_in("alice"), lines()
    client.get("/signalen/zoeken/?q=kraan")
    assert lines() == before + 1
    client.get("/signalen/zoeken/?q=onvindbaar")
    assert lines() == before + 1


def test_a_search_stays_within_its_queries(sign_in):
    client = sign_in("alice")
    for _n in range(3):
        told()
    client.get("/signalen/zoeken/?q=honden")
    with CaptureQueriesContext(connection) as few:
        client.get("/signalen/zoeken/?q=honden")
    for _n in range(6):
        told()
    with CaptureQueriesContext(connection) as many:
        assert client.get("/signalen/zoeken/?q=honden").status_code == 200
    assert len(few) == len(many) <= 14, [q["sql"][:90] for q in many]  # with those that open and close the transaction


def test_on_paper_stands_what_was_found(sign_in):
    told()
    page = sign_in("alice").get("/signalen/zoeken/afdruk/?q=honden").content.decode()
    assert BARKING in page and "Gezocht naar “honden”" in page


def test_the_search_of_the_strip_finds_words_as_well(sign_in):
    made = told()
    page = sign_in("alice").get("/zoeken/?q=blaffende honden").content.decode()
    assert made.number not in page  # “blaffende” nobody said
    page = sign_in("alice").get("/zoeken/?q=honden").content.decode()
    assert made.number in page and BARKING not in page


@pytest.mark.parametrize("key", ["bob", "vera", "roer"])
def test_whoever_reads_no_words_does_not_search_them(sign_in, key):
    told()
    assert sign_in(key).get("/signalen/zoeken/?q=honden").status_code == 403
    with identity.acting(make.who(key)), pytest.raises(ProgrammingError, match="only for who weighs"), transaction.atomic(), \
            connection.cursor() as db:
        db.execute("select * from signals_found('honden', false, true, '', '', '', '', '', null, null, null, null, null, 10)")


def test_nobody_reads_the_lexemes():
    told()
    with identity.acting(make.who("alice")), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), \
            connection.cursor() as db:
        db.execute("select count(*) from signals_signalwords")


def test_every_lexeme_begins_with_who_may_find_it():
    make.given(observation=BARKING)
    for organisation in ("wonen", "gemeente"):
        (terms,) = lexemes(organisation)
        assert all(term.startswith(f"{str(cast.organisation(organisation))[-6:]}.") for term in terms)


@pytest.mark.django_db(databases=["default", "owner"])
def test_an_operator_writes_again_what_signals_are_found_by():
    ours, network = cast.organisation("wonen"), cast.who("alice").network_id
    made = Signal.objects.using("owner").create(network_id=network, number="S-TEST-TEST", kind="worry", topic="contact", channel="form",
                                                basis="unknown", taker_id=ours, holder_id=ours)
    Reach.objects.using("owner").create(network_id=network, organisation_id=ours, subject_kind="signal_brought", subject_id=made.pk,
                                        compartment="content", purpose="signal", ground="task", sort_at=made.came_at)
    SignalContent.objects.using("owner").create(network_id=network, organisation_id=ours, signal=made, about="home", observation=BARKING)
    kept = SignalWords.objects.using("owner").filter(signal=made)
    before = kept.get().terms
    kept.update(terms="")
    assert index_all() == 1
    assert kept.get().terms == before != ""
