"""A Waakvlam of its own, as an operator sets it up: commands, a web server, a worker.

No demo mode: people sign in with a password. Everything on loopback and on a private database.
"""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.demo_server import free_port

PATIENCE = 90  # seconds until it must answer, on a busy machine
WITHOUT = ("WAAKVLAM_SOCKET", "DATABASE_URL", "WAAKVLAM_DEMO", "WAAKVLAM_DATABASE", "DJANGO_SETTINGS_MODULE")


@dataclass
class Site:
    """`run` is the command line of this site; `passwords` holds who can sign in."""

    home: Path
    port: int
    passwords: dict[str, str] = field(default_factory=dict)
    children: list[subprocess.Popen] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in WITHOUT}
        return {**kept, "WAAKVLAM_HOME": str(self.home), "WAAKVLAM_BASE_URL": self.address,
                "PYTHONPATH": os.pathsep.join(p for p in (str(Path.cwd()), os.environ.get("PYTHONPATH")) if p)}

    def run(self, *arguments: str, module: str = "waakvlam.cli", given: str = "") -> str:
        """Run a command to its end; its output. Raises AssertionError with what it said."""
        done = subprocess.run([sys.executable, "-m", module, *arguments], env=self.environment, text=True,
                              capture_output=True, input=given, timeout=600)
        assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    def facts(self, *arguments: str, module: str = "waakvlam.cli") -> dict:
        return json.loads(self.run(*arguments, module=module).strip().splitlines()[-1])

    def start(self) -> None:
        for arguments in (["serve", "--port", str(self.port)], ["worker"]):
            self.children.append(subprocess.Popen(
                [sys.executable, "-m", "waakvlam.cli", *arguments], env=self.environment,
                stdout=subprocess.DEVNULL, start_new_session=True))
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                    if json.load(answer)["state"] == "ok":
                        return
            except (urllib.error.URLError, ConnectionError, TimeoutError, ValueError):
                time.sleep(0.2)
        raise AssertionError(f"no answer from {self.address} in {PATIENCE} seconds")

    def stop(self) -> None:
        for child in self.children:
            # Its own session: gunicorn's workers end with it.
            os.killpg(child.pid, 15)
        for child in self.children:
            child.wait(20)


@contextmanager
def running(home: Path) -> Iterator[Site]:
    """Network “proef”, a housing association, a municipality, a food bank without accounts."""
    site = Site(home, free_port())
    try:
        site.run("migrate")
        _set_up(site)
        site.start()
        yield site
    finally:
        site.stop()
        site.run(module="tests.acceptance.forget")


def _set_up(site: Site) -> None:
    """An operator's commands, one after another, in one process."""
    words = [["network", "add", "Proefnetwerk", "--slug", "proef"]]
    for name, slug, kind in (("Wonen Proef", "wonen", "housing_association"),
                             ("Gemeente Proef", "gemeente", "municipality"),
                             ("Anders Wonen", "anders", "housing_association")):
        words.append(["organisation", "add", name, "--slug", slug, "--kind", kind, "--network", "proef",
                      "--email", f"post@{slug}.example.org"])
    for email, name, role in (
            ("cor@wonen.example.org", "Cor Vermeer", "coordinator"),
            ("bel@wonen.example.org", "Bel Aksoy", "caller"),
            ("wies@gemeente.example.org", "Wies de Boer", "district_worker"),
            ("gem@gemeente.example.org", "Gem Post", "coordinator"),
            ("ander@anders.example.org", "Ander Man", "coordinator")):
        where = ["--organisation", email.split("@")[1].split(".")[0], "--network", "proef"]
        words.append(["user", "add", email, "--name", name, "--role", role, *where])
        words.append(["user", "password", email, "--stdin", *where])
        site.passwords[email] = "een lang wachtwoord 2026"
    site.run(module="tests.acceptance.operator", given=json.dumps(words))
