"""Signals a second that other systems hand over to the web server over HTTP, each acknowledged once it is safe.

Server, database and the callers share the machine's cores; the callers are threads of one process of their own:
`python -m bench.signals_http PORT SECONDS CALLERS KEY EACH`.
"""

import json
import os
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from uuid import uuid4


def sustained(seconds: int, each: int = 1, callers: int = 8, workers: int = 2) -> float:
    """Acknowledged signals per second, by the server as it is started for real; `each` in one request."""
    from tests.concurrency.servers import _free_port, wait
    from waakvlam.config.cli import gunicorn

    port = _free_port()
    web = subprocess.Popen(gunicorn(port, workers=workers), start_new_session=True, env={**os.environ, "WAAKVLAM_LIMIT_FACTOR": "100000"})
    try:
        wait(lambda: _answers(port), "the web server")
        done = subprocess.run([sys.executable, "-m", "bench.signals_http", str(port), str(seconds), str(callers), _key(), str(each)],
                              check=True, capture_output=True, text=True)
        return int(done.stdout.split()[-1]) / seconds
    finally:
        web.terminate()
        web.wait(timeout=60)


def _answers(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/aanmelden/")
        return connection.getresponse().status < 500
    except OSError:
        return False


def _key() -> str:
    """A key of a coordinator's system, for signals."""
    from waakvlam.access.identity import acting
    from waakvlam.access.models import Membership
    from waakvlam.access.tests import cast
    from waakvlam.api.commands import make_token

    with acting(cast.who("admin")) as by:
        member = Membership.objects.get(pk=cast.membership("alice"))
        return make_token(membership=member, purpose="signal", label="Bench", days=1, by=by)[1]


class Caller(threading.Thread):
    """Hands over one signal after the other on a connection that stays open; counts what was acknowledged."""

    def __init__(self, port: int, until: float, key: str, each: int) -> None:
        super().__init__(daemon=True)
        self.port, self.until, self.each, self.done, self.wrong = port, until, each, 0, ""
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def run(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        while time.monotonic() < self.until and not self.wrong:
            path, body = ("/api/v1/signalen", _signal(self.done)) if self.each == 1 else (
                "/api/v1/signaalreeksen", {"signalen": [_signal(self.done + n) for n in range(self.each)]})
            connection.request("POST", path, json.dumps(body), self.headers)
            answer = connection.getresponse()
            said = answer.read()
            if answer.status == 201 or (answer.status == 200 and json.loads(said)["nietBinnen"] == 0):
                self.done += self.each
            else:
                self.wrong = f"{answer.status}: {said[:300]!r}"


def _signal(n: int) -> dict[str, str]:
    return {
        "id": str(uuid4()), "soort": "worry", "over": "person", "watDeBewonerWeet": "unknown", "onderwerp": "contact",
        "waarneming": "De gordijnen zijn al een week dicht.", "waar": f"Duinroos {n % 180 + 1}, 1503 AB Proefstad"}


def main(port: int, seconds: int, callers: int, key: str, each: int) -> None:
    threads = [Caller(port, time.monotonic() + seconds, key, each) for _n in range(callers)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    if wrong := next((one.wrong for one in threads if one.wrong), ""):
        raise SystemExit(wrong)
    print(sum(one.done for one in threads))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
