"""How large a form with a file may be: asked of its length before anything is read, whoever sends it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Bounded(FileUploadHandler):
    """The first of the handlers. The page that says so is the one for all that is too large (413)."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:
        if content_length > settings.UPLOAD_MB * 1024 * 1024:
            raise RequestDataTooBig(f"{content_length} bytes, at most {settings.UPLOAD_MB} MB")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
