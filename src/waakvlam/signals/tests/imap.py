"""A small IMAP server for tests, on loopback with TLS: folders, uids, and a wire that can be cut. Source: RFC 3501."""

import re
import socketserver
import ssl
import threading
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "meld", 'ge"heim'  # noqa: S105  of this server alone
COMMAND = re.compile(rb'(\S+) (UID )?(\w+) ?(.*)', re.DOTALL)


def certificate(folder: Path) -> tuple[Path, Path]:
    """(certificate, key) of 127.0.0.1, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
            .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=400))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), True).sign(key, hashes.SHA256()))
    paths = folder / "server.pem", folder / "server.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return paths


class Server(socketserver.ThreadingTCPServer):
    """`folders` is {name: {uid: (message, day)}}. `cut_at` (a verb) breaks the connection when that is asked the nth time."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self, paths: tuple[Path, Path], *, implicit: bool = False, can: str = "MOVE UIDPLUS") -> None:
        super().__init__(("127.0.0.1", 0), _Line)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(*paths)
        self.implicit, self.can = implicit, can
        self.folders: dict[str, dict[int, tuple[bytes, date]]] = {"INBOX": {}}
        self.gone: dict[str, set[int]] = defaultdict(set)
        self.asked: list[str] = []
        self.cut: tuple[str, int] | None = None
        self.uid = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def put(self, raw: bytes, folder: str = "INBOX", day: date | None = None) -> int:
        self.uid += 1
        self.folders.setdefault(folder, {})[self.uid] = (raw, day or date.today())
        return self.uid

    def lies_in(self, folder: str) -> list[bytes]:
        return [raw for raw, _day in self.folders.get(folder, {}).values()]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went is no news."""

    def __enter__(self) -> "Server":
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.shutdown()
        self.server_close()


class _Line(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        self.at, self.wire, self.is_tls = "", self.request, False
        if self.server.implicit:
            self._secure()
        self.file = self.wire.makefile("rb")
        self._say("* OK ready")
        while line := self.file.readline():
            found = COMMAND.fullmatch(line.rstrip(b"\r\n"))
            assert found is not None, line
            tag, _uid, verb, rest = found.groups()
            word = verb.decode().upper()
            self.server.asked.append(word)
            if self.server.cut and word == self.server.cut[0] and self.server.asked.count(word) == self.server.cut[1]:
                self.wire.close()
                return
            said = getattr(self, f"_{word.lower()}")(rest.decode())
            self._say(f"{tag.decode()} {said or 'OK'} done")
            if word == "LOGOUT":
                return
            if word == "STARTTLS":
                self._secure()
                self.file = self.wire.makefile("rb")

    def _secure(self) -> None:
        self.wire, self.is_tls = self.server.tls.wrap_socket(self.wire, server_side=True), True

    def _say(self, text: str) -> None:
        self.wire.sendall(text.encode() + b"\r\n")

    def _capability(self, _rest: str) -> None:
        self._say(f"* CAPABILITY IMAP4rev1 STARTTLS {self.server.can}")

    def _starttls(self, _rest: str) -> None:
        pass

    def _login(self, rest: str) -> str:
        assert self.is_tls, "a password went in the open"
        return "OK" if rest == f'{USER} "{PASSWORD.replace(chr(34), chr(92) + chr(34))}"' else "NO [AUTHENTICATIONFAILED]"

    def _select(self, rest: str) -> str:
        self.at = rest.strip('"')
        if self.at not in self.server.folders:
            return "NO no such folder"
        self._say(f"* {len(self._here)} EXISTS")
        return "OK [READ-WRITE]"

    def _create(self, rest: str) -> str:
        if (name := rest.strip('"')) in self.server.folders:
            return "NO it is there"
        self.server.folders[name] = {}
        return "OK"

    @property
    def _here(self) -> dict[int, tuple[bytes, date]]:
        return self.server.folders[self.at]

    def _search(self, rest: str) -> None:
        before = datetime.strptime(rest.split()[1], "%d-%b-%Y").date() if rest.startswith("BEFORE") else date.max  # noqa: DTZ007
        self._say("* SEARCH " + " ".join(str(uid) for uid, (_raw, day) in self._here.items() if day < before))

    def _fetch(self, rest: str) -> None:
        uid, what = rest.split(" ", 1)
        raw = self._here[int(uid)][0]
        if "SIZE" in what:
            return self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(raw)})")
        body = raw if "BODY.PEEK[]" in what else raw.split(b"\r\n\r\n")[0] + b"\r\n\r\n"
        self.wire.sendall(f"* 1 FETCH (UID {uid} BODY[] {{{len(body)}}}\r\n".encode() + body + b")\r\n")
        return None

    def _move(self, rest: str) -> str:
        uid, folder = rest.split(" ", 1)
        if folder.strip('"') not in self.server.folders:
            return "NO [TRYCREATE]"
        self.server.folders[folder.strip('"')][int(uid)] = self._here.pop(int(uid))
        return "OK"

    def _copy(self, rest: str) -> str:
        uid, folder = rest.split(" ", 1)
        self.server.folders[folder.strip('"')][int(uid)] = self._here[int(uid)]
        return "OK"

    def _store(self, rest: str) -> None:
        self.server.gone[self.at].add(int(rest.split()[0]))

    def _expunge(self, rest: str) -> None:
        for uid in [int(rest)] if rest else sorted(self.server.gone[self.at]):
            self._here.pop(uid, None)

    def _logout(self, _rest: str) -> None:
        self._say("* BYE")
