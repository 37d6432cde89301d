"""The demo from one command, as a newcomer meets it: its own database, web server and worker."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import pytest

from waakvlam.demo import cast, doors

pytestmark = [pytest.mark.slow, pytest.mark.proves("C1", "C5")]


class Started:
    """`waakvlam demo` in a folder of its own."""

    def __init__(self, home, port):
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("WAAKVLAM_")}
        self.environment |= {"WAAKVLAM_HOME": str(home), "DJANGO_SETTINGS_MODULE": "waakvlam.config.settings"}
        self.port = port

    def run(self, *options):
        return self.waakvlam("demo", *options)

    def waakvlam(self, *arguments):
        return subprocess.run([sys.executable, "-m", "waakvlam.cli", *arguments], env=self.environment,
                              capture_output=True, text=True, timeout=400)

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "waakvlam.cli", "demo", "--port", str(self.port)], env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return self.process.stdout.readline()

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        rest = self.process.stdout.read()
        return self.process.wait(60), rest


class Browser:
    """Cookies and forms, no more."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        self.open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())).open

    def get(self, path):
        with self.open(self.base + path, timeout=60) as answer:
            return answer.read().decode()

    def enter(self, slug):
        """Through a card: returns the page one lands on."""
        form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/")).group(1)
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": form}).encode()
        with self.open(f"{self.base}/demo/{slug}/", data, timeout=60) as answer:
            return answer.read().decode()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = Started(tmp_path_factory.mktemp("demo"), port)
    begun = time.monotonic()
    first = started.run("--load-only")
    assert first.returncode == 0, first.stderr[-2000:]
    loaded = time.monotonic()
    started.line = started.start()
    started.first, started.second = loaded - begun, time.monotonic() - loaded
    yield started
    if started.process.poll() is None:
        started.stop()
    started.run("--forget")


def test_it_prints_exactly_one_line_when_everything_answers(demo):
    assert demo.line == f"Waakvlam is ready at http://127.0.0.1:{demo.port}\n"
    facts = json.loads(Browser(demo.port).get("/healthz"))
    assert facts["state"] == "ok"


def test_the_second_start_finds_it_loaded(demo):
    # In seconds it depends on how busy the machine is; loading again would take as long as before.
    assert demo.second < demo.first / 2


def test_there_is_a_card_for_everybody_of_the_cast(demo):
    page = Browser(demo.port).get("/")
    for person in cast.PEOPLE:
        assert (f"/demo/{person.slug}/" in page) == person.on_card, person.slug
    for door in doors.DOORS:
        assert f"/demo/{door.slug}/" in page


def test_everybody_lands_on_a_page_of_their_own(demo):
    for person in cast.PEOPLE:
        if person.on_card:
            assert person.name.split()[0] in Browser(demo.port).enter(person.slug), person.slug


def test_the_resident_reads_who_knows_what_and_the_partner_what_was_asked(demo):
    assert "Vlierwonen" in Browser(demo.port).enter("bewoner")
    assert "Voedselbank" in Browser(demo.port).enter("joke")


def test_the_coordinator_sees_what_went_silent(demo):
    browser = Browser(demo.port)
    browser.enter("ingrid")
    page = browser.get("/overdrachten/stil/")
    assert "ligt bij de roerganger" in page
    assert "wie aan zet is, is herinnerd" in page


def test_the_privacy_officer_finds_a_question_and_the_past_nights(demo):
    browser = Browser(demo.port)
    browser.enter("priya")
    assert "Ingrid van der Meer: buiten werktijd" in browser.get("/toezicht/vragen/")
    gone = [int(rows) for rows in re.findall(r"(\d+) rij(?:en)? weg", browser.get("/beheer/bewaren/"))]
    assert len(gone) == 3 and max(gone) > 20  # the first night clears what lay there; how much follows the hour of loading


def test_next_months_register_shows_what_is_new_changed_and_gone(demo, tmp_path):
    file = tmp_path / "huurders.xlsx"
    assert demo.run("--register", str(file)).returncode == 0
    done = demo.waakvlam("import", "register", str(file), "--organisation", "vlierwonen", "--yes", "--json")
    counts = json.loads(done.stdout)["counts"]
    assert counts["same"] > 12_000
    assert 10 < counts["new"] < 200
    assert 30 < counts["changed"] < 200
    assert 50 < counts["gone"] < 400
    assert not counts.get("refused")


def test_ctrl_c_ends_it_and_a_taken_port_is_told(demo):
    other = demo.run("--port", str(demo.port))
    assert other.returncode == 1
    assert "taken" in other.stderr
    code, rest = demo.stop()
    assert (code, rest) == (0, "")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", demo.port))
