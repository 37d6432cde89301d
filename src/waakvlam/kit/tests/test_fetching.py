"""Calls outward never reach inward."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from waakvlam.kit import fetching
from waakvlam.kit.fetching import Unsafe, fetch

pytestmark = pytest.mark.proves("C19")


class Somebody(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/secret")
            self.end_headers()
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b"x" * 65536)
        elif self.path == "/dripping":
            self.send_response(200)
            self.end_headers()
            for _ in range(30):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"fine": true}')

    def log_message(self, *_):
        pass


def test_where_the_operator_names_the_places_no_other_is_called(settings):
    settings.PLACES, settings.INTERNAL_HOSTS = ["partner.example.org"], ["binnen.example.org"]
    for url in ("https://partner.example.org/in", "https://binnen.example.org/in"):
        assert fetching.checked(url).hostname
    with pytest.raises(Unsafe, match="not a place"):
        fetch("https://elders.example.org/in")
    settings.PLACES = []
    assert fetching.checked("https://elders.example.org/in").hostname


@pytest.fixture(scope="module")
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Somebody)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()


@pytest.fixture
def trusted(settings):
    settings.INTERNAL_HOSTS = ["127.0.0.1"]


@pytest.mark.parametrize("url", [
    "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "https://", "//example.org/", "gopher://x/",
    "https://name:word@example.org/", "https://example.org:99999/", "http://localhost/"])
def test_only_https_to_a_host_is_called(url):
    with pytest.raises(Unsafe):
        fetch(url)


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::"])
def test_a_name_that_stands_for_a_private_address_is_not_called(monkeypatch, address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    good = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))
    bad = (family, socket.SOCK_STREAM, 6, "", (address, 443))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [good, bad])
    monkeypatch.setattr(socket, "create_connection", lambda *_a: pytest.fail("it connected"))
    with pytest.raises(Unsafe, match="public"):
        fetch("https://service.example.org/")


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    asked = []
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: asked.append(1) or [public])

    def connected(address, _timeout):
        assert address == ("93.184.216.34", 443)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connected)
    with pytest.raises(OSError):
        fetch("https://service.example.org/")
    assert asked == [1], "the name is looked up once"


def test_a_host_that_the_operator_named_is_called(server, trusted):
    assert fetch(server).json() == {"fine": True}


def test_a_redirect_is_not_followed(server, trusted):
    assert fetch(f"{server}/elsewhere").status == 302


def test_an_endless_answer_is_broken_off(server, trusted):
    with pytest.raises(OSError, match="too large"):
        fetch(f"{server}/endless")


def test_a_dripping_answer_is_broken_off(server, trusted):
    begun = time.monotonic()
    with pytest.raises(OSError):
        fetch(f"{server}/dripping", timeout=0.5)
    assert time.monotonic() - begun < 2
    assert fetching.TIMEOUT < 10
