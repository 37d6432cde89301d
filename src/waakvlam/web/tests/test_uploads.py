"""A form that is too large is refused by its length, also from somebody who is not signed in."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from waakvlam.web.errors import bad_request
from waakvlam.web.uploads import Bounded

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]


class NotRead(BytesIO):
    def read(self, *_args: object) -> bytes:
        raise AssertionError("somebody read it")


def test_what_is_too_large_is_refused_before_it_is_read(settings):
    settings.UPLOAD_MB = 1
    request = RequestFactory().post("/", NotRead(), content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = str(2 * 1024 * 1024)
    request._stream = NotRead()
    with pytest.raises(Exception, match="at most 1 MB") as error:
        request.FILES  # noqa: B018
    assert bad_request(RequestFactory().get("/"), error.value).status_code == 413


def test_the_page_says_so(sign_in, settings):
    settings.UPLOAD_MB = 1
    file = SimpleUploadedFile("huurders.csv", bytes(2 * 1024 * 1024))
    assert sign_in("alice").post(reverse("people:imports"), {"file": file}).status_code == 413
    small = SimpleUploadedFile("huurders.csv", b"x")
    assert sign_in("alice").post(reverse("people:imports"), {"file": small}).status_code != 413


def test_this_handler_stands_first(settings):
    assert settings.FILE_UPLOAD_HANDLERS[0] == f"{Bounded.__module__}.{Bounded.__name__}"
