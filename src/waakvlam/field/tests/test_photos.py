"""Photos of damage: after their visit, once, without place, and for whoever plans."""

import pytest

from waakvlam.access.erasing import Subject, as_eraser
from waakvlam.access.identity import acting
from waakvlam.attachments.models import Attachment
from waakvlam.field import erasing, photos
from waakvlam.field.models import Photo
from waakvlam.field.tests.phone import picture
from waakvlam.kit.ids import uuid7
from waakvlam.outreach.models import Attempt
from waakvlam.outreach.tests.visits import ALICE, BOB

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2")]


@pytest.fixture
def visit(phone, sheet):
    bob = phone()
    blad = bob.sheet(sheet.pk)
    made = bob.visit(blad, blad["stops"][0], "spoken")
    assert bob.results(made) == ["applied"]
    return bob, made


def test_a_photo_comes_once_and_without_its_place(visit, sign_in):
    bob, made = visit
    id = str(uuid7())
    assert [bob.photo(made, picture(), id).status_code for _ in range(2)] == [200, 200]
    with acting(ALICE):
        kept = Photo.objects.get()
        assert Attachment.objects.count() == 1
    raw = b"".join(sign_in("alice").get(f"/veld/fotos/{kept.pk}/"))
    assert raw.startswith(b"\xff\xd8") and b"Exif" not in raw and b"Zwanebloemlaan" not in raw
    assert "Bob van den Berg" in sign_in("alice").get("/veld/fotos/lijst/").content.decode()


def test_a_photo_without_its_visit_or_of_somebody_elses_is_refused(visit, phone, sheet):
    bob, made = visit
    assert bob.photo({"id": str(uuid7())}, picture()).status_code == 404
    assert phone("bea").photo(made, picture()).status_code == 404
    assert bob.photo({"id": "x"}, picture()).status_code == 400


def test_what_is_no_photo_is_refused_with_a_sentence(visit):
    bob, made = visit
    answer = bob.photo(made, b"<script>")
    assert answer.status_code == 400 and answer.json()["reason"]


def test_a_caller_sees_no_photos_of_others(visit, sign_in):
    bob, made = visit
    bob.photo(made, picture())
    with acting(ALICE):
        kept = Photo.objects.get()
    assert sign_in("bea").get(f"/veld/fotos/{kept.pk}/").status_code == 403
    assert sign_in("dora").get(f"/veld/fotos/{kept.pk}/").status_code == 404


def test_the_list_asks_one_query(visit, django_assert_num_queries):
    bob, made = visit
    for _ in range(3):
        bob.photo(made, picture())
    with acting(ALICE) as by, django_assert_num_queries(2):  # and the line of the log
        assert len(photos.listed(by)) == 3


def test_erasing_a_household_lets_go_of_its_photos(visit):
    bob, made = visit
    bob.photo(made, picture())
    with acting(BOB):
        home = Attempt.objects.get().household_id
    with acting(ALICE) as by, as_eraser():
        subject = Subject(network_id=by.network_id, organisation_id=by.organisation_id, residents=(), households=(home,))
        erasing.erase(subject)
    with acting(ALICE):
        assert not Photo.objects.exists()
