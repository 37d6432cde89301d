"""The demo as a person starts it, in a folder of its own, for tests in a browser.

`waakvlam demo` makes its own PostgreSQL, loads Vlierdrecht and serves on a free loopback port.
WAAKVLAM_E2E_URL uses a demo that already runs instead: quicker while building pages.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waakvlam.kit.tests.days import far_hour

PATIENCE = 600  # seconds for making the database and loading, on a busy machine


@contextmanager
def running(home: Path) -> Iterator[str]:
    """The address of a demo that runs inside the block."""
    if given := os.environ.get("WAAKVLAM_E2E_URL"):
        yield given.rstrip("/")
        return
    port = free_port()
    environment = {**os.environ, "WAAKVLAM_HOME": str(home), "WAAKVLAM_SESSION_NIGHT": str(far_hour())}
    environment.pop("WAAKVLAM_SOCKET", None)  # the suite's own database is not the demo's
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "waakvlam.cli", "demo"]
    process = subprocess.Popen(
        [*command, "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    late = threading.Timer(PATIENCE, process.terminate)
    late.start()
    try:
        line = process.stdout.readline()  # type: ignore[union-attr]
        late.cancel()
        assert line.startswith("Waakvlam is ready at "), f"the demo did not start: {line!r}"
        yield line.split()[-1]
    finally:
        late.cancel()
        process.terminate()
        process.wait(30)
        subprocess.run([*command, "--forget"], env=environment, stdout=subprocess.DEVNULL)
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
