"""Processing lines as OTLP spans: protobuf to send, JSON to keep.

The library's own exporter makes ids of its own and drops what it cannot send; here a line keeps its
ids, and nothing counts as sent before the collector says so.
"""

from collections.abc import Iterable
from typing import Any

import httpx
from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from waakvlam.access.models import ProcessingLine
from waakvlam.kit.errors import Invalid
from waakvlam.kit.pagination import grouped

SCOPE = "nl.waakvlam.logboek"
MILLION = 1_000_000  # nanoseconds in a millisecond
STATUS = {"Unset": 0, "Ok": 1, "Error": 2}
INTERNAL, SERVER = 1, 2


def attributes(line: ProcessingLine) -> dict[str, str]:
    """The attributes of the standard; the subject's id is encrypted and spelled in hexadecimals."""
    found = {"dpl.core.processing_activity_id": line.processing_activity_id,
             "dpl.core.data_subject_id": bytes(line.data_subject_id).hex(),
             "dpl.core.data_subject_id_type": line.data_subject_id_type}
    if line.foreign_operation:
        found["dpl.core.foreign_operation.processor"] = line.foreign_operation
    return found


def resource(line: ProcessingLine) -> dict[str, str]:
    """Which system of which organisation wrote it. Never who."""
    name, _slash, version = (line.resource or "waakvlam").partition("/")
    return {"service.name": name, "service.version": version, "service.namespace": f"urn:uuid:{line.organisation_id}"}


def request(lines: Iterable[ProcessingLine]) -> ExportTraceServiceRequest:
    """All lines in one message, grouped by the system that wrote them."""
    made = ExportTraceServiceRequest()
    for of, group in grouped(list(lines), lambda line: tuple(resource(line).items())).items():
        spans = made.resource_spans.add()
        spans.resource.attributes.extend(_pairs(dict(of)))
        scope = spans.scope_spans.add()
        scope.scope.name = SCOPE
        scope.spans.extend(_span(line) for line in group)
    return made


def _span(line: ProcessingLine) -> Span:
    return Span(
        trace_id=bytes(line.trace_id), span_id=bytes(line.span_id), parent_span_id=bytes(line.parent_span_id or b""),
        name=line.name, kind=SERVER if line.foreign_operation else INTERNAL,
        start_time_unix_nano=line.start_time * MILLION, end_time_unix_nano=line.end_time * MILLION,
        attributes=_pairs(attributes(line)), status=Status(code=STATUS[line.status]))


def _pairs(values: dict[str, str]) -> list[KeyValue]:
    return [KeyValue(key=key, value=AnyValue(string_value=value)) for key, value in values.items()]


def as_json(lines: Iterable[ProcessingLine]) -> dict[str, Any]:
    """The same in the JSON encoding of OTLP: ids in hexadecimals, times as strings."""
    def pairs(values: dict[str, str]) -> list[dict[str, Any]]:
        return [{"key": key, "value": {"stringValue": value}} for key, value in values.items()]

    def span(line: ProcessingLine) -> dict[str, Any]:
        return {"traceId": bytes(line.trace_id).hex(), "spanId": bytes(line.span_id).hex(),
                "parentSpanId": bytes(line.parent_span_id or b"").hex(), "name": line.name,
                "kind": SERVER if line.foreign_operation else INTERNAL,
                "startTimeUnixNano": str(line.start_time * MILLION), "endTimeUnixNano": str(line.end_time * MILLION),
                "attributes": pairs(attributes(line)), "status": {"code": STATUS[line.status]}}

    groups = grouped(list(lines), lambda line: tuple(resource(line).items()))
    return {"resourceSpans": [{"resource": {"attributes": pairs(dict(of))},
                               "scopeSpans": [{"scope": {"name": SCOPE}, "spans": [span(line) for line in group]}]}
                              for of, group in groups.items()]}


class NotAcknowledged(Exception):
    """The collector did not take the lines over; says why, for the page."""


def post(url: str, token: str, message: ExportTraceServiceRequest) -> None:
    """Returns where the collector acknowledged every span. Raises NotAcknowledged."""
    headers = {"Content-Type": "application/x-protobuf", **({"Authorization": f"Bearer {token}"} if token else {})}
    try:
        answer = httpx.post(url, content=message.SerializeToString(), headers=headers, timeout=15, trust_env=False)
    except httpx.HTTPError as error:
        raise NotAcknowledged(f"{type(error).__name__}: {error}"[:200]) from None
    if answer.status_code != 200:
        raise NotAcknowledged(f"HTTP {answer.status_code}")
    try:
        said = ExportTraceServiceResponse.FromString(answer.content)
    except DecodeError:
        raise NotAcknowledged("het antwoord is geen OTLP") from None
    if said.partial_success.rejected_spans:
        raise NotAcknowledged(f"{said.partial_success.rejected_spans} regels geweigerd: "
                              f"{said.partial_success.error_message}"[:200])


def checked(url: str) -> str:
    """The address where it may be used: encrypted, or on this machine. Raises Invalid."""
    at = httpx.URL(url)
    if at.scheme == "https" or (at.scheme == "http" and at.host in ("127.0.0.1", "localhost", "::1")):
        return url
    raise Invalid("logboek_url", "WAAKVLAM_LOGBOEK_URL moet met https:// beginnen.", came_in=at.scheme,
                  expected="https://…/v1/traces", remedy="zet een versleuteld adres in WAAKVLAM_LOGBOEK_URL")
