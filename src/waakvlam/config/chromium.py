"""Chromium for the tests: the machine's own, or from the distribution where absent.

As root (or with sudo) it is installed; an ordinary user gets the distribution's packages
unpacked in the project's own data folder, which needs no rights at all.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOLDERS = ("/usr/bin", "/snap/bin")
OWN = Path(os.environ.get("WAAKVLAM_HOME") or Path(__file__).resolve().parents[3] / ".data") / "chromium"
# The packages' own start script asks for folders under /usr; this one points at ours.
SCRIPT = """#!/bin/sh
here="$(dirname "$(readlink -f "$0")")/root"
export LD_LIBRARY_PATH="$here/usr/lib/$(uname -m)-linux-gnu:$here/lib/$(uname -m)-linux-gnu"
[ -d /etc/fonts ] || export FONTCONFIG_PATH="$here/etc/fonts"
exec "$here/usr/lib/chromium/chromium" --no-sandbox "$@"
"""


def find() -> str | None:
    """Path of a Chromium, or None. WAAKVLAM_CHROMIUM wins."""
    if given := os.environ.get("WAAKVLAM_CHROMIUM"):
        return given
    found = [shutil.which(name) or f"{folder}/{name}" for name in NAMES for folder in FOLDERS]
    return next((path for path in [*found, str(OWN / "chromium")] if Path(path).exists()), None)


def install() -> str:
    """Find or install; ends the program with the remedy where nothing works."""
    if path := find():
        return path
    print("Chromium is absent; getting it from the distribution …", flush=True)  # noqa: T201
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        if _quiet(*sudo, "apt-get", "update", "-q"):
            _quiet(*sudo, "apt-get", "install", "-qy", "--no-install-recommends", "chromium")
        if path := find():
            return path
        _unpack()
        if path := find():
            return path
    raise SystemExit("The tests of the pages need Chromium, and it could not be had. Install it "
                     "(Debian: sudo apt-get install chromium) or set WAAKVLAM_CHROMIUM=/path/to/it.")


def _unpack() -> None:
    """Download the packages that this machine lacks and unpack them; no rights needed."""
    packages = OWN / "packages"
    (packages / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    # Lists and cache of our own: those of the machine may be absent and are not ours to write.
    ours = ("-o", f"Dir::State::Lists={packages}/lists", "-o", f"Dir::Cache={packages}/cache")
    _quiet("apt-get", *ours, "update", "-q")
    wanted = _packages(ours) - _installed()
    if not wanted or not _quiet("apt-get", *ours, "download", *sorted(wanted), cwd=packages):
        return
    for file in packages.glob("*.deb"):
        _quiet("dpkg-deb", "-x", str(file), str(OWN / "root"))
    shutil.rmtree(packages)
    (OWN / "chromium").write_text(SCRIPT)
    (OWN / "chromium").chmod(0o755)


def _packages(ours: tuple[str, ...]) -> set[str]:
    """Chromium and all it depends on."""
    without = [f"--no-{kind}" for kind in ("recommends", "suggests", "conflicts", "breaks", "replaces", "enhances")]
    listed = subprocess.run(["apt-cache", *ours, "depends", "--recurse", *without, "chromium"], text=True,
                            capture_output=True).stdout.splitlines()
    return {line for line in listed if line and line[0].isalnum()}


def _installed() -> set[str]:
    listed = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\\n"], text=True,
                            capture_output=True).stdout.splitlines()
    return {line.split()[-1] for line in listed if line.startswith("ii")}


def _quiet(*command: str, cwd: Path | None = None) -> bool:
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True,
                              env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    except OSError:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    install()
    sys.exit(0)
