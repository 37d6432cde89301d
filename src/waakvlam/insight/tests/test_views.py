"""The pages: who may open them, what they say, what they keep to themselves."""

import io

import openpyxl
import pytest

from waakvlam.access.tests import cast

from . import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C15", "R30")]
WEST, OOST, ZUID = "BU99010101", "BU99010201", "BU99010202"
PAGES = ("/inzicht/", f"/inzicht/{WEST}/", "/inzicht/tabel.xlsx")


@pytest.fixture
def counted():
    make.area(WEST, "West", figures={"inwoners": 2410, "koopwoningen": 31, "misdrijven_12m": 80, "afstandHuisarts": 0.7})
    make.area(OOST, "Oost", "WK990102")
    make.area(ZUID, "Zuid", "WK990102")
    make.homes("wonen", ZUID, 40, spoken=15)
    west = make.homes("wonen", WEST, 60, spoken=25)
    make.homes("wonen", OOST, 40, spoken=4)
    make.homes("anders", OOST, 40, spoken=14)
    make.calls("wonen", west, reached=40, requests=15)
    make.calls("wonen", west[:3], reached=3, requests=3, topic="care")
    make.calls("wonen", west[:12], reached=12, requests=12, topic="contact")
    make.counted()


def text_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.proves("C19", "R2")
def test_the_board_the_helmsman_and_coordinators_see_the_neighbourhoods_and_others_do_not(sign_in, counted):
    for key in ("board", "roer", "alice", "carla"):
        assert [sign_in(key).get(page).status_code for page in PAGES] == [200, 200, 200], key
    for key in ("bob", "charlie", "eva", "frank", "vera", "kees", "fg", "admin"):
        assert [sign_in(key).get(page).status_code for page in PAGES] == [403, 403, 403], key
        assert sign_in(key).post("/inzicht/telling/").status_code == 403, key


def test_whoever_is_not_signed_in_goes_to_the_door(client, counted):
    assert [client.get(page).status_code for page in PAGES] == [302, 302, 302]


def test_a_neighbourhood_of_another_network_is_not_there(sign_in, counted):
    make.area("BU88010101", "Ver weg", slug="ver")
    assert sign_in("board").get("/inzicht/BU88010101/").status_code == 404
    assert sign_in("zed").get("/inzicht/BU88010101/").status_code == 200
    assert "Ver weg" not in text_of(sign_in("board").get("/inzicht/"))
    assert sign_in("zed").get(f"/inzicht/{WEST}/").status_code == 404


def test_one_sentence_says_what_changed_and_how_sure_we_are(sign_in, counted):
    said = text_of(sign_in("board").get("/inzicht/"))
    assert "In de afgelopen drie maanden spraken we <b>40</b> huishoudens, 40 meer dan" in said
    assert "In 2 van de 3 buurten spraken we het afgelopen jaar minder dan 10 van de 100" in said
    assert "Die groep is nog te klein" in said


def test_what_is_hidden_is_marked_and_not_printed(sign_in, counted):
    page = sign_in("board").get("/inzicht/")
    oost = next(a for a in page.context["found"].every if a.code == OOST)
    assert oost.figures.spoken is None
    assert "niet getoond" in text_of(page)
    detail = text_of(sign_in("board").get(f"/inzicht/{WEST}/"))
    assert "geld en rekeningen" in detail
    assert "verzorging thuis" not in detail
    assert "zodat niemand te herkennen is" in detail


def test_key_figures_carry_year_and_source_and_leave_out_what_marks_a_neighbourhood(sign_in, counted):
    said = text_of(sign_in("board").get(f"/inzicht/{WEST}/"))
    assert "2.410" in said and "31%" in said and "0,7 km" in said
    assert "CBS, kerncijfers wijken en buurten, 2024" in said
    assert "80" not in said.split("Over deze buurt")[-1]


def test_the_table_sorts_and_filters_by_link(sign_in, counted):
    board = sign_in("board")
    names = [a.name for a in board.get("/inzicht/?volgorde=woningen").context["found"].areas]
    assert names == ["Oost", "West", "Zuid"]
    page = board.get("/inzicht/?wijk=WK990101&volgorde=geleden&kaart=geleden")
    assert [a.name for a in page.context["found"].areas] == ["West"]
    said = text_of(page)
    assert 'aria-sort="descending"' in said
    assert "?wijk=WK990101&amp;volgorde=bereik&amp;kaart=geleden#tabel" in said
    assert "Hele netwerk</th>" not in said
    assert [a.name for a in board.get("/inzicht/?volgorde=niets").context["found"].areas] == ["Oost", "West", "Zuid"]


def test_the_map_shows_each_outline_with_its_class(sign_in, counted):
    drawing = sign_in("board").get("/inzicht/").context["drawing"]
    assert {shape.area.name: shape.level for shape in drawing.shapes} == {"West": 3, "Oost": 0, "Zuid": 0}
    assert all(shape.path.startswith("M") and shape.path.endswith("Z") for shape in drawing.shapes)


def test_the_workbook_holds_the_same_figures_and_hides_the_same(sign_in, counted):
    answer = sign_in("alice").get("/inzicht/tabel.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = {row[0]: row for row in book["Buurten"].iter_rows(values_only=True)}
    assert rows["West"][:5] == ("West", "Wijk 01", 60, 60, rows["West"][4])
    assert rows["Oost"][4] == "niet getoond"
    assert rows["Hele netwerk"][2] == 180
    topics = {row[0]: row for row in book["Vragen om hulp"].iter_rows(values_only=True)}
    assert "niet getoond" in topics["West"]
    small = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
             if isinstance(cell, int) and 1 <= cell <= 9]
    assert not small


def test_without_neighbourhoods_the_page_says_what_will_be_here(sign_in):
    said = text_of(sign_in("board").get("/inzicht/"))
    assert "Nog geen buurten" in said
    assert "<table" not in said


def test_the_first_count_is_asked_for_on_the_page_and_only_once_a_day(sign_in):
    make.area(WEST, "West", outline=None)
    board = sign_in("board")
    assert "Nu tellen" in text_of(board.get("/inzicht/"))
    assert "Nog niet geteld" in text_of(board.get(f"/inzicht/{WEST}/"))
    assert "De buurten zijn geteld." in text_of(board.post("/inzicht/telling/", follow=True))
    assert "vandaag al geteld" in text_of(board.post("/inzicht/telling/", follow=True))
    assert board.get("/inzicht/telling/").status_code == 405


def test_the_page_costs_few_queries_however_many_neighbourhoods(sign_in, counted, django_assert_max_num_queries):
    for number in range(30):
        make.area(f"BU990103{number:02}", f"Buurt {number}", "WK990103")
    make.counted()
    board = sign_in("board")
    board.get("/inzicht/")
    with django_assert_max_num_queries(8):
        board.get("/inzicht/")


def test_the_page_reads_in_english(sign_in, counted):
    board = sign_in("board")
    board.cookies["waakvlam_language"] = "en"
    said = text_of(board.get("/inzicht/"))
    assert "In the past three months we spoke to <b>40</b> households" in said
    assert cast.PEOPLE["board"][0] in said
