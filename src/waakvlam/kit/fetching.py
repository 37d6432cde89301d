"""Calls to addresses that somebody filled in: a sign-in service, a receiver of events or logs.

Only https, only to public addresses, without following redirects, within a time and a size. The name
is looked up once and the connection goes to the address that was checked: a name that answers
differently a moment later (DNS rebinding) gets nothing. Hosts inside the own network must be named
in WAAKVLAM_INTERNAL_HOSTS by whoever runs the server, and only loopback among them may go without TLS.
Whoever runs it can also name the only places outside (WAAKVLAM_PLACES).
"""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

TIMEOUT = 6.0  # seconds for everything together
LARGEST = 512 * 1024  # bytes


class Unsafe(Exception):
    """An address that we do not call; says why, in English, for the log."""


@dataclass(frozen=True)
class Answer:
    """What came back. A redirect is an answer like any other: it is not followed."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Raises ValueError."""
        return json.loads(self.body)


def fetch(url: str, *, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] | None = None,
          timeout: float = TIMEOUT, largest: int = LARGEST) -> Answer:
    """Call it. Raises Unsafe, or OSError (also for a time-out, TLS trouble and an answer too large)."""
    parts = checked(url)
    deadline = time.monotonic() + timeout
    link = _Pinned(parts, _address(parts), timeout)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        link.request(method, path, body=body, headers={"User-Agent": "Waakvlam", "Accept-Encoding": "identity",
                                                       **(headers or {})})
        given = link.getresponse()
        return Answer(given.status, dict(given.headers.items()), _read(link, given, largest, deadline))
    except http.client.HTTPException as error:
        raise OSError(f"{parts.hostname}: {type(error).__name__}") from None
    finally:
        link.close()


def checked(url: str) -> SplitResult:
    """The parts of an address that may be called, before its name is looked up. Raises Unsafe."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unsafe("not an address") from None
    if not parts.hostname or parts.username or parts.password:
        raise Unsafe("an address without a host, or with a name and password in it")
    if parts.scheme != "https" and not (parts.scheme == "http" and _internal(parts.hostname) and _loopback(parts.hostname)):
        raise Unsafe("only https")
    if settings.PLACES and parts.hostname not in settings.PLACES and not _internal(parts.hostname):
        raise Unsafe("not a place that this server may call")
    if port is not None and not 0 < port < 65536:
        raise Unsafe("not a port")
    return parts


def _address(parts: SplitResult) -> tuple[str, int]:
    """The one address that the connection goes to. Every address of the name must be allowed: one
    private one among them is no accident. Raises Unsafe, OSError."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not _internal(host) and not all(_public(address) for address in found):
        raise Unsafe("not a public address")
    return found[0], port


def _public(address: str) -> bool:
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast and not found.is_reserved


def _internal(host: str) -> bool:
    return host in settings.INTERNAL_HOSTS


def _loopback(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1")


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was checked, and asks for the certificate of the name."""

    def __init__(self, parts: SplitResult, address: tuple[str, int], timeout: float) -> None:
        super().__init__(parts.hostname or "", address[1], timeout=timeout)
        self._at, self._tls = address, parts.scheme == "https"

    def connect(self) -> None:
        self.sock = socket.create_connection(self._at, self.timeout)
        if self._tls:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _read(link: http.client.HTTPConnection, given: http.client.HTTPResponse, largest: int, deadline: float) -> bytes:
    """In parts, so that neither an endless nor a dripping answer holds us."""
    held = bytearray()
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer took too long")
        if link.sock is not None:
            link.sock.settimeout(left)
        part = given.read1(65536)
        if not part:
            return bytes(held)
        held += part
        if len(held) > largest:
            raise OSError("the answer is too large")
