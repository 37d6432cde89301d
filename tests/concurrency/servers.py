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

import psycopg

from waakvlam.config import database
from waakvlam.config.cli import gunicorn

HERE = Path(__file__).resolve().parents[2]
NAME = "concurrency"


class Servers:
    """Durable settings: what the database acknowledged must outlive its death.

    With `template` no server of its own, but a copy of that database on the server of the run: ready in
    a second instead of a minute of migrations, for what kills the web server only.
    """

    def __init__(self, template: str = "") -> None:
        base = Path(os.environ["WAAKVLAM_SOCKET"]).parent if template else Path(tempfile.mkdtemp(prefix="waakvlam-")) / "db"
        self.database = database.Embedded(base)
        self.template, self.name = template, f"{NAME}_{os.getpid()}" if template else NAME
        self.port = _free_port()
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115  open as long as the server
        self.web: subprocess.Popen[bytes] | None = None

    def start(self, *sizes: int, ground: str = "tests.concurrency.prepare") -> dict[str, Any]:
        """Both servers with what the module `ground` makes of these sizes; returns what it prints."""
        self._make()
        prepared = subprocess.run(
            [sys.executable, "-m", ground, *map(str, sizes)],
            cwd=HERE, env=self.environment, capture_output=True, text=True)
        assert prepared.returncode == 0, prepared.stderr[-2000:]
        self.start_web()
        return dict(json.loads(prepared.stdout.splitlines()[-1]))

    def _make(self) -> None:
        if self.template:
            self._administer(f'create database "{self.name}" template {self.template} owner {database.OWNER}')
        else:
            self.database.start()
            self.database.create(self.name)

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self.database.dsn(), autocommit=True) as db:
            db.execute("select pg_advisory_lock(7283947)")  # whoever makes the template has it too
            db.execute(statement)

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "WAAKVLAM_SOCKET": str(self.database.socket), "WAAKVLAM_DATABASE": self.name,
                "DJANGO_SETTINGS_MODULE": "waakvlam.config.settings"}

    def rows(self, sql: str, *given: Any) -> list[tuple]:
        """What stands in the database, as its administrator sees it."""
        with psycopg.connect(self.database.dsn(database=self.name)) as db:
            return db.execute(sql, given).fetchall()

    def start_web(self) -> None:
        # A session of its own, so that the group can be killed without touching anything else.
        self.web = subprocess.Popen(gunicorn(self.port), cwd=HERE, env=self.environment,
                                    start_new_session=True, stdout=self.log, stderr=self.log)
        wait(self._answers, "the web server", self._said)

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
        wait(lambda: not _is_alive(pid), "the end of the database")

    def start_database(self) -> None:
        """Recovers from its log. Where nobody buried the killed postmaster, its file goes first."""

        def started() -> bool:
            (self.database.data / "postmaster.pid").unlink(missing_ok=True)
            try:
                self.database.start()
            except (SystemExit, RuntimeError, OSError):  # a child still holds the shared memory
                return False
            return True

        wait(started, "the database")

    def stop(self) -> None:
        if self.web is not None and self.web.poll() is None:
            os.killpg(self.web.pid, signal.SIGTERM)
            self.web.wait(timeout=60)
        if self.template:
            self._administer(f'drop database if exists "{self.name}" with (force)')
            return
        self.database.stop("immediate")
        shutil.rmtree(self.database.base.parent if os.geteuid() else self.database.base, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    """Also a process that ended but was never waited for is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait(done: Callable[[], bool], what: str, said: Callable[[], str] = str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"waited {seconds} s for {what}: {said()}"
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
