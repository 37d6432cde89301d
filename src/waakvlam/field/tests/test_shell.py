"""The app as files: small, whole, readable in the sun, and new when one of them changes."""

import gzip
import json
import re
from pathlib import Path

import pytest

from waakvlam.field import shell
from waakvlam.web.tests.test_static import contrast

pytestmark = pytest.mark.proves("C2", "R33")
STATIC = Path(shell.__file__).parent / "static/field"
MOST = 150 * 1024
PACKED = (".woff2", ".png")


@pytest.mark.django_db
def test_the_first_load_is_under_150_kb_compressed(client):
    texts = [shell.source(name).read_bytes() for name in shell.files() if not name.endswith(PACKED)]
    pages = [client.get(path).content for path in ("/veld/", "/veld/sw.js", "/veld/app.webmanifest")]
    packed = sum(shell.source(name).stat().st_size for name in shell.files() if name.endswith(PACKED))
    total = packed + sum(len(gzip.compress(text)) for text in [*texts, *pages])
    assert 60_000 < total < MOST, f"{total} bytes"


def test_every_module_and_style_of_the_app_is_kept_for_off_line():
    there = {f"field/{file.relative_to(STATIC)}" for file in STATIC.rglob("*.*")} - {shell.WORKER}
    assert there <= set(shell.files())
    for file in (STATIC / "js").glob("*.js"):
        for name in re.findall(r'from "\./(\w+)\.js"', file.read_text()):
            assert name in shell.MODULES, f"{file.name} imports {name}"


@pytest.mark.django_db
def test_the_worker_keeps_all_files_and_each_language_has_a_version_of_its_own(client):
    def worker(language):
        client.cookies["waakvlam_language"] = language
        return client.get("/veld/sw.js").content.decode()

    dutch, english = worker("nl"), worker("en")
    version = re.compile(r'VERSION = "(\w+)"')
    assert version.search(dutch)[1] != version.search(english)[1]
    kept = json.loads(re.search(r"FILES = (\[.*?\]);", dutch)[1])
    assert {"/veld/", "/static/field/js/app.js", f"/static/{shell.FONT}"} <= set(kept)
    for path in kept:
        assert client.get(path).status_code in (200, 304), path


def test_main_text_has_seven_to_one_also_where_tokens_are_softer():
    """Tokens hold 4.5; the app overrides those that are text in it. The sun takes half of any contrast."""
    tokens = dict(re.findall(r"--waakvlam-color-([\w-]+): light-dark\((#\w{6}, #\w{6})\)", shell.source("web/css/tokens.css").read_text()))
    own = dict(re.findall(r"--fd-([\w-]+): light-dark\((#\w{6}, #\w{6})\)", (STATIC / "css/field.css").read_text()))
    pairs = [("ink", g) for g in ("paper", "sheet", "flame-soft", "action-soft", "brick-soft")]
    pairs += [("action-strong", g) for g in ("paper", "sheet")] + [("on-action", "action")]
    found = {f"{i} on {g}": (tokens[i], tokens[g]) for i, g in pairs}
    found |= {f"fd-{i} on {g}": (own[i], tokens[g]) for i in own for g in ("paper", "sheet")}
    for words, (ink, ground) in found.items():
        for mode in (0, 1):
            assert contrast(ink.split(", ")[mode], ground.split(", ")[mode]) >= 7, f"{words}, {'dark' if mode else 'light'}"
