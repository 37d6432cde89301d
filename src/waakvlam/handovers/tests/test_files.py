"""Photos and documents with a letter: added, shown, sent, opened by whom it is for, and closed again."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from waakvlam.access import audit, identity
from waakvlam.access.models import Audit, ProcessingLine
from waakvlam.access.words import Purpose
from waakvlam.attachments import commands as attachments
from waakvlam.attachments.models import Attachment
from waakvlam.attachments.tests.files import BAD, document, photo, with_place
from waakvlam.handovers import commands
from waakvlam.handovers.models import Enclosure, Handover, HandoverContent, Necessity, Permission
from waakvlam.handovers.tests import factories as make
from waakvlam.handovers.tests.test_composing import about, address, filled, service  # noqa: F401  fixtures
from waakvlam.kit.errors import Invalid
from waakvlam.kit.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C5", "C19")]


def upload(content: bytes = b"", name: str = "kraan.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or photo(), content_type="text/html")


def on_disk() -> set[str]:
    return {file.name for file in Path(settings.ATTACHMENTS).rglob("*") if file.is_file()}


def url(file) -> str:
    return reverse("handovers:file", args=[file.pk])


@pytest.fixture
def letter(sign_in, about, service):  # noqa: F811
    """alice at her letter: `post(**changes)` sends the form as her browser would, with what the page showed."""
    client, where, id = sign_in("alice"), address(about, service), str(uuid7())

    def post(**changes):
        with identity.acting(make.who("alice")):
            shown = " ".join(str(file.pk) for file in Attachment.objects.filter(subject_id=id).order_by("at", "id"))
        data = filled(id=id, files=shown) | changes
        return client.post(where, {name: value for name, value in data.items() if value is not None})

    return post


def test_a_photo_is_added_while_the_letter_is_written_and_nothing_typed_is_lost(letter):
    answer = letter(file=upload(with_place()), toevoegen="1", versturen=None, words="", until="", part_note="Dit blijft staan")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "kraan.jpg" in page
    assert "Dit blijft staan" in page
    assert "utrecht-form-field--invalid" not in page, "the rest is still being written"
    with identity.acting(make.who("alice")):
        kept = Attachment.objects.get()
    assert (kept.media, kept.width, kept.height) == ("image/jpeg", 40, 60)
    assert f'value="{kept.pk}"' in page


@pytest.mark.parametrize("name", ["zero bytes", "SVG", "PDF with a password", "PDF bomb", "half a JPEG"])
def test_a_bad_file_is_told_at_the_field_and_nothing_is_kept_or_lost(letter, name):
    before = on_disk()
    answer = letter(file=SimpleUploadedFile("foto.jpg", BAD[name][0]()), toevoegen="1", versturen=None, part_note="Dit blijft staan")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="id_file_error"' in page
    assert "Dit blijft staan" in page
    with identity.acting(make.who("alice")):
        assert not Attachment.objects.exists()
    assert on_disk() == before


def test_too_large_is_told_without_looking_at_it(letter):
    answer = letter(file=upload(bytes(11 * 1024 * 1024)), toevoegen="1", versturen=None)
    assert answer.status_code == 400
    assert "Hooguit 10 MB" in answer.content.decode()


def test_no_more_than_a_few_go_with_one_letter(monkeypatch):
    assert attachments.MOST == 10
    monkeypatch.setattr(attachments, "MOST", 2)
    one, id = make.resident(), uuid7()
    for n in range(2):
        make.draft(letter_id=id, about=one, name=f"foto {n}.jpg")
    with pytest.raises(Invalid, match="Haal er eerst een weg"):
        make.draft(letter_id=id, about=one)


def test_what_is_taken_away_is_gone(letter, django_capture_on_commit_callbacks):
    letter(file=upload(), toevoegen="1", versturen=None)
    with identity.acting(make.who("alice")):
        kept = Attachment.objects.get()
    assert str(kept.pk) in on_disk()
    with django_capture_on_commit_callbacks(execute=True):
        page = letter(weghalen=str(kept.pk), versturen=None).content.decode()
    assert "kraan.jpg" not in page
    assert str(kept.pk) not in on_disk()


def test_a_file_that_came_with_sending_is_shown_first(letter):
    """Nobody sends what they did not see in the preview."""
    assert letter(file=upload(), words="").status_code == 200
    with identity.acting(make.who("alice")):
        assert not Handover.objects.exists()
    assert letter().status_code == 302


@pytest.mark.proves("R9")
def test_letter_preview_and_permission_name_exactly_which_files_go(letter, sign_in, about, service):  # noqa: F811
    letter(file=upload(name="kraan.jpg"), toevoegen="1", versturen=None)
    page = letter(file=upload(document(), "brief van de gemeente.pdf"), toevoegen="1", versturen=None).content.decode()
    assert "Foto&#x27;s en documenten: kraan.jpg, brief van de gemeente.pdf" in page
    assert letter().status_code == 302
    with identity.acting(make.who("charlie")):
        copy = HandoverContent.objects.get()
        sent = {file.name: file.told for file in Enclosure.objects.all()}
    assert "Foto's en documenten: kraan.jpg, brief van de gemeente.pdf" in copy.letter
    assert set(sent) == {"kraan.jpg", "brief van de gemeente.pdf"}
    with identity.acting(make.who("alice")):
        assert Permission.objects.get().parts == ["name", "words", "files"]
        assert not Attachment.objects.exists(), "the draft became the copy"


def test_files_that_changed_in_another_window_are_shown_before_they_go(letter):
    letter(file=upload(), toevoegen="1", versturen=None)
    answer = letter(files="")
    assert answer.status_code == 400
    assert "intussen veranderd" in answer.content.decode()
    with identity.acting(make.who("alice")):
        assert not Handover.objects.exists()
    assert letter().status_code == 302


def test_sending_twice_sends_the_files_once(letter):
    letter(file=upload(), toevoegen="1", versturen=None)
    first, second = letter(), letter()
    assert first.url == second.url
    with identity.acting(make.who("charlie")):
        assert Enclosure.objects.count() == 1


def test_words_in_the_name_of_a_file_are_asked_about(letter):
    letter(file=upload(name="verslag depressie.jpg"), toevoegen="1", versturen=None)
    answer = letter()
    assert answer.status_code == 400
    assert 'name="words_kept"' in answer.content.decode()


def test_what_is_shown_is_what_was_seen_and_nothing_else(sign_in):
    sent = make.enclosed()
    answer = sign_in("charlie").get(url(sent))
    assert answer.status_code == 200
    with Image.open(BytesIO(answer.content)) as picture:
        assert picture.size == (60, 40)
        assert not picture.getexif()


@pytest.mark.proves("R28")
def test_each_opening_is_a_line_in_the_log_of_the_resident(sign_in):
    sent = make.enclosed()
    client = sign_in("charlie")
    for _time in range(2):
        client.get(url(sent))
    with identity.acting(identity.system(sent.handover.receiver_id, Purpose.ADMINISTRATION)):
        mine = [bytes(line.data_subject_id) for line in ProcessingLine.objects.filter(name="attachment.open")]
    assert mine == [audit.pseudonym(sent.network_id, sent.resident_id)] * 2


@pytest.mark.proves("R27")
def test_without_permission_no_file_goes_and_the_letter_stays(letter):
    letter(file=upload(), toevoegen="1", versturen=None)
    needed = {"basis": "necessity", "ground": "vital_interest", "reason": "Mevrouw nam drie dagen niet op en het gas stond open."}
    answer = letter(**needed)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Zonder toestemming gaan geen foto&#x27;s of documenten mee" in page
    assert "kraan.jpg" in page
    with identity.acting(make.who("alice")):
        assert not Necessity.objects.exists()
        kept = Attachment.objects.get()
    letter(weghalen=str(kept.pk), versturen=None, **needed)
    assert letter(**needed).status_code == 302


@pytest.mark.proves("R13")
def test_a_file_about_health_never_reaches_a_corporation():
    with pytest.raises(Invalid, match="woningcorporatie"):
        make.draft("eva", to="housing_association", health=True)
    with pytest.raises(Invalid, match="woningcorporatie"):
        make.draft("alice", to="municipality", health=True)
    one, id = make.resident("eva"), uuid7()
    make.draft("eva", to="municipality", health=True, about=one, letter_id=id)
    by = make.who("eva")
    with identity.acting(by), pytest.raises(Invalid, match="woningcorporatie"):
        make.sending(by, "wonen", about=one, id=id)
    with identity.acting(by):
        assert make.sending(by, "gemeente", about=one, id=id).files


def test_nobody_puts_a_file_in_a_handover_that_was_sent(sign_in):
    sent = make.enclosed()
    with identity.acting(make.who("alice")), pytest.raises(Invalid, match="al verstuurd"):
        commands.enclosing.add(content=photo(), name="x.jpg", letter_id=sent.handover_id, receiver_kind="municipality",
                               by=make.who("alice"))
    late = make.draft("charlie", letter_id=uuid7())
    with identity.acting(make.who("charlie")):
        assert sent.handover_id not in Attachment.objects.filter(pk=late.pk).values_list("subject_id", flat=True)


def test_adding_is_an_act_without_a_name(letter):
    letter(file=upload(name="Ria van der Berg.jpg"), toevoegen="1", versturen=None)
    with identity.acting(make.who("alice")):
        act = Audit.objects.get(verb="attachment.keep")
    assert set(act.detail) == {"media", "size"}


def test_the_page_costs_one_query_more_where_files_went_along(sign_in, django_assert_max_num_queries):
    sent, plain = make.enclosed(), make.offered()
    client = sign_in("charlie")

    def cost(id) -> int:
        with django_assert_max_num_queries(100) as counted:
            client.get(reverse("handovers:handover", args=[id]))
        return len(counted)

    cost(plain.pk)
    assert cost(sent.handover_id) == cost(plain.pk) + 1
