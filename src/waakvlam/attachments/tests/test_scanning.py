"""A virus scanner of the operator's, spoken to as clamd is: what it finds, or did not look at, is not kept."""

import socket
import struct
import threading
from uuid import uuid4

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.attachments import commands
from waakvlam.attachments.cleaning import Unfit, apart
from waakvlam.attachments.scanning import PIECE, scan
from waakvlam.attachments.words import SENTENCES
from waakvlam.kit.errors import Invalid

pytestmark = pytest.mark.proves("C19")
MARK = b"what is known to be bad"


class Scanner:
    """Takes the pieces of one file, as clamd does, and finds MARK; or answers what it was told to."""

    def __init__(self, kind: int, address, answers: bytes | None = None) -> None:
        self.listening = socket.socket(kind, socket.SOCK_STREAM)
        self.listening.bind(address)
        self.listening.listen()
        self.answers, self.pieces = answers, []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        link, _where = self.listening.accept()
        with link, link.makefile("rb") as coming:
            assert coming.read(10) == b"zINSTREAM\0"
            while length := struct.unpack("!I", coming.read(4))[0]:
                self.pieces.append(coming.read(length))
            found = b"stream: Test-Signature FOUND\0" if MARK in b"".join(self.pieces) else b"stream: OK\0"
            link.sendall(found if self.answers is None else self.answers)


@pytest.fixture
def on_a_port(settings):
    def start(answers: bytes | None = None) -> Scanner:
        made = Scanner(socket.AF_INET, ("127.0.0.1", 0), answers)
        settings.SCANNER = f"127.0.0.1:{made.listening.getsockname()[1]}"
        return made
    return start


def test_a_file_goes_there_whole_in_pieces_and_what_is_clean_passes(on_a_port):
    scanner, content = on_a_port(), bytes(range(256)) * 800
    scan(content)
    assert b"".join(scanner.pieces) == content and max(map(len, scanner.pieces)) == PIECE


def test_what_it_finds_is_not_kept(on_a_port):
    on_a_port()
    with pytest.raises(Unfit, match="infected"):
        scan(b"before " * 20_000 + MARK)


@pytest.mark.parametrize("answers", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: \xff\0"],
                         ids=["nothing", "too-large-for-it", "strange"])
def test_without_a_plain_answer_nothing_is_kept(on_a_port, answers):
    on_a_port(answers)
    with pytest.raises(Unfit, match="unscanned"):
        scan(b"anything")


def test_one_that_is_away_is_no_leave_to_keep_a_file(settings, tmp_path):
    settings.SCANNER = str(tmp_path / "nobody.sock")
    with pytest.raises(Unfit, match="unscanned"):
        scan(b"anything")
    assert {"infected", "unscanned"} <= set(SENTENCES)


def test_a_socket_in_a_folder_will_do(settings, tmp_path):
    settings.SCANNER = str(tmp_path / "s")
    Scanner(socket.AF_UNIX, settings.SCANNER)
    scan(b"clean")


@pytest.mark.django_db
def test_a_photo_of_a_colleague_is_asked_for_before_it_is_opened(on_a_port, settings, monkeypatch):
    on_a_port()
    monkeypatch.setattr(apart, "clean", lambda _content: pytest.fail("opened before it was looked at"))
    with acting(cast.who("alice", Purpose.HANDOVER)) as by, pytest.raises(Invalid, match="virusscanner"):
        commands.keep(content=MARK, name="foto.jpg", subject_kind="handover", subject_id=uuid4(), by=by)
