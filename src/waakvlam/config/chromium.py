"""Chromium for the tests: the machine's own, or installed from the distribution where absent."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOLDERS = ("/usr/bin", "/usr/lib/chromium", "/snap/bin")


def find() -> str | None:
    """Path of a Chromium, or None. WAAKVLAM_CHROMIUM wins."""
    if given := os.environ.get("WAAKVLAM_CHROMIUM"):
        return given
    for name in NAMES:
        if path := shutil.which(name) or next(
                (f"{f}/{name}" for f in FOLDERS if Path(f"{f}/{name}").exists()), None):
            return path
    return None


def install() -> str:
    """Find or install; ends the program with the remedy where neither works."""
    if path := find():
        return path
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        print("Chromium is absent; installing it from the distribution …", flush=True)  # noqa: T201
        for arguments in (["update", "-q"], ["install", "-qy", "--no-install-recommends", "chromium"]):
            done = subprocess.run([*sudo, "apt-get", *arguments], stdout=subprocess.DEVNULL,
                                  env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
            if done.returncode:
                break
        if path := find():
            return path
    raise SystemExit("The tests of the pages need Chromium, and it could not be installed. Install it "
                     "(Debian: sudo apt-get install chromium) or set WAAKVLAM_CHROMIUM=/path/to/it.")


if __name__ == "__main__":
    install()
    sys.exit(0)
