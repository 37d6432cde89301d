"""The card for the letter box: one language large, a line in each of five others, Arabic from the right."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from waakvlam.access.identity import acting
from waakvlam.config import translations
from waakvlam.kit.languages import LANGUAGES
from waakvlam.outreach import cards
from waakvlam.outreach.models import Round

from .visits import ALICE, round_on_foot

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "R33")]
WORDS = {"nl": "Wij waren bij u aan de deur", "en": "We were at your door", "tr": "Kapınıza geldik", "pl": "Byliśmy u Państwa drzwi",
         "uk": "Ми приходили до вас"}


@pytest.fixture
def made():
    with acting(ALICE):
        return round_on_foot()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_card_is_whole_in_one_language_and_has_a_line_in_each_other(made, language, sign_in):
    with acting(ALICE) as by:
        rest = cards.lines(by, language)
        assert {line["lang"] for line in rest} == set(LANGUAGES) - {language}
        assert len({line["text"] for line in rest}) == len(rest), "a language without words of its own"
        assert [line["lang"] for line in rest if line["rtl"]] == ([] if language == "ar" else ["ar"])
    answer = sign_in("alice").get(reverse("outreach:round_card_paper", args=[made.pk]) + f"?taal={language}")
    pages = PdfReader(BytesIO(answer.content)).pages
    text = " ".join(pages[0].extract_text().split())
    fonts = {str(f.get_object()["/BaseFont"]) for f in pages[0]["/Resources"]["/Font"].values()}
    assert len(pages) == 1 and text.count(WORDS.get(language, "")) and any("Naskh" in font for font in fonts)
    assert all((word in text) == (code == language) for code, word in WORDS.items())


def test_the_language_of_the_round_is_the_one_that_stands_large_unless_another_is_asked_for(made):
    assert [cards.first(made, chosen) for chosen in ("", "tr", "xx")] == ["nl", "tr", "nl"]
    made.language = "en"
    assert cards.first(made) == "en"


def test_a_text_of_ones_own_is_kept_for_each_language(made, sign_in):
    alice, url = sign_in("alice"), reverse("outreach:round_card", args=[made.pk])
    page = alice.get(url).text
    assert 'name="ar" lang="ar" dir="rtl"' in page and "?taal=uk" in page
    assert alice.post(url, {"ar": "مرحبا", "nl": ""}).status_code == 302
    with acting(ALICE) as by:
        kept = Round.objects.get(pk=made.pk)
        assert kept.card == {"ar": "مرحبا"} and cards.texts(by, kept)["ar"] == "مرحبا" and "Kapınızı" in cards.texts(by, kept)["tr"]


def test_every_sentence_of_the_card_is_there_in_every_language():
    wanted = {m.id for m in translations.for_residents()["outreach"] if m.id}
    assert len(wanted) == 3
    for language in translations.LANGUAGES:
        assert wanted <= {m.id for m in translations.read(translations.catalogue(translations.PACKAGE / "outreach", language)) if m.id and m.string}
