"""Six languages, whole; Arabic from the right, on the page and on paper."""

from io import BytesIO

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from waakvlam.access import identity
from waakvlam.config import translations
from waakvlam.handovers.tests import factories as handed
from waakvlam.rights import commands, document, queries, words
from waakvlam.rights.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R33")]
MODULE = translations.PACKAGE / "rights"


@pytest.mark.parametrize("language", list(translations.LANGUAGES))
def test_every_sentence_for_residents_is_there(language):
    wanted = {m.id for m in translations.messages(MODULE, translations.RESIDENTS["rights"]) if m.id}
    have = {m.id for m in translations.read(translations.catalogue(MODULE, language)) if m.id and m.string}
    assert wanted <= have
    assert len(wanted) > 200


def test_a_sentence_without_a_language_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "catalogue", lambda module, language="en": tmp_path / language / "LC_MESSAGES" / "django.po")
    assert "rights: no Arabic for 'Stop dit'" in translations._missing_for_residents()


@pytest.mark.parametrize("language", list(words.LANGUAGES))
def test_the_receipt_opens_in_each_language_and_shows_no_dutch_button(language):
    about = factories.resident()
    handed.under_way(about_resident=about)
    client = factories.entered(about)
    client.post("/mijn/taal/", {"language": language, "next": "/mijn/"})
    text = client.get("/mijn/").content.decode()
    assert f'<html lang="{language}"' in text
    assert ('dir="rtl"' in text.split(">", 2)[1] + text[:200]) == (language in words.RIGHT_TO_LEFT)
    assert ("Stop dit" in text) == (language == "nl")
    for path in ("/mijn/verzoeken/", "/mijn/alles.json"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("language", list(words.LANGUAGES))
def test_the_paper_can_be_read_in_each_language(language):
    about = factories.resident()
    handed.under_way(about_resident=about)
    by = factories.desk()
    with identity.acting(by):
        commands.on_paper(resident_id=about.pk, language=language, by=by)
    as_they = factories.as_resident(about)
    with identity.acting(as_they), override(language):
        made = document.pdf(queries.receipt(as_they), to="Ria van der Berg\nDuinroos 14-II")
    pages = PdfReader(BytesIO(made)).pages
    text = "".join(page.extract_text() for page in pages)
    fonts = {str(f.get_object()["/BaseFont"]) for page in pages for f in page["/Resources"]["/Font"].values()}
    assert "Gemeente Proefstad" in text
    assert any("Naskh" in font for font in fonts) == (language == "ar")


@pytest.mark.parametrize("language", list(words.LANGUAGES))
def test_the_letter_with_a_code_is_in_the_language_that_was_asked_for(language):
    about = factories.resident()
    code = factories.code_for(about, language=language)
    from waakvlam.post.models import Delivery

    with identity.acting(factories.desk()):
        body = Delivery.objects.get(recipient_id=about.pk).body
    assert code in body
    assert "/mijn/" in body
    assert body.startswith("Beste bewoner") == (language == "nl")
