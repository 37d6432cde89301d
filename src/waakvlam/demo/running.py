"""The demo's processes: web server and worker as children, ended together."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType, TracebackType

import click
from django.conf import settings

from waakvlam.config.cli import gunicorn

PATIENCE = 180  # seconds until it must answer, on a busy machine; where a process ends, that is told at once


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Stopped(Exception):
    """Somebody asked us to stop (Ctrl-C or SIGTERM)."""


class Demo:
    """Web server and worker. Leaving the block ends both, and the database where we started it."""

    def __init__(self, port: int, *, stop_database: bool) -> None:
        self.port = port
        self.stop_database = stop_database
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Demo":
        for asked in (signal.SIGINT, signal.SIGTERM):
            signal.signal(asked, _stop)
        here = {"WAAKVLAM_DEMO": "1", "WAAKVLAM_BASE_URL": f"http://127.0.0.1:{self.port}"}
        environment = {**os.environ, **here}
        # A session of their own: Ctrl-C reaches us alone, and we end them in order.
        for name, command in (("web", gunicorn(self.port)),
                              ("worker", [sys.executable, "-m", "waakvlam.cli", "worker"])):
            self.children[name] = subprocess.Popen(
                command, env=environment, start_new_session=True, stdout=sys.stderr)
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: BaseException | None,
                 _trace: TracebackType | None) -> bool:
        for asked in (signal.SIGINT, signal.SIGTERM):
            signal.signal(asked, signal.SIG_IGN)  # a second Ctrl-C must not leave children behind
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            try:
                child.wait(12)
            except subprocess.TimeoutExpired:
                child.kill()
        if self.stop_database:
            settings.EMBEDDED_SERVER.stop()
        return kind is Stopped

    def wait_until_ready(self) -> None:
        """Until /healthz answers. Raises ClickException where a child ends or it takes too long."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self._look_at_children()
            if self._answers():
                return
            time.sleep(0.1)
        raise click.ClickException(f"No answer from http://127.0.0.1:{self.port}/healthz in {PATIENCE} seconds.")

    def wait(self) -> None:
        """Until a child ends by itself, which it should not."""
        while True:
            self._look_at_children()
            time.sleep(0.5)

    def _answers(self) -> bool:
        """Ready: pages are served and the worker gave a sign of life."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:  # noqa: S310
                return bool(json.load(answer).get("state") == "ok")
        except (urllib.error.URLError, ConnectionError, TimeoutError, ValueError):
            return False

    def _look_at_children(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                raise click.ClickException(f"The {name} process ended with code {child.returncode}; see above why.")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped
