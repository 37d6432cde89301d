"""What is taken, and what is left of it: forty bad files, and what hides in files that look good."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from waakvlam.attachments.cleaning import LONGEST_SIDE, Clean, Unfit, apart, rewrite
from waakvlam.attachments.words import SENTENCES, shown_name

from .files import BAD, HIDING, SECRET, document, noise, photo, with_place

pytestmark = pytest.mark.proves("C19", "R3")
ACTS = ("/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/URI", "/SubmitForm", "/EmbeddedFiles", "/EF", "/XFA", "/AcroForm",
        "/Annots", "/Metadata", "/RichMedia", "/GoToR", "/Outlines", "/Names", "/PieceInfo", "/Thumb")


def everything_in(kept: Clean) -> bytes:
    """All that a curious person could find: the bytes, and of a PDF each stream unpacked."""
    if kept.media != "application/pdf":
        return kept.content
    with pikepdf.open(BytesIO(kept.content)) as found:
        streams = [o for o in found.objects if isinstance(o, pikepdf.Stream)]
        packed = [o.read_bytes() if o.get("/Filter") in (None, pikepdf.Name.FlateDecode) else o.read_raw_bytes() for o in streams]
        return b"\n".join([kept.content, found.trailer.unparse(resolved=True), *(o.unparse(resolved=True) for o in found.objects
                          if not isinstance(o, pikepdf.Stream)), *packed])


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_and_says_what_is_wrong(name):
    make, code = BAD[name]
    with pytest.raises(Unfit) as refused:
        rewrite(make())
    assert refused.value.code == code
    assert SENTENCES[code]


def test_there_are_forty_bad_files_and_thirty_that_hide_something():
    assert len(BAD) >= 38
    assert len(HIDING) >= 28


@pytest.mark.parametrize("name", HIDING)
def test_what_hides_in_a_file_is_gone_from_what_is_kept(name):
    came = HIDING[name]()
    kept = rewrite(came)
    found = everything_in(kept)
    assert SECRET not in found
    assert SECRET.decode().encode("utf-16-be") not in found
    if kept.media == "application/pdf":
        assert [key for key in ACTS if f"{key} ".encode() in found or f"{key}\n".encode() in found] == []


@pytest.mark.parametrize("name", [n for n in HIDING if "place" not in n and "film" not in n])
def test_the_word_was_there_to_be_found(name):
    """Else the test above would prove nothing."""
    came = HIDING[name]()
    if came.startswith(b"%PDF"):
        assert SECRET in everything_in(Clean(came, "application/pdf")), name
    else:
        assert SECRET in came, name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_place_of_a_photo_is_gone_and_it_stands_upright(kind):
    came = with_place(kind)
    with Image.open(BytesIO(came)) as before:
        assert before.getexif().get_ifd(0x8825)[2] == (52.0, 26.0, 19.0)
        assert before.size == (60, 40)
    kept = rewrite(came)
    with Image.open(BytesIO(kept.content)) as after:
        assert (after.width, after.height) == (kept.width, kept.height) == (40, 60)
        assert dict(after.getexif()) == {}
        assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(after.info)
        red, _green, blue = after.convert("RGB").getpixel((30, 10))
        assert blue > red, "the blue corner turned along"


def test_a_large_photo_becomes_one_that_a_letter_can_be_read_from():
    kept = rewrite(photo(size=(6_000, 4_000)))
    assert (kept.width, kept.height) == (LONGEST_SIDE, 1_707)


def test_a_photo_of_noise_stays_a_photo():
    kept = rewrite(noise())
    assert kept.media == "image/jpeg"
    assert kept.content != noise()


def test_what_is_seen_through_stays_so():
    made = BytesIO()
    Image.new("RGBA", (9, 9), (1, 2, 3, 0)).save(made, "PNG")
    with Image.open(BytesIO(rewrite(made.getvalue()).content)) as after:
        assert after.mode == "RGBA"


def test_the_pages_of_a_document_stay_as_they_are_seen():
    kept = rewrite(document("Wat er staat"))
    assert (kept.media, kept.pages) == ("application/pdf", 1)
    assert b"(Wat er staat)" in everything_in(kept)


@pytest.mark.parametrize("name", ["a form in XML", "a form that sends"])
def test_what_was_filled_in_is_drawn_on_the_page(name):
    assert b"Ria van der Berg" in everything_in(rewrite(HIDING[name]()))


def test_a_name_and_a_header_decide_nothing():
    """A PDF is a PDF, whatever it is called: nobody asks for a name here."""
    assert rewrite(document()).media == "application/pdf"
    assert rewrite(photo("PNG")).media == "image/png"


def test_it_is_made_anew_in_a_process_of_its_own():
    assert apart.clean(photo()) == rewrite(photo())


@pytest.mark.parametrize("name", ["zero bytes", "HTML named .jpg", "PDF bomb", "PNG bomb of 81 million pixels"])
def test_the_process_says_what_is_wrong_as_well(name):
    make, code = BAD[name]
    with pytest.raises(Unfit) as refused:
        apart.clean(make())
    assert refused.value.code == code


def test_whatever_breaks_the_process_is_a_file_that_is_too_heavy(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(Unfit) as refused:
        apart.clean(photo())
    assert refused.value.code == "heavy"


def test_the_process_knows_no_secret(monkeypatch, tmp_path):
    """What runs there sees the way to the code, and nothing else of our environment."""
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\nenv > {tmp_path}/env\n")
    program.chmod(0o700)
    monkeypatch.setenv("WAAKVLAM_FILE_KEY", "geheim")
    monkeypatch.setattr(apart.sys, "executable", str(program))
    with pytest.raises(Unfit):
        apart.clean(photo())
    known = {line.split("=")[0] for line in (tmp_path / "env").read_text().splitlines()}
    assert known <= {"PYTHONPATH", "PWD", "SHLVL", "_"}


@pytest.mark.parametrize(("given", "media", "name"), [
    ("kraan.JPG", "image/jpeg", "kraan.jpg"), ("factuur.pdf.exe", "application/pdf", "factuur.pdf.pdf"),
    ("../../etc/passwd", "image/png", "passwd.png"), ("C:\\foto's\\trap.png", "image/webp", "trap.webp"),
    ("rekening\u202egpj.pdf", "application/pdf", "rekeninggpj.pdf"), ("", "image/jpeg", "bestand.jpg"), (".htaccess", "image/jpeg", "bestand.jpg"),
    ("a\r\nSet-Cookie: x=1.jpg", "image/jpeg", "aSet-Cookie x=1.jpg"), ("é" * 300 + ".jpg", "image/jpeg", "é" * 80 + ".jpg"),
])
def test_a_name_is_shown_without_what_could_mislead(given, media, name):
    assert shown_name(given, media) == name
