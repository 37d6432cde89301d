"""A real PostgreSQL and a real web server of our own, that may be killed and started again."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from waakvlam.config import database
from waakvlam.config.cli import gunicorn

HERE = Path(__file__).resolve().parents[2]
NAME = "concurrency"


class Servers:
    """Durable settings: what the database acknowledged must outlive its death."""

    def __init__(self) -> None:
        self.database = database.Embedded(Path(tempfile.mkdtemp(prefix="waakvlam-")) / "db")
        self.port = _free_port()
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115  open as long as the server
        self.web: subprocess.Popen[bytes] | None = None

    def start(self, *sizes: int, ground: str = "tests.concurrency.prepare") -> dict[str, Any]:
        """Both servers with what the module `ground` makes of these sizes; returns what it prints."""
        self.database.start()
        self.database.create(NAME)
        prepared = subprocess.run(
            [sys.executable, "-m", ground, *map(str, sizes)],
            cwd=HERE, env=self.environment, capture_output=True, text=True)
        assert prepared.returncode == 0, prepared.stderr[-2000:]
        self.start_web()
        return dict(json.loads(prepared.stdout.splitlines()[-1]))

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "WAAKVLAM_SOCKET": str(self.database.socket), "WAAKVLAM_DATABASE": NAME,
                "DJANGO_SETTINGS_MODULE": "waakvlam.config.settings"}

    def start_web(self) -> None:
        # A session of its own, so that the group can be killed without touching anything else.
        self.web = subprocess.Popen(gunicorn(self.port), cwd=HERE, env=self.environment,
                                    start_new_session=True, stdout=self.log, stderr=self.log)
        _wait(self._answers, "the web server", self._said)

    def _said(self) -> str:
        self.log.seek(0)
        return self.log.read()[-3000:]

    def _answers(self) -> bool:
        try:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("GET", "/aanmelden/")
            return connection.getresponse().status < 500
        except OSError:
            return False

    def kill_web(self) -> None:
        """kill -9 of the server and its workers, in the middle of whatever they do."""
        assert self.web is not None
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    def kill_database(self) -> None:
        """kill -9 of the postmaster; its children notice and end."""
        pid = self.database.pid()
        os.kill(pid, signal.SIGKILL)
        _wait(lambda: not _is_alive(pid), "the end of the database")

    def start_database(self) -> None:
        """Recovers from its log. Where nobody buried the killed postmaster, its file goes first."""

        def started() -> bool:
            (self.database.data / "postmaster.pid").unlink(missing_ok=True)
            try:
                self.database.start()
            except (SystemExit, RuntimeError, OSError):  # a child still holds the shared memory
                return False
            return True

        _wait(started, "the database")

    def stop(self) -> None:
        if self.web is not None and self.web.poll() is None:
            os.killpg(self.web.pid, signal.SIGTERM)
            self.web.wait(timeout=20)
        self.database.stop("immediate")
        shutil.rmtree(self.database.base.parent if os.geteuid() else self.database.base, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    """Also a process that ended but was never waited for is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _wait(done: Callable[[], bool], what: str, said: Callable[[], str] = str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"waited {seconds} s for {what}: {said()}"
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
