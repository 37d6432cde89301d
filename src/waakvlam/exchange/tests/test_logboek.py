"""Lines arrive at a real collector over HTTP: exactly, at least once, and nothing is lost on the way."""

import json
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from waakvlam.access import audit, identity, seals, tracing
from waakvlam.access.models import ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.cli import build
from waakvlam.exchange import commands
from waakvlam.exchange.logboek import otlp
from waakvlam.exchange.models import Shipment
from waakvlam.kit.errors import Invalid, Refused
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now

pytestmark = [pytest.mark.django_db, pytest.mark.proves("R28", "C19")]


class Sink:
    """A collector: keeps what it acknowledged, answers as it was told."""

    def __init__(self) -> None:
        self.messages, self.answers, self.headers, self.seen = [], [], [], 0
        self.url = ""

    def spans(self):
        return [span for m in self.messages for r in m.resource_spans for s in r.scope_spans for span in s.spans]


@pytest.fixture
def sink(settings):
    kept = Sink()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.seen += 1
            status, answer = kept.answers.pop(0) if kept.answers else (200, ExportTraceServiceResponse().SerializeToString())
            if status == "gone":  # killed between taking it in and answering
                kept.messages.append(ExportTraceServiceRequest.FromString(body))
                self.connection.close()
                return
            if status == 200:
                kept.messages.append(ExportTraceServiceRequest.FromString(body))
                kept.headers.append(dict(self.headers))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    kept.url = settings.LOGBOEK_URL = f"http://127.0.0.1:{server.server_port}/v1/traces"
    settings.LOGBOEK_TOKEN = "s3cret"  # noqa: S105
    yield kept
    server.shutdown()
    server.server_close()


def touched(key: str = "alice", n: int = 3, caller=None):
    with identity.acting(cast.who(key)) as who:
        audit.begin(caller)
        audit.touched(who, "people.search", [uuid7() for _ in range(n)])
        audit.flush(who)


def shipments(slug: str = "wonen"):
    with identity.acting(identity.system(cast.organisation(slug), "administration")):
        return list(Shipment.objects.order_by("seal"))


def lines(slug: str = "wonen"):
    with identity.acting(identity.system(cast.organisation(slug), "administration")):
        return list(ProcessingLine.objects.order_by("id"))


@contextmanager
def later(**delta):
    with at(now() + timedelta(**delta)):
        yield


def test_spans_carry_exactly_what_the_lines_hold(sink):
    caller = tracing.caller("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "https://zaken.example.org")
    touched(n=1)
    touched(n=2, caller=caller)
    seals.seal()
    assert commands.ship_due() == 1
    by_id = {bytes(x.span_id): x for x in lines()}
    spans = sink.spans()
    assert {s.span_id for s in spans} == set(by_id)
    for span in spans:
        line = by_id[span.span_id]
        assert (span.trace_id, span.parent_span_id, span.name) == (
            bytes(line.trace_id), bytes(line.parent_span_id or b""), line.name)
        assert (span.start_time_unix_nano, span.end_time_unix_nano) == (line.start_time * 10**6, line.end_time * 10**6)
        assert {a.key: a.value.string_value for a in span.attributes} == otlp.attributes(line)
        assert span.status.code == 1
    called = [s for s in spans if s.trace_id.hex().startswith("4bf9")]
    assert {a.value.string_value for s in called for a in s.attributes if a.key.endswith("processor")} == {"https://zaken.example.org"}
    assert sink.headers[0]["Authorization"] == "Bearer s3cret"


def test_no_user_is_in_what_leaves_the_house(sink):
    touched()
    seals.seal()
    commands.ship_due()
    alice, raw = cast.who("alice"), b"".join(m.SerializeToString() for m in sink.messages)
    for mark in (alice.name.encode(), str(alice.person_id).encode(), alice.person_id.bytes, str(alice.membership_id).encode()):
        assert mark not in raw


def test_each_organisation_ships_its_own_lines(sink):
    touched("alice", 2)
    touched("charlie", 1)
    seals.seal()
    assert commands.ship_due() == 2
    of = {a.value.string_value: sum(len(s.spans) for s in r.scope_spans)
          for m in sink.messages for r in m.resource_spans for a in r.resource.attributes if a.key == "service.namespace"}
    assert of == {f"urn:uuid:{cast.organisation('wonen')}": 2, f"urn:uuid:{cast.organisation('gemeente')}": 1}


def test_what_was_acknowledged_is_not_sent_again_and_new_lines_are(sink):
    touched()
    seals.seal()
    assert (commands.ship_due(), commands.ship_due()) == (1, 0)
    touched(n=1)
    seals.seal()
    assert commands.ship_due() == 1
    assert len(sink.spans()) == 4
    assert [s.state for s in shipments()] == ["sent", "sent"]


@pytest.mark.parametrize("answer", [(503, b""), (200, b"\xff\xff not otlp"), ("gone", b""), (200, ExportTraceServiceResponse(
    partial_success={"rejected_spans": 1, "error_message": "vol"}).SerializeToString())])
def test_what_was_not_acknowledged_waits_and_goes_again_with_the_same_ids(sink, answer):
    touched()
    seals.seal()
    sink.answers = [answer]
    assert commands.ship_due() == 0
    waiting, = shipments()
    assert (waiting.state, waiting.tries, waiting.sent_at) == ("waiting", 1, None)
    assert waiting.error
    assert commands.ship_due() == 0, "not before its time"
    with later(minutes=2):
        assert commands.ship_due() == 1
    ids = {bytes(x.span_id) for x in lines()}
    assert {s.span_id for s in sink.messages[-1].resource_spans[0].scope_spans[0].spans} == ids
    assert shipments()[0].error == ""


def test_killed_in_the_middle_everything_goes_again(sink, monkeypatch):
    touched(n=5)
    seals.seal()
    monkeypatch.setattr(commands, "AT_ONCE", 2)
    real = otlp.post

    def killed(*args):
        if sink.seen == 2:
            raise KeyboardInterrupt
        real(*args)

    monkeypatch.setattr(commands.otlp, "post", killed)
    with pytest.raises(KeyboardInterrupt):
        commands.ship_due()
    assert shipments()[0].state == "waiting"
    monkeypatch.setattr(commands.otlp, "post", real)
    assert commands.ship_due() == 1
    ids = [s.span_id for s in sink.spans()]
    assert (len(ids), set(ids)) == (9, {bytes(x.span_id) for x in lines()})


def test_after_many_tries_it_is_visibly_failed_and_still_tried(sink, sign_in):
    touched()
    seals.seal()
    sink.answers = [(503, b"")] * commands.LOOK
    moment = now()
    for n in range(commands.LOOK):
        with at(moment + timedelta(hours=7 * n)):
            commands.ship_due()
    failed, = shipments()
    assert (failed.state, failed.tries) == ("failed", commands.LOOK)
    fg = sign_in("fg")
    assert "HTTP 503" in fg.get("/uitwisseling/logboek/").content.decode()
    fg.post("/uitwisseling/logboek/pogingen/")
    assert commands.ship_due() == 1
    page = fg.get("/uitwisseling/logboek/").content.decode()
    assert "HTTP 503" not in page


def test_lines_that_are_not_sealed_do_not_go_yet(sink):
    touched()
    assert commands.ship_due() == 0
    assert sink.seen == 0


def test_without_an_address_nothing_happens(settings):
    settings.LOGBOEK_URL = ""
    touched()
    seals.seal()
    assert commands.ship_due() == 0
    assert shipments() == []


def test_an_address_without_encryption_is_refused(settings):
    settings.LOGBOEK_URL = "http://logboek.example.org/v1/traces"
    with pytest.raises(Invalid):
        commands.ship_due()


def test_only_the_system_ships_and_only_the_privacy_officer_looks(sink, sign_in):
    touched()
    seals.seal()
    sink.answers = [(503, b"")]
    commands.ship_due()
    with identity.acting(cast.who("fg")) as fg, pytest.raises(Refused):
        commands.ship(shipment_id=shipments()[0].pk, by=fg)
    with identity.acting(cast.who("alice")) as alice:
        assert not Shipment.objects.exists()
        with pytest.raises(Refused):
            commands.retry(by=alice)
    for key in ("alice", "admin", "board"):
        assert sign_in(key).get("/uitwisseling/logboek/").status_code == 403


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_command_writes_otlp_json(tmp_path):
    ProcessingLine.objects.using("owner").create(
        network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"), trace_id=b"\x01" * 16, span_id=b"\x02" * 8,
        name="people.search", start_time=1_700_000_000_000, end_time=1_700_000_000_001,
        processing_activity_id="https://x", data_subject_id=b"\x03")
    file = tmp_path / "lines.json"
    done = CliRunner().invoke(build(), ["export", "logboek", "--otlp-json", str(file), "--network", "proefstad"])
    assert done.exit_code == 0, done.output
    span, = json.loads(file.read_text())["resourceSpans"][0]["scopeSpans"][0]["spans"]
    assert (span["traceId"], span["spanId"], span["startTimeUnixNano"]) == ("01" * 16, "02" * 8, "1700000000000000000")
    none = tmp_path / "none.json"
    CliRunner().invoke(build(), ["export", "logboek", "--otlp-json", str(none), "--since", "2026-01-01", "--network", "proefstad"])
    assert none.read_text() == ""
